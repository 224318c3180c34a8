import { randomUUID } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import { unwritable } from '../output/unwritable.js';
import { pageFoot, pageHead, type ReportRow } from './report-page.js';
import type { Thumbnail } from './thumbnail-collector.js';
import { failedSection, titleOf, videoSection } from './video-section.js';

export interface ReportEntry {
  readonly uploaded: ProductVideoUploaded;
  readonly outcome:
    | { readonly kind: 'enriched'; readonly result: ProductVideoEnriched; readonly thumbnails: readonly Thumbnail[] }
    | { readonly kind: 'failed'; readonly code: string; readonly message: string };
}

interface Section {
  readonly row: ReportRow;
  /** Where it lies in the part file. */
  readonly startByte: number;
  readonly endByte: number;
}

/**
 * `--report FILE.html`: one file that needs nothing else. Sections go to a part file as videos are done, in any order, so
 * that memory does not grow with their number; `close` puts them in the order of the inputs below an index and the whole
 * in place. No part stays behind, whichever way the process exits.
 */
export class ReportFile {
  /** Absolute. */
  readonly path: string;
  readonly #wanted: string;
  readonly #partPath: string;
  readonly #part: FileHandle;
  readonly #sections = new Map<number, Section>();
  readonly #onExit: () => void;
  #bytes = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(wanted: string, path: string, partPath: string, part: FileHandle) {
    this.#wanted = wanted;
    this.path = path;
    this.#partPath = partPath;
    this.#part = part;
    this.#onExit = () => {
      for (const left of [partPath, wholeOf(partPath)]) rmSync(left, { force: true });
    };
    process.once('exit', this.#onExit);
  }

  /** @throws ThalwegError CONFIG_INVALID when the file cannot be written there. */
  static async open(path: string): Promise<ReportFile> {
    const absolute = resolve(path);
    const there = await stat(absolute).catch(() => null);
    if (there?.isDirectory() === true) throw unwritable('--report', path, 'a folder', 'a file to write');
    const partPath = `${absolute}.${randomUUID()}.part`;
    try {
      return new ReportFile(path, absolute, partPath, await open(partPath, 'wx'));
    } catch (error) {
      throw unwritable('--report', path, error, 'a file in a folder that can be written');
    }
  }

  /** How many videos it tells of so far. */
  get entries(): number {
    return this.#sections.size;
  }

  /** @param place the video's place among the inputs  @throws ThalwegError CONFIG_INVALID when the disk does not take it */
  async add(place: number, { uploaded, outcome }: ReportEntry): Promise<void> {
    const id = `video-${place + 1}`;
    const section = outcome.kind === 'failed' ? failedSection(id, uploaded, outcome.code, outcome.message) : videoSection(id, uploaded, outcome.result, outcome.thumbnails);
    const bytes = Buffer.from(`${section.text}\n`);
    const write = this.#writing.then(async () => {
      await this.#part.appendFile(bytes);
      this.#sections.set(place, { row: rowOf(id, { uploaded, outcome }), startByte: this.#bytes, endByte: this.#bytes + bytes.length });
      this.#bytes += bytes.length;
    });
    this.#writing = write.catch(() => undefined);
    await this.#orUnwritable(write);
  }

  /** Completes the report with what was added. @throws ThalwegError CONFIG_INVALID when the disk does not take it */
  async close(): Promise<void> {
    try {
      await this.#orUnwritable(this.#assemble());
    } finally {
      await this.discard();
    }
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#writing;
    await this.#part.close().catch(() => undefined);
    await rm(this.#partPath, { force: true });
    await rm(wholeOf(this.#partPath), { force: true });
    process.off('exit', this.#onExit);
  }

  async #assemble(): Promise<void> {
    await this.#writing;
    const sections = [...this.#sections].sort(([a], [b]) => a - b).map(([, section]) => section);
    const whole = await open(wholeOf(this.#partPath), 'wx');
    try {
      await whole.appendFile(pageHead(sections.map(({ row }) => row)));
      for (const { startByte, endByte } of sections) await copied(this.#partPath, startByte, endByte, whole);
      await whole.appendFile(pageFoot());
    } finally {
      await whole.close();
    }
    await rename(wholeOf(this.#partPath), this.path);
  }

  async #orUnwritable(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      throw unwritable('--report', this.#wanted, error, 'room and the right to write the report');
    }
  }
}

async function copied(from: string, startByte: number, endByte: number, to: FileHandle): Promise<void> {
  for await (const piece of createReadStream(from, { start: startByte, end: endByte - 1 })) await to.appendFile(piece as Buffer);
}

function wholeOf(partPath: string): string {
  return `${partPath}.whole`;
}

function rowOf(id: string, { uploaded, outcome }: ReportEntry): ReportRow {
  if (outcome.kind === 'failed') return { id, title: titleOf(uploaded), category: null, confidence: null, languages: '', conflicts: 0, flags: 0, failure: outcome.code };
  const { result } = outcome;
  const category = result.tags.find((tag) => tag.kind === 'category');
  return {
    id,
    title: titleOf(uploaded),
    category: category?.value ?? null,
    confidence: category?.confidence ?? null,
    languages: result.languages.map((share) => share.language).join(' '),
    conflicts: result.consistency.conflicts.length,
    flags: result.flags.filter((flag) => flag.decision !== 'cleared').length,
    failure: null,
  };
}
