import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ThalwegError } from '../../domain/errors.js';
import type { ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import { writeFileAtomically } from '../../inference/model-store/atomic-file.js';

const LONGEST_NAME = 120;

/** `--out DIR`: one JSON file a video, each whole or not there at all. */
export class ResultFolder {
  readonly #folder: string;
  readonly #taken = new Map<string, number>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws ThalwegError CONFIG_INVALID when the folder cannot be made. */
  static async open(folder: string): Promise<ResultFolder> {
    try {
      await mkdir(folder, { recursive: true });
    } catch (error) {
      throw new ThalwegError('CONFIG_INVALID', `--out ${folder}: found ${(error as NodeJS.ErrnoException).code ?? 'an error'}, expected a folder that can be written`, { cause: error });
    }
    return new ResultFolder(folder);
  }

  /** Writes `<videoId>.json`; a video id that occurs again in this run gets `.2`, `.3` …  @returns the path. */
  async write(result: ProductVideoEnriched): Promise<string> {
    const name = fileName(result.videoId);
    const times = (this.#taken.get(name) ?? 0) + 1;
    this.#taken.set(name, times);
    const path = join(this.#folder, `${name}${times === 1 ? '' : `.${times}`}.json`);
    await writeFileAtomically(path, `${JSON.stringify(result, null, 2)}\n`);
    return path;
  }
}

/** A video id is anyone's text: no separators, no leading dot, bounded. */
function fileName(videoId: string): string {
  const safe = encodeURIComponent(Buffer.from(videoId).toString()).replaceAll('%20', ' ').replace(/^\./, '%2E').replaceAll('*', '%2A');
  return safe.length > LONGEST_NAME ? safe.slice(0, LONGEST_NAME) : safe || 'video';
}
