import { availableParallelism, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ThalwegError } from '../domain/errors.js';
import type { ProductVideoEnriched } from '../domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../domain/product-video-uploaded.js';
import type { BatchReport } from '../inference/inference-pool.js';
import type { SessionUse } from '../inference/worker/session-profile.js';
import { categoriesOfHead } from '../inference/product-head/head-file.js';
import type { ModelRole } from '../inference/model-store/manifest.js';
import { ModelStore } from '../inference/model-store/model-store.js';
import type { ZeroShotChoice } from '../inference/pooled-vision-model.js';
import { comparedCategories } from '../inference/siglip/compared-categories.js';
import { createFfmpegDemuxer } from '../media/ffmpeg/ffmpeg-demuxer.js';
import { createFetchStage, type FetchLimits } from '../stages/fetch/fetch-stage.js';
import type { Fetcher } from '../stages/fetch/fetcher.js';
import { createFuse } from '../stages/fuse/fuse.js';
import { judge } from '../stages/judge/judge.js';
import { DEFAULT_ROUTING, type RoutingThresholds } from '../stages/route/route.js';
import type { DeepLevel, Thinker } from '../stages/think/thinker.js';
import { createHttpsStore } from '../storage/https/https-store.js';
import { createLazyS3Store } from '../storage/s3/lazy-s3-store.js';
import { openWorkFolder } from '../storage/work-folder/work-folder.js';
import { TAXONOMY_FOLDER, loadTaxonomy, pulledTaxonomy } from '../taxonomy/load-taxonomy.js';
import { createDeliberateThinker } from '../thinkers/deliberate/deliberate-thinker.js';
import { deepPass, enrichVideo, fastPass, type DemuxLimits, type EnrichParts, type FastPass, type PassOptions, type PerceiveLimits } from './enrich-video.js';
import { openSenses, pulledPacks } from './senses.js';

/** Everything has a default that suits a laptop. */
export interface EnricherOptions {
  readonly pipeline?: ProductVideoEnriched['pipeline'];
  /** Inference threads; default one a core. */
  readonly workers?: number;
  readonly fetcher?: Fetcher;
  readonly fetch?: FetchOptions;
  readonly demux?: Partial<DemuxLimits>;
  readonly limits?: PerceiveLimits;
  /** `deliberate`: the embedded thinker; `off`: the fast pass is always the answer; or a thinker of the caller's. */
  readonly thinker?: 'deliberate' | 'off' | Thinker;
  readonly routing?: RoutingThresholds;
  /** Which model plays a role when it is not the embedded one. */
  readonly models?: Readonly<Partial<Record<ModelRole, string>>>;
  readonly work?: { readonly root?: string; readonly limitBytes?: number };
  readonly onBatch?: (batch: BatchReport) => void;
  /** Count session runs for `sessionUses()`. */
  readonly profile?: boolean;
}

export interface FetchOptions {
  /** Where local files may lie; default anywhere, as for the person at the keyboard. */
  readonly localRoots?: 'any' | readonly string[];
  /** Hosts that https may reach although their addresses are private. */
  readonly allowedHosts?: readonly string[];
  readonly limits?: Partial<FetchLimits>;
}

export interface Enricher {
  readonly suggestedConcurrency: number;
  readonly pipeline: ProductVideoEnriched['pipeline'];
  /** The final record, thinking included. Rejects with a ThalwegError; one video's failure says nothing about the next. */
  enrich(uploaded: ProductVideoUploaded, options: PassOptions): Promise<ProductVideoEnriched>;
  fastPass(uploaded: ProductVideoUploaded, options: PassOptions): Promise<FastPass>;
  deepPass(uploaded: ProductVideoUploaded, level: DeepLevel, reasons: readonly string[], options: PassOptions): Promise<ProductVideoEnriched>;
  /** Resolves once every model that results are made with was verified; rejects with MODEL_MISSING or MODEL_CORRUPT. */
  ready(): Promise<void>;
  sessionUses(): Promise<readonly SessionUse[]>;
  /** Ends the workers and removes temporary files. */
  close(): Promise<void>;
}

export const PIPELINE_VERSION = '0.1.0';

const DEMUX_DEFAULTS: DemuxLimits = {
  maxGapS: 0.5,
  maxShortSidePx: 720,
  maxDurationS: 3600,
  /** The tallest pictures of action cameras (5.3K, 8:7). */
  maxPixels: 5312 * 4648,
  maxStreams: 64,
  timeoutMs: 1_800_000,
};
const LIMIT_DEFAULTS: PerceiveLimits = { baseMs: 180_000, msPerSecond: 20_000 };
const WORK_LIMIT_BYTES = 20 * 1024 ** 3;
/** The models that every result is made with, by role. */
const ROLES: readonly ModelRole[] = ['speech', 'voice-activity', 'screen-text', 'vision', 'product-categories', 'picture-safety'];
/** Roles that stay empty unless a model is chosen for them. */
const OPTIONAL_ROLES: readonly ModelRole[] = ['zero-shot-vision'];

/**
 * Composes the pipeline for one process: models, workers, stages. Loads no weights until the first video needs them.
 * @throws ThalwegError MODEL_MISSING, CONFIG_INVALID
 */
export async function createEnricher(options: EnricherOptions = {}): Promise<Enricher> {
  const store = await openModels(options.models ?? {});
  const { taxonomy, aliases } = await loadTaxonomy(join(store.folders.embedded, TAXONOMY_FOLDER), await pulledTaxonomy(store.folders.pulled));
  const visionKnows = await categoriesOfHead(await store.file(store.active('product-categories'), 'head.json'));
  const workers = options.workers ?? Math.max(1, availableParallelism());
  const packs = await pulledPacks(store);
  const zeroShot = options.models?.['zero-shot-vision'] === undefined ? null : await zeroShotChoice(store, visionKnows);
  const models = [...ROLES.map((role) => store.active(role)), ...packs.values(), ...(zeroShot === null ? [] : [zeroShot.model])];
  const senses = openSenses(store, workers, packs, zeroShot, { profile: options.profile ?? false, ...(options.onBatch === undefined ? {} : { onBatch: options.onBatch }) });
  const work = await openWorkFolder({ root: options.work?.root ?? defaultWorkRoot(), limitBytes: options.work?.limitBytes ?? WORK_LIMIT_BYTES });
  const s3 = createLazyS3Store();
  const https = createHttpsStore({ allowedHosts: options.fetch?.allowedHosts ?? [] });
  const parts: EnrichParts = {
    fetcher: options.fetcher ?? createFetchStage({ stores: { s3, https }, work, localRoots: options.fetch?.localRoots ?? 'any', limits: options.fetch?.limits ?? {} }),
    demuxer: createFfmpegDemuxer(),
    senses,
    fuse: createFuse(taxonomy, aliases, { visionKnows }),
    judge,
    routing: options.routing ?? DEFAULT_ROUTING,
    thinker: thinkerOf(options.thinker ?? 'deliberate'),
    models: models.map((model) => store.identity(model)),
    pipeline: options.pipeline ?? { name: 'enrich', version: PIPELINE_VERSION },
    demux: { ...DEMUX_DEFAULTS, ...options.demux },
    limits: options.limits ?? LIMIT_DEFAULTS,
    makeWorkFolder: () => work.open(0),
    now: () => new Date(),
  };
  return {
    // Two videos wait on ffmpeg or the disk while the others keep every worker busy.
    suggestedConcurrency: workers + 2,
    pipeline: parts.pipeline,
    enrich: (uploaded, pass) => enrichVideo(parts, uploaded, pass),
    fastPass: (uploaded, pass) => fastPass(parts, uploaded, pass),
    deepPass: (uploaded, level, reasons, pass) => deepPass(parts, uploaded, level, reasons, pass),
    ready: async () => {
      for (const model of models) await store.verifiedFolder(model);
    },
    sessionUses: () => senses.pool.sessionUses(),
    close: async () => {
      await senses.pool.close();
      await s3.close();
      await https.close();
      await work.close();
    },
  };
}

async function openModels(use: NonNullable<EnricherOptions['models']>): Promise<ModelStore> {
  const asked = [...ROLES, ...OPTIONAL_ROLES];
  const unused = Object.keys(use).find((role) => !asked.some((known) => known === role));
  if (unused !== undefined) throw new ThalwegError('CONFIG_INVALID', `models.${unused}: found a role that no stage asks for, expected one of ${asked.join(', ')}`);
  return ModelStore.open({ use });
}

/** The chosen zero-shot model, and the categories of the project's own part of the taxonomy: not the whole one, whose texts would take it hours. */
async function zeroShotChoice(store: ModelStore, visionKnows: readonly string[]): Promise<ZeroShotChoice> {
  const { taxonomy } = await loadTaxonomy(join(store.folders.embedded, TAXONOMY_FOLDER));
  return { model: store.active('zero-shot-vision'), categories: comparedCategories(taxonomy, visionKnows) };
}

function thinkerOf(choice: 'deliberate' | 'off' | Thinker): Thinker | null {
  if (choice === 'off') return null;
  return choice === 'deliberate' ? createDeliberateThinker() : choice;
}

/** One folder a user: another user's would not be private. */
export function defaultWorkRoot(): string {
  return join(tmpdir(), `thalweg-${userInfo().uid}`);
}
