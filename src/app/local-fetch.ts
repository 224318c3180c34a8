import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ThalwegError } from '../domain/errors.js';
import type { Fetcher } from '../stages/fetch/fetcher.js';

/** Files of this machine, read in place. */
export const localFetcher: Fetcher = {
  async fetch(uploaded, signal) {
    const path = uploaded.media.uri;
    const found = await stat(path).catch((cause: unknown) => {
      throw new ThalwegError('SOURCE_NOT_FOUND', `${path} cannot be read`, { stage: 'fetch', cause });
    });
    if (!found.isFile()) throw new ThalwegError('SOURCE_NOT_FOUND', `${path} is not a regular file; wanted a video file`, { stage: 'fetch' });
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash, { signal });
    const sha256 = hash.digest('hex');
    return { uploaded, videoId: uploaded.videoId ?? `sha256:${sha256.slice(0, 32)}`, mediaVersion: sha256, path, bytes: found.size, sha256, dispose: async () => undefined };
  },
};
