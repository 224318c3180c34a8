import { open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { ThalwegError } from '../../domain/errors.js';
import type { Headers, OutputRecord } from '../record.js';
import { systemErrorCode } from '../../domain/system-error.js';

/** One line of the journal: what happened at once. Offsets are not written: they follow from the order. */
export type JournalEntry =
  | { readonly kind: 'topic'; readonly topic: string; readonly partitions: number }
  | {
      readonly kind: 'write';
      readonly atMs: number;
      readonly records: readonly PlacedRecord[];
      readonly positions: readonly GroupPosition[];
    };

export interface PlacedRecord extends OutputRecord {
  readonly partition: number;
}

export interface GroupPosition {
  readonly groupId: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/**
 * An append-only file, one JSON line an entry. An entry counts once its line is on the disk with its line feed; a torn
 * last line (the process or the machine died while writing) is cut off at the next start. Entries that come while one
 * write is under way share the next.
 */
export class Journal {
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /** Reads what is there, cuts a torn end off and opens the file for appending. */
  static async open(path: string): Promise<{ journal: Journal; entries: readonly JournalEntry[] }> {
    const { entries, soundBytes, bytes } = await readJournal(path);
    if (soundBytes < bytes) await truncate(path, soundBytes);
    return { journal: new Journal(path, await open(path, 'a', 0o600)), entries };
  }

  /** Resolves once the entry is on the disk. */
  append(entry: JournalEntry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: `${JSON.stringify(toJson(entry))}\n`, resolve, reject });
      this.#writing ??= this.#write().finally(() => (this.#writing = null));
    });
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.file.close();
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const { size } = await this.file.stat();
        try {
          await this.file.appendFile(batch.map(({ line }) => line).join(''));
          await this.file.datasync();
        } catch (error) {
          // A full disk may have taken half a line: what follows must not be glued to it.
          await this.file.truncate(size);
          throw error;
        }
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        const error = new ThalwegError('BROKER_UNAVAILABLE', `the journal ${this.path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, { stage: 'stream', cause });
        for (const { reject } of batch) reject(error);
      }
    }
  }
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: ThalwegError) => void;
}

/** All sound entries of a journal; a file that is not there is an empty one. */
export async function readJournal(path: string): Promise<{ entries: readonly JournalEntry[]; soundBytes: number; bytes: number }> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const entries: JournalEntry[] = [];
  let start = 0;
  for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
    try {
      entries.push(fromJson(JSON.parse(bytes.toString('utf8', start, end)) as JsonEntry));
    } catch (cause) {
      if (bytes.indexOf(LINE_FEED, end + 1) === -1) break;
      throw new ThalwegError('CONFIG_INVALID', `the journal ${path} is damaged at entry ${entries.length + 1}: found ${bytes.toString('utf8', start, Math.min(end, start + 40))}, expected a JSON entry`, { stage: 'stream', cause });
    }
    start = end + 1;
  }
  return { entries, soundBytes: start, bytes: bytes.byteLength };
}

const LINE_FEED = 0x0a;

type JsonBytes = string | null;
type JsonRecord = readonly [topic: string, partition: number, key: JsonBytes, value: JsonBytes, headers: readonly (readonly [string, JsonBytes])[]];
type JsonEntry =
  | { readonly topic: string; readonly partitions: number }
  | { readonly at: number; readonly records: readonly JsonRecord[]; readonly positions: readonly (readonly [string, string, number, string])[] };

function toJson(entry: JournalEntry): JsonEntry {
  if (entry.kind === 'topic') return { topic: entry.topic, partitions: entry.partitions };
  return {
    at: entry.atMs,
    records: entry.records.map(({ topic, partition, key, value, headers }) => [topic, partition, encode(key), encode(value), headers.map(([name, bytes]) => [name, encode(bytes)] as const)]),
    positions: entry.positions.map(({ groupId, topic, partition, offset }) => [groupId, topic, partition, String(offset)]),
  };
}

function fromJson(json: JsonEntry): JournalEntry {
  if ('topic' in json) return { kind: 'topic', topic: json.topic, partitions: json.partitions };
  return {
    kind: 'write',
    atMs: json.at,
    records: json.records.map(([topic, partition, key, value, headers]) => ({
      topic,
      partition,
      key: decode(key),
      value: decode(value),
      headers: headers.map(([name, bytes]) => [name, decode(bytes)] as const) satisfies Headers,
    })),
    positions: json.positions.map(([groupId, topic, partition, offset]) => ({ groupId, topic, partition, offset: BigInt(offset) })),
  };
}

const encode = (bytes: Uint8Array | null): JsonBytes => (bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'));
const decode = (text: JsonBytes): Uint8Array | null => (text === null ? null : Buffer.from(text, 'base64'));
