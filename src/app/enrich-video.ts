import { ThalwegError } from '../domain/errors.js';
import type { SampledFrame } from '../domain/frame.js';
import type { Perception } from '../domain/perception.js';
import type { ModelIdentity, ProductVideoEnriched, ThinkingRecord, Timings } from '../domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../domain/product-video-uploaded.js';
import type { Route, Understanding, Verdict } from '../domain/understanding.js';
import type { DemuxedVideo, FetchedVideo } from '../domain/video.js';
import type { DemuxOptions, Demuxer } from '../stages/demux/demuxer.js';
import type { Fetcher } from '../stages/fetch/fetcher.js';
import type { Effort, PerceptionContext, Sense } from '../stages/frame-observer.js';
import type { Fuse } from '../stages/fuse/fuse.js';
import type { JudgeContext } from '../stages/judge/judge.js';
import { enrichedRecord } from '../stages/publish/enriched-record.js';
import type { RoutingThresholds } from '../stages/route/route.js';
import { route } from '../stages/route/route.js';
import type { DeepLevel, Thinker } from '../stages/think/thinker.js';
import { sensesForAgain } from './look-again.js';
import type { WorkRoom } from '../stages/work-folder.js';
import { perceive, type Senses } from './perceive.js';
import { StageClock } from './stage-clock.js';

export type DemuxLimits = Omit<DemuxOptions, 'workFolder' | 'reserve'>;

/** Everything that one video's way needs; one of these serves all videos of a process. */
export interface EnrichParts {
  readonly fetcher: Fetcher;
  readonly demuxer: Demuxer;
  readonly senses: Senses;
  readonly fuse: Fuse;
  readonly judge: (understanding: Understanding, context: JudgeContext) => Verdict;
  readonly routing: RoutingThresholds;
  /** Null: nobody thinks; the fast pass is always the answer. */
  readonly thinker: Thinker | null;
  readonly models: readonly ModelIdentity[];
  readonly pipeline: ProductVideoEnriched['pipeline'];
  readonly demux: DemuxLimits;
  readonly limits: PerceiveLimits;
  /** A private folder for one video's temporary files, with no room yet. */
  makeWorkFolder(): Promise<WorkRoom>;
  /** Wall clock for `producedAt`. */
  now(): Date;
}

/** Seeing, reading and hearing one video may take `baseMs` and `msPerSecond` for each second of it; then it fails with STAGE_TIMEOUT. */
export interface PerceiveLimits {
  readonly baseMs: number;
  readonly msPerSecond: number;
}

export interface PassOptions {
  readonly signal: AbortSignal;
  /** Told of each sampled moment of the fast pass, in order, and of the video's length; the pixels are only there during the call. */
  readonly onMoment?: (moment: SampledFrame, durationS: number) => void;
}

/** The fast pass, and where it sends the video. `enriched.status` is `provisional` when thinking is to follow. */
export interface FastPass {
  readonly enriched: ProductVideoEnriched;
  readonly route: Route;
}

interface Clocks {
  readonly fetch: StageClock;
  readonly demux: StageClock;
  readonly see: StageClock;
  readonly read: StageClock;
  readonly hear: StageClock;
  readonly fuse: StageClock;
  readonly judge: StageClock;
  readonly think: StageClock;
  readonly total: StageClock;
}

/** Gap between sampled moments when a level looks again, as a share of the fast pass's. */
const GAP_SHARE: Readonly<Record<Effort, number>> = { fast: 1, low: 0.75, medium: 0.5, high: 0.4 };
/** Where nobody watches the frames of a second look, keyframes do. */
const UNWATCHED_GAP_S = 10;
const NO_THINKING: ThinkingRecord = { level: 'none', reasons: [], provider: null, model: null, promptTokens: 0, completionTokens: 0, latencyMs: 0 };

/** fetch → demux → see, read, hear → fuse → judge → route. */
export async function fastPass(parts: EnrichParts, uploaded: ProductVideoUploaded, options: PassOptions): Promise<FastPass> {
  return withVideo(parts, uploaded, options.signal, async (video) => (await firstLook(parts, video, options)).pass);
}

/** The fast pass and, where it is routed to a level, thinking, in one go: the final record. A thinker that refuses leaves the answer of the fast pass. */
export async function enrichVideo(parts: EnrichParts, uploaded: ProductVideoUploaded, options: PassOptions): Promise<ProductVideoEnriched> {
  return withVideo(parts, uploaded, options.signal, async (video) => {
    const first = await firstLook(parts, video, options);
    const { level, reasons } = first.pass.route;
    if (level === 'none') return first.pass.enriched;
    try {
      return await secondLook(parts, video, level, reasons, first, options.signal);
    } catch (error) {
      if (!(error instanceof ThalwegError) || (error.code !== 'THINKER_REFUSED' && error.code !== 'THINKER_UNAVAILABLE')) throw error;
      return { ...first.pass.enriched, status: 'final' };
    }
  });
}

/** Thinking about a video whose fast pass ran elsewhere: revision 2. */
export async function deepPass(parts: EnrichParts, uploaded: ProductVideoUploaded, level: DeepLevel, reasons: readonly string[], options: PassOptions): Promise<ProductVideoEnriched> {
  return withVideo(parts, uploaded, options.signal, (video) => secondLook(parts, video, level, reasons, null, options.signal));
}

/** One video while it is worked on. */
interface VideoAtWork {
  readonly fetched: FetchedVideo;
  readonly room: WorkRoom;
  readonly clocks: Clocks;
}

interface FirstLook {
  readonly pass: FastPass;
  readonly perception: Perception;
}

async function withVideo<T>(parts: EnrichParts, uploaded: ProductVideoUploaded, signal: AbortSignal, work: (video: VideoAtWork) => Promise<T>): Promise<T> {
  const clock = (): StageClock => new StageClock(() => performance.now());
  const clocks: Clocks = { fetch: clock(), demux: clock(), see: clock(), read: clock(), hear: clock(), fuse: clock(), judge: clock(), think: clock(), total: clock() };
  return clocks.total.time(async () => {
    const fetched = await clocks.fetch.time(() => parts.fetcher.fetch(uploaded, signal));
    try {
      const room = await parts.makeWorkFolder();
      try {
        return await work({ fetched, room, clocks });
      } finally {
        await room.remove();
      }
    } finally {
      await fetched.dispose();
    }
  });
}

async function firstLook(parts: EnrichParts, video: VideoAtWork, options: PassOptions): Promise<FirstLook> {
  const { uploaded } = video.fetched;
  const looked = await look(parts, video, 'fast', options);
  const { understanding, verdict } = await understand(parts, video, looked.perception, looked.notices);
  const requested = parts.thinker === null ? 'none' : uploaded.thinking;
  const decided = route(understanding, verdict, requested, parts.routing);
  const enriched = enrichedRecord({
    fetched: video.fetched,
    facts: looked.facts,
    understanding,
    verdict,
    revision: 1,
    status: decided.status,
    thinking: { ...NO_THINKING, reasons: decided.reasons },
    models: parts.models,
    pipeline: parts.pipeline,
    timings: timings(video.clocks),
    producedAt: parts.now().toISOString(),
  });
  return { pass: { enriched, route: decided }, perception: looked.perception };
}

async function secondLook(parts: EnrichParts, video: VideoAtWork, level: DeepLevel, reasons: readonly string[], first: FirstLook | null, signal: AbortSignal): Promise<ProductVideoEnriched> {
  const { thinker } = parts;
  if (thinker === null) throw new ThalwegError('THINKER_UNAVAILABLE', `the video asks for thinking at level ${level}, but no thinker is configured`, { stage: 'think' });
  const { fetched, clocks } = video;
  let again: Looked | null = null;
  const thought = await clocks.think.time(() =>
    thinker.think(
      {
        videoId: fetched.videoId,
        listing: fetched.uploaded.listing,
        reasons,
        perception: first?.perception ?? null,
        lookAgain: async (effort, harder, stop) => (again = await lookAgain(parts, video, effort, harder, first?.perception ?? null, stop)).perception,
      },
      level,
      signal,
    ),
  );
  const seen: Looked = again ?? (await look(parts, video, 'fast', { signal }));
  const { understanding, verdict } = await understand(parts, video, thought.perception, seen.notices);
  return enrichedRecord({
    fetched,
    facts: seen.facts,
    understanding,
    verdict,
    revision: 2,
    status: 'final',
    thinking: { level, reasons, provider: thinker.provider, model: thinker.model, promptTokens: thought.promptTokens, completionTokens: thought.completionTokens, latencyMs: clocks.think.totalMs },
    models: parts.models,
    pipeline: parts.pipeline,
    timings: timings(clocks),
    producedAt: parts.now().toISOString(),
  });
}

interface Looked {
  readonly perception: Perception;
  readonly facts: DemuxedVideo['facts'];
  readonly notices: readonly string[];
}

async function lookAgain(parts: EnrichParts, video: VideoAtWork, effort: Effort, harder: ReadonlySet<Sense>, before: Perception | null, signal: AbortSignal): Promise<Looked> {
  const denser = harder.has('see') || harder.has('read');
  const maxGapS = denser ? parts.demux.maxGapS * GAP_SHARE[effort] : before === null ? parts.demux.maxGapS : UNWATCHED_GAP_S;
  return look({ ...parts, senses: sensesForAgain(parts.senses, harder, before), demux: { ...parts.demux, maxGapS } }, video, effort, { signal });
}

async function look(parts: EnrichParts, video: VideoAtWork, effort: Effort, options: PassOptions): Promise<Looked> {
  const { fetched, room, clocks } = video;
  const { onMoment } = options;
  const demuxOptions: DemuxOptions = { ...parts.demux, workFolder: room.path, reserve: (totalBytes) => room.reserve(totalBytes) };
  const demuxed = await clocks.demux.time(() => parts.demuxer.open(fetched, demuxOptions, options.signal));
  const { baseMs, msPerSecond } = parts.limits;
  const limit = new AbortController();
  const limitMs = baseMs + msPerSecond * Math.min(demuxed.facts.durationS, parts.demux.maxDurationS);
  const timer = setTimeout(() => limit.abort(new ThalwegError('STAGE_TIMEOUT', `seeing, reading and hearing took longer than ${Math.round(limitMs)} ms`, { stage: 'perceive' })), limitMs);
  try {
    const perception = await perceive(demuxed, parts.senses, contextOf(fetched, demuxed, effort), clocks, AbortSignal.any([options.signal, limit.signal]), onMoment && ((moment) => onMoment(moment, demuxed.facts.durationS)));
    return { perception, facts: demuxed.facts, notices: demuxed.notices() };
  } finally {
    clearTimeout(timer);
    await demuxed.dispose();
  }
}

function contextOf({ uploaded, videoId }: FetchedVideo, { facts }: DemuxedVideo, effort: Effort): PerceptionContext {
  const { listing } = uploaded;
  return {
    videoId,
    listingTexts: [listing?.title, listing?.description, listing?.brand].filter((text): text is string => typeof text === 'string' && text !== ''),
    locale: listing?.locale ?? null,
    market: uploaded.market,
    width: facts.width,
    height: facts.height,
    durationS: facts.durationS,
    priority: uploaded.lane === 'realtime' ? 0 : 1,
    effort,
  };
}

async function understand(parts: EnrichParts, { fetched, clocks }: VideoAtWork, perception: Perception, notices: readonly string[]): Promise<{ readonly understanding: Understanding; readonly verdict: Verdict }> {
  const { listing, market } = fetched.uploaded;
  const understanding = await clocks.fuse.time(async () => parts.fuse(perception, { listing, market, notices }));
  const verdict = await clocks.judge.time(async () => parts.judge(understanding, { videoId: fetched.videoId, listing, market }));
  return { understanding, verdict };
}

function timings(clocks: Clocks): Timings {
  return {
    fetchMs: clocks.fetch.totalMs,
    demuxMs: clocks.demux.totalMs,
    seeMs: clocks.see.totalMs,
    readMs: clocks.read.totalMs,
    hearMs: clocks.hear.totalMs,
    fuseMs: clocks.fuse.totalMs,
    judgeMs: clocks.judge.totalMs,
    thinkMs: clocks.think.totalMs,
    totalMs: clocks.total.elapsedMs,
  };
}
