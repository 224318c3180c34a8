import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { asThalwegError } from '../../domain/errors.js';
import type { ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import type { RecordCodec } from '../../stages/publish/record-codecs.js';
import type { Log, LogConsumer } from '../../stream/log.js';
import type { Logger } from '../../telemetry/logger.js';

export interface ResultsFolder {
  readonly path: string;
  /** Ends after what is in the topic now has been written. */
  close(): Promise<void>;
}

const AT_ONCE = 16;

/** Follows the results of the embedded log in a group of its own and keeps one JSON file a video, written atomically. */
export async function followResults(folder: string, log: Log, topic: string, codec: RecordCodec<ProductVideoEnriched>, logger: Logger): Promise<ResultsFolder> {
  const path = resolve(folder);
  await mkdir(path, { recursive: true });
  const stop = new AbortController();
  const consumer = log.consumer({ groupId: 'results-folder', topics: [topic], delivery: 'at-least-once', from: 'earliest', maxClaimsPerPartition: AT_ONCE, maxBufferedBytes: 8 * 1024 ** 2, commitIntervalMs: 200 });
  await consumer.start(stop.signal);
  const following = follow(path, consumer, codec, logger, stop.signal);
  return {
    path,
    close: async () => {
      stop.abort();
      await following;
      await consumer.close();
    },
  };
}

async function follow(path: string, consumer: LogConsumer, codec: RecordCodec<ProductVideoEnriched>, logger: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const claim of await consumer.poll(AT_ONCE, signal)) {
      try {
        const enriched = await codec.decode(claim.record.value, signal);
        const name = enriched.videoId.replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, 120);
        const temporary = join(path, `.${name}.${randomUUID()}`);
        await writeFile(temporary, `${JSON.stringify(enriched, null, 2)}\n`);
        await rename(temporary, join(path, `${name}.json`));
        const category = enriched.tags.find((tag) => tag.kind === 'category');
        logger.info({ videoId: enriched.videoId, uri: enriched.media.uri, category: category?.value ?? null, confidence: category === undefined ? null : Math.round(category.confidence * 100) / 100, flags: enriched.flags.length }, 'result written');
        await claim.ack([]);
      } catch (error) {
        if (signal.aborted) claim.nack(asThalwegError(error));
        else {
          logger.warn({ error: String(error) }, 'a result was not written');
          await claim.ack([]);
        }
      }
    }
  }
}
