import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import type { ModelHost } from '../model-definition.js';
import { release } from '../release.js';
import { SESSION_OPTIONS } from './session-options.js';
import type { SessionProfile } from './session-profile.js';

/** The `ModelHost` of one worker: verified folders from the main thread, one session a file, one singleton a key. */
export class SessionHost implements ModelHost {
  readonly ort = ort;
  readonly #folders = new Map<string, string>();
  readonly #sessions = new Map<string, Promise<ort.InferenceSession>>();
  readonly #profile: SessionProfile | null;
  readonly #shared = new Map<string, Promise<unknown>>();

  /** @param profile counts the runs of every session, where wanted. */
  constructor(profile: SessionProfile | null = null) {
    this.#profile = profile;
  }

  addFolder(model: string, path: string): void {
    this.#folders.set(model, path);
  }

  hasFolder(model: string): boolean {
    return this.#folders.has(model);
  }

  file(model: string, path: string): string {
    const folder = this.#folders.get(model);
    if (folder === undefined) throw new Error(`model ${model} was asked for ${path}, but its task does not name it in "needs"`);
    return join(folder, path);
  }

  session(model: string, path: string, options: ort.InferenceSession.SessionOptions = {}, rewrite?: (graph: Uint8Array) => Uint8Array): Promise<ort.InferenceSession> {
    const file = this.file(model, path);
    const key = rewrite === undefined ? file : `${file} rewritten`;
    const known = this.#sessions.get(key);
    if (known !== undefined) return known;
    const loading = open(file, rewrite, { ...SESSION_OPTIONS, ...options });
    const profile = this.#profile;
    const session = profile === null ? loading : loading.then((made) => profile.watch(`${model}/${path}`, made));
    this.#sessions.set(key, session);
    session.catch(() => this.#sessions.delete(key));
    return session;
  }

  shared<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#shared.get(key);
    if (known !== undefined) return known as Promise<T>;
    const made = make();
    this.#shared.set(key, made);
    made.catch(() => this.#shared.delete(key));
    return made;
  }
}

async function open(file: string, rewrite: ((graph: Uint8Array) => Uint8Array) | undefined, options: ort.InferenceSession.SessionOptions): Promise<ort.InferenceSession> {
  if (rewrite === undefined) return ort.InferenceSession.create(file, options);
  const graph = await readFile(file);
  const rewritten = rewrite(graph);
  try {
    return await ort.InferenceSession.create(rewritten, options);
  } finally {
    release(graph, rewritten);
  }
}
