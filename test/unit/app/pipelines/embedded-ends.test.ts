import { once, EventEmitter } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChokidarOptions, FSWatcher } from 'chokidar';
import { openCodecs } from '../../../../src/app/pipelines/open-codecs.js';
import { followResults } from '../../../../src/app/pipelines/results-folder.js';
import { watchFolder } from '../../../../src/app/pipelines/watched-folder.js';
import { ThalwegError } from '../../../../src/domain/errors.js';
import { MemoryLog } from '../../../../src/stream/memory/memory-log.js';
import type { OutputRecord } from '../../../../src/stream/record.js';
import { enrichedVideo } from '../../../support/enriched-video.js';
import { instantClock } from '../../../support/instant-clock.js';

const signal = new AbortController().signal;
const codecs = openCodecs({ registry: { url: null, timeoutMs: 100 } });

let folder: string;
let log: MemoryLog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thalweg-ends-'));
  log = await MemoryLog.open({ journalPath: null });
  await log.createTopics(['uploaded', 'enriched'].map((topic) => ({ topic, partitions: 1, replication: 1, settings: {} })));
});
afterEach(async () => {
  await log.close();
  await rm(folder, { recursive: true, force: true });
});

/** Log lines as events, to wait for. */
class Lines extends EventEmitter {
  readonly said: string[] = [];
  readonly logger = { info: (_facts: unknown, text?: string) => this.#say(text), warn: (_facts: unknown, text?: string) => this.#say(text) };

  async until(text: string, count = 1): Promise<void> {
    while (this.said.filter((line) => line === text).length < count) await once(this, 'line');
  }

  #say(text = ''): void {
    this.said.push(text);
    this.emit('line');
  }
}

describe('watched folder', () => {
  class Watching {
    readonly watchers: { readonly options: ChokidarOptions; readonly events: EventEmitter }[] = [];
    readonly lines = new Lines();
    readonly produced: OutputRecord[] = [];
    /** Failures of the log that are still to come. */
    full: ThalwegError[] = [];

    async start(): Promise<void> {
      await watchFolder(folder, {
        log: {
          read: (topic, stop) => log.read(topic, stop),
          produce: (records) => {
            const error = this.full.shift();
            if (error !== undefined) return Promise.reject(error);
            this.produced.push(...records);
            return Promise.resolve();
          },
        },
        topic: 'uploaded',
        codec: codecs.uploaded,
        logger: this.lines.logger,
        signal,
        clock: instantClock(),
        openWatcher: (_path, options) => {
          const events = Object.assign(new EventEmitter(), { close: () => Promise.resolve() });
          this.watchers.push({ options, events });
          return events as unknown as FSWatcher;
        },
      });
    }

    async found(name: string, event = 'add'): Promise<void> {
      const file = join(folder, name);
      await writeFile(file, name);
      this.watchers.at(-1)!.events.emit(event, file);
    }
  }

  it('goes on after a part of it cannot be watched', async () => {
    const watching = new Watching();
    await watching.start();
    watching.watchers[0]!.events.emit('error', Object.assign(new Error('denied'), { code: 'EACCES' }));
    expect(watching.lines.said).toEqual(['a part of the watched folder cannot be watched']);
    await watching.found('a.mp4');
    await watching.lines.until('upload found');
    expect(watching.watchers).toHaveLength(1);
  });

  it('looks through the folder in turn when the system has no watches left', async () => {
    const watching = new Watching();
    await watching.start();
    const [first] = watching.watchers;
    first!.events.emit('error', Object.assign(new Error('no watches'), { code: 'ENOSPC' }));
    first!.events.emit('error', Object.assign(new Error('no watches'), { code: 'ENOSPC' }));
    expect(watching.watchers.map(({ options }) => options.usePolling ?? false)).toEqual([false, true]);
    await watching.found('a.mp4');
    await watching.lines.until('upload found');
  });

  it('waits for a log that cannot be written, and produces the upload once', async () => {
    const watching = new Watching();
    watching.full = [1, 2, 3].map(() => new ThalwegError('BROKER_UNAVAILABLE', 'the disk is full'));
    await watching.start();
    await watching.found('a.mp4');
    // The same version again while the first waits.
    watching.watchers[0]!.events.emit('change', join(folder, 'a.mp4'));
    await watching.lines.until('upload found');
    expect(watching.produced).toHaveLength(1);
    expect(watching.lines.said.filter((line) => line === 'an upload cannot be written down yet')).toHaveLength(3);
  });

  it('takes a file that was refused when it is seen again', async () => {
    const watching = new Watching();
    watching.full = [new ThalwegError('RECORD_TOO_LARGE', 'no')];
    await watching.start();
    await watching.found('a.mp4');
    await watching.lines.until('a file of the watched folder was not taken');
    watching.watchers[0]!.events.emit('change', join(folder, 'a.mp4'));
    await watching.lines.until('upload found');
    expect(watching.produced).toHaveLength(1);
  });
});

describe('results folder', () => {
  const result = async (videoId: string): Promise<OutputRecord> => ({ topic: 'enriched', key: null, value: await codecs.enriched.encode(enrichedVideo({ videoId }), signal), headers: [] });
  const committed = async (): Promise<bigint> => (await log.committed('results-folder', ['enriched'])).get('enriched/0') ?? 0n;

  it('keeps a result until its file can be written, and then goes on', async () => {
    const lines = new Lines();
    const path = join(folder, 'results');
    // A folder in the place of the file: it cannot be put there.
    await mkdir(join(path, 'first.json', 'inside'), { recursive: true });
    const results = await followResults(path, log, 'enriched', codecs.enriched, lines.logger, instantClock());
    await log.produce([await result('first'), await result('second')]);
    await lines.until('a result cannot be written yet', 3);
    expect([await committed(), await readdir(path)]).toEqual([0n, ['first.json']]);
    await rm(join(path, 'first.json'), { recursive: true });
    await lines.until('result written', 2);
    await results.close();
    expect(await committed()).toBe(2n);
    for (const name of ['first', 'second']) expect(JSON.parse(await readFile(join(path, `${name}.json`), 'utf8'))).toMatchObject({ videoId: name });
  });

  it('leaves a result that it could not write for the next run', async () => {
    const lines = new Lines();
    const path = join(folder, 'results');
    await mkdir(join(path, 'first.json', 'inside'), { recursive: true });
    const results = await followResults(path, log, 'enriched', codecs.enriched, lines.logger, instantClock());
    await log.produce([await result('first')]);
    await lines.until('a result cannot be written yet');
    await results.close();
    expect(await committed()).toBe(0n);
  });

  it('leaves out what is no result', async () => {
    const lines = new Lines();
    const results = await followResults(join(folder, 'results'), log, 'enriched', codecs.enriched, lines.logger, instantClock());
    await log.produce([{ topic: 'enriched', key: null, value: Buffer.from('nonsense'), headers: [] }, await result('good')]);
    await lines.until('result written');
    await results.close();
    expect(await committed()).toBe(2n);
    expect(lines.said).toContain('a record is no result and is left out');
  });
});
