import { z } from 'zod';

/** The shape of a pipeline file: what `pipelines/pipeline.schema.json` publishes for editors and `thalweg run` checks. */
const count = z.int().min(1);
const milliseconds = z.int().min(0);
const text = z.string().min(1);
const absent = z.null();

const sasl = z
  .strictObject({
    mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).or(absent).default(null).describe('Null: no SASL'),
    username: text.or(absent).default(null),
    passwordFile: text.or(absent).default(null).describe('A file that holds the password; never the password itself'),
  })
  .prefault({});

const log = z
  .strictObject({
    brokers: text.or(absent).default(null).describe('host:port of at least one Kafka broker, separated by commas. Null: the embedded log and a watched folder'),
    groupId: text.or(absent).default(null).describe('Consumer group; default: the name of the pipeline'),
    sasl,
    tls: z.strictObject({ enabled: z.boolean().default(false), caFile: text.or(absent).default(null).describe('PEM file; its presence turns TLS on') }).prefault({}),
    sessionTimeoutMs: count.default(30_000).describe('The group gives a silent member up after this long'),
    heartbeatIntervalMs: count.default(3_000),
    transactionTimeoutMs: count.default(60_000),
    maxRecordBytes: count.default(1_000_000),
    delivery: z.enum(['at-least-once', 'exactly-once']).default('at-least-once'),
    from: z.enum(['earliest', 'latest']).default('earliest').describe('Where a group without a commit starts'),
    commitIntervalMs: milliseconds.default(100),
    maxBufferedBytes: count.default(8 * 1024 ** 2),
    journalFile: text.or(absent).default(null).describe('Embedded log only: append-only file that carries it over a restart. Null: in the work folder'),
  })
  .prefault({});

const topics = z
  .strictObject({
    prefix: z.string().or(absent).default(null).describe('Put before every topic name'),
    uploaded: text.default('product-video.uploaded'),
    enriched: text.default('product-video.enriched'),
    complianceFlag: text.default('product-video.compliance-flag'),
    escalation: text.default('product-video.escalation'),
    review: text.default('product-video.review'),
    deadLetter: text.default('product-video.dead-letter'),
    retry: text.default('product-video.retry').describe('Retry topics are named <retry>.1, <retry>.2, …'),
    partitions: count.default(4).describe('Used by `thalweg topics create`'),
    replication: count.default(1),
  })
  .prefault({});

const retry = z
  .strictObject({
    attempts: count.default(3).describe('Tries within the process, with backoff and full jitter between them'),
    initialBackoffMs: milliseconds.default(500),
    maxBackoffMs: milliseconds.default(10_000),
    mode: z.enum(['topics', 'blocking']).default('topics').describe('topics: later records of the key may overtake. blocking: order per key holds always'),
    blockingAttempts: count.default(10),
    delaysMs: z.array(milliseconds).default([10_000, 60_000, 600_000]).describe('One retry topic for each; a record waits so long in it'),
  })
  .prefault({});

const stages = z
  .strictObject({
    demux: z
      .strictObject({
        maxGapS: z.number().min(0.1).max(10).default(0.5).describe('No two sampled moments are further apart'),
        maxShortSidePx: z.int().min(64).max(4096).default(720),
        maxDurationS: z.number().positive().default(3600),
        maxPixels: count.default(5312 * 4648),
        maxStreams: count.default(64),
        timeoutMs: count.default(1_800_000),
      })
      .prefault({}),
    perceive: z.strictObject({ baseMs: count.default(180_000), msPerSecond: milliseconds.default(20_000).describe('Added for each second of video') }).prefault({}),
    fetch: z
      .strictObject({
        maxBytes: count.default(2 * 1024 ** 3),
        timeoutMs: count.default(300_000),
        localRoots: z.array(text).default([]).describe('Folders whose files a record may name; the watched folder is one of them'),
        allowedHosts: z.array(text).default([]).describe('Hosts that https may reach although their addresses are private'),
      })
      .prefault({}),
    route: z
      .strictObject({
        leastCategoryConfidence: z.number().min(0).max(1).default(0.55),
        unknownProduct: z.number().min(0).max(1).default(0.6),
        contradiction: z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]).default([0.35, 0.85]),
      })
      .prefault({}),
  })
  .prefault({});

export const pipelineShape = z
  .strictObject({
    $schema: z.string().optional().describe('For editors'),
    name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'a name of small letters, digits and dashes'),
    version: text.describe('Part of every result id: raise it when results should count as new'),
    does: z.enum(['enrichment', 'thinking']).describe('enrichment: uploads → results. thinking: escalations → second revisions'),
    log,
    topics,
    publish: z.array(z.enum(['enriched', 'compliance-flag', 'review', 'escalation'])).default(['enriched', 'compliance-flag', 'review', 'escalation']).describe('Which outputs this pipeline produces'),
    resultsFolder: text.or(absent).default(null).describe('Embedded log only: one JSON file a result. Null: the folder `results` where `thalweg run` was started'),
    watchFolder: text.or(absent).default(null).describe('Embedded log only: videos that appear here are uploads. Null: the folder `inbox` where `thalweg run` was started'),
    registry: z.strictObject({ url: text.or(absent).default(null).describe('Null: Avro single-object encoding'), timeoutMs: count.default(5_000) }).prefault({}),
    http: z.strictObject({ host: text.or(absent).default(null).describe('Null: 127.0.0.1'), port: z.int().min(0).max(65_535).or(absent).default(null).describe('Metrics and health. Null: 9464. 0: any free port') }).prefault({}),
    work: z.strictObject({ folder: text.or(absent).default(null).describe('Null: a folder in the system’s temporary one'), limitBytes: count.default(20 * 1024 ** 3) }).prefault({}),
    concurrency: z
      .strictObject({
        videos: count.or(absent).default(null).describe('Videos in flight. Null: workers + 2'),
        bytes: count.default(2 * 1024 ** 3).describe('Bytes in flight: local copies and decoded memory'),
        workers: count.or(absent).default(null).describe('Inference threads. Null: one a core'),
        lookahead: count.default(256).describe('Records claimed ahead, so that free keys overtake busy ones'),
      })
      .prefault({}),
    stages,
    models: z.record(z.string(), z.string()).default({}).describe('Which model plays a role when it is not the embedded one, e.g. speech: whisper-small'),
    thinking: z.enum(['deliberate', 'off']).default('deliberate'),
    retry,
    recordTimeoutMs: count.default(15 * 60_000).describe('One attempt at one record ends after this long'),
    drainTimeoutMs: milliseconds.default(30_000).describe('A stop waits this long for what is being worked'),
    logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .describe('A Thalweg pipeline');

export type PipelineConfig = z.output<typeof pipelineShape>;
