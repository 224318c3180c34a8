/**
 * The program under test of the integrity suite: the built stream (dist/) with the real log, object store, work folder,
 * intake, schema codecs and, where asked, the real decoder. Perception alone is a double: it takes some milliseconds and says which upload it
 * saw. Settings come as JSON in THALWEG_INTEGRITY. Prints `ready` once; a second line `closed` with what was left.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { openCodecs } from '../../../dist/app/pipelines/open-codecs.js';
import { StreamRunner } from '../../../dist/app/stream/stream-runner.js';
import { STREAM_DEFAULTS } from '../../../dist/app/stream/stream-settings.js';
import { StreamTelemetry } from '../../../dist/app/stream/stream-telemetry.js';
import { ThalwegError } from '../../../dist/domain/errors.js';
import { createFfmpegDemuxer } from '../../../dist/media/ffmpeg/ffmpeg-demuxer.js';
import { createFetchStage } from '../../../dist/stages/fetch/fetch-stage.js';
import { resultId } from '../../../dist/stages/publish/result-id.js';
import { createS3Store } from '../../../dist/storage/s3/s3-store.js';
import { openWorkFolder } from '../../../dist/storage/work-folder/work-folder.js';
import { systemClock } from '../../../dist/stream/clock.js';
import { KafkaLog } from '../../../dist/stream/kafka/kafka-log.js';
import { KAFKA_DEFAULTS } from '../../../dist/stream/kafka/kafka-settings.js';
import { Lifecycle } from '../../../dist/stream/lifecycle.js';
import { createLogger } from '../../../dist/telemetry/logger.js';
import { createMetrics } from '../../../dist/telemetry/metrics.js';

const settings = JSON.parse(process.env.THALWEG_INTEGRITY);
const logger = createLogger('debug');
const work = await openWorkFolder({ root: settings.workRoot, limitBytes: settings.workBytes });
const fetcher = createFetchStage({ stores: { s3: createS3Store({ maxAttempts: 1 }) }, work, localRoots: [], limits: {} });
const codecs = openCodecs({ registry: { url: settings.registryUrl, timeoutMs: 1_000 } });
const demuxer = createFfmpegDemuxer();

/** A little time, different for each upload, so that results overtake each other. */
const perceive = async (uploaded, attempt, signal) => {
  const { hang, sequence } = uploaded.listing.attributes;
  if (hang === 'always' || (hang === 'once' && attempt === 1)) await wait(3_600_000, undefined, { signal });
  await wait((Number(sequence) * 7919) % settings.maxDelayMs, undefined, { signal });
};

const decodeAll = async (fetched, signal) => {
  const folder = await work.open(0);
  try {
    const video = await demuxer.open(fetched, { workFolder: folder.path, maxGapS: 0.5, maxShortSidePx: 120, maxDurationS: 60, maxPixels: 1 << 24, maxStreams: 8, timeoutMs: 20_000 }, signal);
    try {
      for await (const frame of video.frames) if (frame.kind === 'frame') frame.release();
      await video.audio;
      if (video.notices().includes('truncated')) throw new ThalwegError('MEDIA_UNREADABLE', 'the file ends early', { stage: 'demux' });
    } finally {
      await video.dispose();
    }
  } finally {
    await folder.remove();
  }
};

const handler = {
  weigh: (record) => Math.max(1, record.value?.byteLength ?? 0),
  async handle(record, { signal, attempt }) {
    const { upload: uploaded } = await codecs.intake(record.value, signal);
    const fetched = await fetcher.fetch(uploaded, signal);
    try {
      // The decoder costs most: one upload in five, all poison among them.
      if (settings.decode && Number(uploaded.listing.attributes.sequence) % 5 === 2) await decodeAll(fetched, signal);
      await perceive(uploaded, attempt, signal);
      const id = resultId({ videoId: fetched.videoId, mediaVersion: `${fetched.mediaVersion}/${uploaded.listing.attributes.sequence}`, pipelineName: 'integrity', pipelineVersion: '1', revision: 1 });
      const value = { videoId: fetched.videoId, resultId: id, sequence: Number(uploaded.listing.attributes.sequence), worker: process.pid };
      return {
        outputs: [{ topic: settings.outputTopic, key: record.key, value: Buffer.from(JSON.stringify(value)), headers: record.headers.filter(([name]) => name === 'traceparent') }],
        outcome: 'enriched',
        lane: 'realtime',
        uploadedAtMs: null,
      };
    } finally {
      await fetched.dispose();
    }
  },
};

const lifecycle = new Lifecycle((from, to) => logger.info({ from, to }, 'lifecycle'));
process.on('SIGTERM', () => lifecycle.stop());
const log = new KafkaLog(
  { ...KAFKA_DEFAULTS, clientId: `integrity-${randomUUID()}`, brokers: [settings.brokers], sessionTimeoutMs: settings.sessionTimeoutMs, heartbeatIntervalMs: Math.round(settings.sessionTimeoutMs / 10) },
  (level, message) => logger[level](message),
);
const metrics = createMetrics();
const runner = new StreamRunner({
  log,
  handler,
  settings: { ...STREAM_DEFAULTS, ...settings.stream },
  lifecycle,
  telemetry: new StreamTelemetry(metrics, logger),
  clock: systemClock,
  onReady: (assigned) => process.stdout.write(`ready ${JSON.stringify(assigned)}\n`),
});
const { failure, left } = await runner.run();
const fenced = await metrics.registry.getSingleMetric('thalweg_fenced_total').get();
process.stdout.write(`closed ${JSON.stringify({ failure: failure?.code ?? null, left, fenced: fenced.values.reduce((sum, { value }) => sum + value, 0) })}\n`);
await work.close();
await Promise.race([log.close(), wait(5_000)]);
process.exit(failure === null ? 0 : 1);
