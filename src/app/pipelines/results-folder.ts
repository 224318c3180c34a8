import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { asThalwegError, ThalwegError } from '../../domain/errors.js';
import { shownAddress } from '../../domain/shown-address.js';
import type { ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import type { RecordCodec } from '../../stages/publish/record-codecs.js';
import type { Claim } from '../../stream/claim.js';
import { systemClock, type Clock } from '../../stream/clock.js';
import type { Log, LogConsumer } from '../../stream/log.js';
import { persist } from '../../stream/persist.js';
import type { Logger } from '../../telemetry/logger.js';

export interface ResultsFolder {
  readonly path: string;
  /** What was not written by then, the next run writes. */
  close(): Promise<void>;
}

const AT_ONCE = 16;

/**
 * Follows the results of the embedded log in a group of its own and keeps one JSON file a video, written atomically. A
 * result counts as taken when its file is there: a full disk is waited out.
 */
export async function followResults(folder: string, log: Pick<Log, 'consumer'>, topic: string, codec: RecordCodec<ProductVideoEnriched>, logger: Pick<Logger, 'info' | 'warn'>, clock: Clock = systemClock): Promise<ResultsFolder> {
  const path = resolve(folder);
  await mkdir(path, { recursive: true });
  const stop = new AbortController();
  const consumer = log.consumer({ groupId: 'results-folder', topics: [topic], delivery: 'at-least-once', from: 'earliest', maxClaimsPerPartition: AT_ONCE, maxBufferedBytes: 8 * 1024 ** 2, commitIntervalMs: 200 });
  await consumer.start(stop.signal);
  const following = follow(consumer, (claim) => keep(path, claim, codec, logger, clock, stop.signal), logger, stop.signal);
  return {
    path,
    close: async () => {
      stop.abort();
      await following;
      await consumer.close();
    },
  };
}

async function follow(consumer: LogConsumer, keepOne: (claim: Claim) => Promise<void>, logger: Pick<Logger, 'warn'>, signal: AbortSignal): Promise<void> {
  try {
    while (!signal.aborted) {
      for (const claim of await consumer.poll(AT_ONCE, signal)) await keepOne(claim);
    }
  } catch (error) {
    logger.warn({ error: String(error) }, 'results are no longer written');
  }
}

async function keep(path: string, claim: Claim, codec: RecordCodec<ProductVideoEnriched>, logger: Pick<Logger, 'info' | 'warn'>, clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    const enriched = await codec.decode(claim.record.value, signal);
    const name = enriched.videoId.replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, 120);
    const trouble = (error: Error): void => logger.warn({ videoId: enriched.videoId, error: error.message }, 'a result cannot be written yet');
    await persist(() => writeWhole(path, name, `${JSON.stringify(enriched, null, 2)}\n`), { signal, clock, trouble });
    const category = enriched.tags.find((tag) => tag.kind === 'category');
    logger.info({ videoId: enriched.videoId, uri: shownAddress(enriched.media.uri), category: category?.value ?? null, confidence: category === undefined ? null : Math.round(category.confidence * 100) / 100, flags: enriched.flags.length }, 'result written');
  } catch (error) {
    if (signal.aborted) {
      claim.nack(asThalwegError(error));
      return;
    }
    logger.warn({ error: String(error) }, 'a record is no result and is left out');
  }
  await claim.ack([]);
}

/** Under another name first, so that nobody reads half a file; what a full disk left of it is removed. */
async function writeWhole(path: string, name: string, text: string): Promise<void> {
  const temporary = join(path, `.${name}.${randomUUID()}`);
  try {
    await writeFile(temporary, text);
    await rename(temporary, join(path, `${name}.json`));
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new ThalwegError('PUBLISH_FAILED', `${join(path, name)}.json: ${cause instanceof Error ? cause.message : String(cause)}`, { stage: 'publish', cause });
  }
}
