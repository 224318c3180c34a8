import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import { writeFileAtomically } from '../../inference/model-store/atomic-file.js';
import { unwritable } from './unwritable.js';

const LONGEST_NAME = 120;

/** `--out DIR`: one JSON file a video, each whole or not there at all. */
export class ResultFolder {
  readonly #folder: string;
  readonly #taken = new Map<string, number>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @throws ThalwegError CONFIG_INVALID when the folder cannot be made or written. */
  static async open(folder: string): Promise<ResultFolder> {
    try {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.W_OK);
    } catch (error) {
      throw unwritable('--out', folder, error, 'a folder that can be written');
    }
    return new ResultFolder(folder);
  }

  /**
   * Writes `<videoId>.json`; a video id that occurs again in this run gets `.2`, `.3` … in the order of writing.
   * @returns the path  @throws ThalwegError CONFIG_INVALID when the disk does not take it
   */
  async write(result: ProductVideoEnriched): Promise<string> {
    const name = fileName(result.videoId);
    const times = (this.#taken.get(name) ?? 0) + 1;
    this.#taken.set(name, times);
    const path = join(this.#folder, `${name}${times === 1 ? '' : `.${times}`}.json`);
    try {
      await writeFileAtomically(path, `${JSON.stringify(result, null, 2)}\n`);
    } catch (error) {
      throw unwritable('--out', path, error, 'room and the right to write the result');
    }
    return path;
  }
}

/** A video id is anyone's text: no separators, no leading dot, bounded. */
function fileName(videoId: string): string {
  const safe = encodeURIComponent(Buffer.from(videoId).toString()).replaceAll('%20', ' ').replace(/^\./, '%2E').replaceAll('*', '%2A');
  return safe.length > LONGEST_NAME ? safe.slice(0, LONGEST_NAME) : safe || 'video';
}
