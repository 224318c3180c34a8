/** What the parent tells a measured process, and what comes back on its standard output as one JSON line. */
export interface Job {
  readonly role: 'thalweg' | 'naive' | 'ceiling';
  /** Folder of the project, which is built. */
  readonly root: string;
  /** thalweg: whether videos in doubt are looked at again. */
  readonly thinking: 'none' | 'auto';
  readonly videos: readonly BenchVideo[];
  /** thalweg: count session runs. */
  readonly profile: boolean;
  /** thalweg: false leaves the first video out as warm-up; the measured run then loads the models itself. */
  readonly warmUp?: boolean;
  /** ceiling: what to replay. */
  readonly uses: readonly SessionUse[];
}

import type { SessionUse } from '../../src/inference/worker/session-profile.js';

export interface BenchVideo {
  readonly path: string;
  readonly title: string | null;
  /** Spoken language for the naive pipeline, which cannot detect it; null: no speech. */
  readonly language: string | null;
}

export interface JobReport {
  /** Loading code and models and one warm-up video. */
  readonly startMs: number;
  readonly wallMs: number;
  /** User and system time of the process and of the tools that it ran, during `wallMs`. */
  readonly cpuMs: number;
  readonly videoSeconds: number;
  readonly videos: number;
  /** What the run made, for a look at whether both did the same work. */
  readonly made: { readonly segments: number; readonly texts: number; readonly categories: number };
  readonly languages: readonly (string | null)[];
  readonly uses: readonly SessionUse[];
  /** Videos that were looked at again. */
  readonly secondLooks: number;
  /** Parts of a ceiling, milliseconds of one core. */
  readonly parts: Readonly<Record<string, number>>;
}
