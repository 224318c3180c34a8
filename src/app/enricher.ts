import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProductVideoEnriched } from '../domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../domain/product-video-uploaded.js';
import type { BatchReport } from '../inference/inference-pool.js';
import type { SessionUse } from '../inference/worker/session-profile.js';
import { categoriesOfHead } from '../inference/product-head/head-file.js';
import type { ModelRole } from '../inference/model-store/manifest.js';
import { ModelStore } from '../inference/model-store/model-store.js';
import { createFfmpegDemuxer } from '../media/ffmpeg/ffmpeg-demuxer.js';
import type { DemuxOptions } from '../stages/demux/demuxer.js';
import type { Fetcher } from '../stages/fetch/fetcher.js';
import { createFuse } from '../stages/fuse/fuse.js';
import { judge } from '../stages/judge/judge.js';
import { DEFAULT_ROUTING, type RoutingThresholds } from '../stages/route/route.js';
import type { DeepLevel, Thinker } from '../stages/think/thinker.js';
import { loadTaxonomy } from '../taxonomy/load-taxonomy.js';
import { createDeliberateThinker } from '../thinkers/deliberate/deliberate-thinker.js';
import { deepPass, enrichVideo, fastPass, type EnrichParts, type FastPass, type PassOptions, type PerceiveLimits } from './enrich-video.js';
import { localFetcher } from './local-fetch.js';
import { openSenses } from './senses.js';

/** Everything has a default that suits a laptop. */
export interface EnricherOptions {
  readonly pipeline?: ProductVideoEnriched['pipeline'];
  /** Inference threads; default one a core. */
  readonly workers?: number;
  readonly fetcher?: Fetcher;
  readonly demux?: Partial<Omit<DemuxOptions, 'workFolder'>>;
  readonly limits?: PerceiveLimits;
  /** `deliberate`: the embedded thinker; `off`: the fast pass is always the answer; or a thinker of the caller's. */
  readonly thinker?: 'deliberate' | 'off' | Thinker;
  readonly routing?: RoutingThresholds;
  /** Which model plays a role when it is not the embedded one. */
  readonly models?: Readonly<Partial<Record<ModelRole, string>>>;
  /** Folder for temporary files; default the system's. */
  readonly workRoot?: string;
  readonly onBatch?: (batch: BatchReport) => void;
  /** Count session runs for `sessionUses()`. */
  readonly profile?: boolean;
}

export interface Enricher {
  readonly suggestedConcurrency: number;
  readonly pipeline: ProductVideoEnriched['pipeline'];
  /** The final record, thinking included. Rejects with a ThalwegError; one video's failure says nothing about the next. */
  enrich(uploaded: ProductVideoUploaded, options: PassOptions): Promise<ProductVideoEnriched>;
  fastPass(uploaded: ProductVideoUploaded, options: PassOptions): Promise<FastPass>;
  deepPass(uploaded: ProductVideoUploaded, level: DeepLevel, reasons: readonly string[], options: PassOptions): Promise<ProductVideoEnriched>;
  sessionUses(): Promise<readonly SessionUse[]>;
  /** Ends the workers and removes temporary files. */
  close(): Promise<void>;
}

export const PIPELINE_VERSION = '0.1.0';

const DEMUX_DEFAULTS: Omit<DemuxOptions, 'workFolder'> = {
  maxGapS: 0.5,
  maxShortSidePx: 720,
  maxDurationS: 3600,
  maxPixels: 4096 * 3072,
  maxStreams: 64,
  timeoutMs: 300_000,
};
const LIMIT_DEFAULTS: PerceiveLimits = { baseMs: 180_000, msPerSecond: 20_000 };
/** The models that every result is made with, by role. */
const ROLES: readonly ModelRole[] = ['speech', 'voice-activity', 'screen-text', 'vision', 'picture-safety'];

/**
 * Composes the pipeline for one process: models, workers, stages. Loads no weights until the first video needs them.
 * @throws ThalwegError MODEL_MISSING, CONFIG_INVALID
 */
export async function createEnricher(options: EnricherOptions = {}): Promise<Enricher> {
  const store = await ModelStore.open(options.models === undefined ? {} : { use: options.models });
  const { taxonomy, aliases } = await loadTaxonomy(join(store.folders.embedded, 'shopify-taxonomy'));
  const visionKnows = await categoriesOfHead(await store.file('product-head', 'head.json'));
  const workers = options.workers ?? Math.max(1, availableParallelism());
  const senses = openSenses(store, workers, { profile: options.profile ?? false, ...(options.onBatch === undefined ? {} : { onBatch: options.onBatch }) });
  const root = options.workRoot ?? tmpdir();
  await mkdir(root, { recursive: true });
  const work = await mkdtemp(join(root, 'thalweg-'));
  const parts: EnrichParts = {
    fetcher: options.fetcher ?? localFetcher,
    demuxer: createFfmpegDemuxer(),
    senses,
    fuse: createFuse(taxonomy, aliases, { visionKnows }),
    judge,
    routing: options.routing ?? DEFAULT_ROUTING,
    thinker: thinkerOf(options.thinker ?? 'deliberate'),
    models: ROLES.map((role) => store.identity(store.active(role))),
    pipeline: options.pipeline ?? { name: 'enrich', version: PIPELINE_VERSION },
    demux: { ...DEMUX_DEFAULTS, ...options.demux },
    limits: options.limits ?? LIMIT_DEFAULTS,
    makeWorkFolder: async () => {
      const path = join(work, randomUUID());
      await mkdir(path, { mode: 0o700 });
      return { path, remove: () => rm(path, { recursive: true, force: true }) };
    },
    now: () => new Date(),
  };
  return {
    // Two videos wait on ffmpeg or the disk while the others keep every worker busy.
    suggestedConcurrency: workers + 2,
    pipeline: parts.pipeline,
    enrich: (uploaded, pass) => enrichVideo(parts, uploaded, pass),
    fastPass: (uploaded, pass) => fastPass(parts, uploaded, pass),
    deepPass: (uploaded, level, reasons, pass) => deepPass(parts, uploaded, level, reasons, pass),
    sessionUses: () => senses.pool.sessionUses(),
    close: async () => {
      await senses.pool.close();
      await rm(work, { recursive: true, force: true });
    },
  };
}

function thinkerOf(choice: 'deliberate' | 'off' | Thinker): Thinker | null {
  if (choice === 'off') return null;
  return choice === 'deliberate' ? createDeliberateThinker() : choice;
}
