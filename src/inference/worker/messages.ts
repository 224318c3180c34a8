import type { SessionUse } from './session-profile.js';

/** What the main thread and a worker say to each other. */
export type ToWorker =
  | { readonly kind: 'batch'; readonly id: number; readonly task: string; readonly inputs: readonly unknown[] }
  | { readonly kind: 'report-uses' }
  | { readonly kind: 'folder'; readonly model: string; readonly path: string }
  | { readonly kind: 'folder-refused'; readonly model: string; readonly error: WireError };

/** What a worker is started with. */
export interface WorkerStart {
  readonly profile: boolean;
}

export type FromWorker =
  | { readonly kind: 'done'; readonly id: number; readonly results: readonly WireResult[]; readonly inferenceMs: number }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'uses'; readonly uses: readonly SessionUse[] }
  | { readonly kind: 'need-folder'; readonly model: string };

export type WireResult = { readonly ok: true; readonly output: unknown } | { readonly ok: false; readonly error: WireError };

export interface WireError {
  readonly code: string | null;
  readonly message: string;
  readonly stack: string | null;
}
