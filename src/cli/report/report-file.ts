import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ThalwegError } from '../../domain/errors.js';
import type { ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import { pageFoot, pageHead, type ReportRow } from './report-page.js';
import type { Thumbnail } from './thumbnail-collector.js';
import { failedSection, titleOf, videoSection } from './video-section.js';

export interface ReportEntry {
  readonly uploaded: ProductVideoUploaded;
  readonly outcome:
    | { readonly kind: 'enriched'; readonly result: ProductVideoEnriched; readonly thumbnails: readonly Thumbnail[] }
    | { readonly kind: 'failed'; readonly code: string; readonly message: string };
}

/**
 * `--report FILE.html`: one file that needs nothing else. Sections go to a part file as videos are done, so that memory
 * does not grow with their number; `close` puts the index before them and the whole in place.
 */
export class ReportFile {
  /** Absolute. */
  readonly path: string;
  readonly #sectionsPath: string;
  readonly #sections: WriteStream;
  readonly #rows: ReportRow[] = [];

  private constructor(path: string, sectionsPath: string) {
    this.path = path;
    this.#sectionsPath = sectionsPath;
    this.#sections = createWriteStream(sectionsPath);
  }

  /** @throws ThalwegError CONFIG_INVALID when the file cannot be written there. */
  static async open(path: string): Promise<ReportFile> {
    const absolute = resolve(path);
    const sectionsPath = `${absolute}.${randomUUID()}.part`;
    try {
      await (await open(sectionsPath, 'wx')).close();
    } catch (error) {
      throw new ThalwegError('CONFIG_INVALID', `--report ${path}: found ${(error as NodeJS.ErrnoException).code ?? 'an error'}, expected a file in a folder that can be written`, { cause: error });
    }
    return new ReportFile(absolute, sectionsPath);
  }

  async add({ uploaded, outcome }: ReportEntry): Promise<void> {
    const id = `video-${this.#rows.length + 1}`;
    if (outcome.kind === 'failed') {
      this.#rows.push({ id, title: uploaded.listing?.title ?? uploaded.media.uri, category: null, confidence: null, languages: '', conflicts: 0, flags: 0, failure: outcome.code });
      await this.#write(failedSection(id, uploaded, outcome.code, outcome.message).text);
      return;
    }
    const { result, thumbnails } = outcome;
    const category = result.tags.find((tag) => tag.kind === 'category');
    this.#rows.push({
      id,
      title: titleOf(uploaded, result),
      category: category?.value ?? null,
      confidence: category?.confidence ?? null,
      languages: result.languages.map((share) => share.language).join(' '),
      conflicts: result.consistency.conflicts.length,
      flags: result.flags.filter((flag) => flag.decision !== 'cleared').length,
      failure: null,
    });
    await this.#write(videoSection(id, uploaded, result, thumbnails).text);
  }

  /** Completes the report with what was added. */
  async close(): Promise<void> {
    const wholePath = `${this.#sectionsPath}.whole`;
    try {
      this.#sections.end();
      await once(this.#sections, 'close');
      const whole = createWriteStream(wholePath);
      whole.write(pageHead(this.#rows));
      await pipeline(createReadStream(this.#sectionsPath), whole, { end: false });
      whole.end(pageFoot());
      await once(whole, 'close');
      await rename(wholePath, this.path);
    } finally {
      await rm(this.#sectionsPath, { force: true });
      await rm(wholePath, { force: true });
    }
  }

  async #write(text: string): Promise<void> {
    if (!this.#sections.write(`${text}\n`)) await once(this.#sections, 'drain');
  }
}
