import { asThalwegError } from '../../domain/errors.js';

/** One line of `doctor`, `topics check` or `schemas check`. */
export interface Finding {
  /** What was looked at: `ffmpeg`, `topic product-video.uploaded`. */
  readonly subject: string;
  readonly state: 'ok' | 'failed' | 'not-configured';
  /** What was found. */
  readonly found: string;
  /** What a person can do about it; null unless it failed. */
  readonly fix: string | null;
}

export const ok = (subject: string, found: string): Finding => ({ subject, state: 'ok', found, fix: null });
export const failed = (subject: string, found: string, fix: string): Finding => ({ subject, state: 'failed', found, fix });
export const notConfigured = (subject: string, found: string): Finding => ({ subject, state: 'not-configured', found, fix: null });

/** What a look found, or the error that it ended with as a finding. An abort ends everything. */
export async function looked(subject: string, fix: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    const known = asThalwegError(error);
    if (known.kind === 'cancelled') throw known;
    return [failed(subject, `${known.message} (${known.code})`, fix)];
  }
}
