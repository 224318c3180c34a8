import { isThalwegError, ThalwegError } from '../../domain/errors.js';
import type { ProductVideoEscalation } from '../../domain/escalation.js';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import type { RecordCodecs } from '../../stages/publish/record-codecs.js';
import type { LogRecord } from '../../stream/record.js';
import type { Enricher } from '../enricher.js';
import type { Handled, RecordWork, StreamHandler } from '../stream/stream-handler.js';
import { outputRecords, type OutputSettings, type PassResult } from './output-records.js';
import type { PassMetrics } from './pass-metrics.js';
import { splitRecords } from './split-parts.js';
import { USUAL_WEIGHT_BYTES, weightOf } from './video-weight.js';

export interface HandlerParts extends OutputSettings {
  readonly enricher: Pick<Enricher, 'enrich' | 'fastPass' | 'deepPass'>;
  readonly codecs: RecordCodecs;
  readonly metrics: PassMetrics;
  /** The topic of uploads. */
  readonly input: string;
}

/** A record that is only taken apart, or told to be wrong. */
const NO_VIDEO_BYTES = 1024 ** 2;

/**
 * Uploads → results. Where escalations are published, a hard video leaves as a provisional first revision and an
 * escalation; where they are not, thinking happens here and the result is final.
 */
export function enrichmentHandler(parts: HandlerParts): StreamHandler {
  return {
    async weigh(record, signal) {
      try {
        const intake = await parts.codecs.intake(record.value, signal);
        return intake.kind === 'upload' ? weightOf(intake.upload.media) : NO_VIDEO_BYTES;
      } catch (error) {
        return isThalwegError(error) && error.kind === 'permanent' ? NO_VIDEO_BYTES : USUAL_WEIGHT_BYTES;
      }
    },
    async handle(record: LogRecord, work: RecordWork): Promise<Handled> {
      const intake = await parts.codecs.intake(record.value, work.signal);
      if (intake.kind === 'ignored') return { outputs: [], outcome: 'ignored', lane: 'none', uploadedAtMs: null };
      if (intake.kind === 'parts') {
        const outputs = await splitRecords(intake.parts, record, parts.input, parts.codecs.uploaded, work);
        return { outputs, outcome: 'split', lane: 'none', uploadedAtMs: null };
      }
      return handled(await passOf(parts, intake.upload, work.signal), parts, work);
    },
  };
}

async function passOf(parts: HandlerParts, uploaded: ProductVideoUploaded, signal: AbortSignal): Promise<PassResult> {
  if (!parts.publish.includes('escalation')) return { uploaded, enriched: await parts.enricher.enrich(uploaded, { signal }), escalation: null };
  const { enriched, route } = await parts.enricher.fastPass(uploaded, { signal });
  if (route.level === 'none') return { uploaded, enriched, escalation: null };
  // Pinned to the bytes that were looked at: the second revision describes these, or says that they are gone.
  const pinned = { ...uploaded, media: { ...uploaded.media, sha256: enriched.media.sha256 } };
  const escalation: ProductVideoEscalation = { videoId: enriched.videoId, resultId: enriched.resultId, revision: enriched.revision, level: route.level, reasons: route.reasons, uploaded: pinned, escalatedAt: enriched.producedAt };
  return { uploaded, enriched, escalation };
}

/** Escalations → second, final revisions. */
export function thinkingHandler(parts: HandlerParts): StreamHandler {
  return {
    async weigh(record, signal) {
      try {
        return weightOf((await parts.codecs.escalation.decode(record.value, signal)).uploaded.media);
      } catch (error) {
        return isThalwegError(error) && error.kind === 'permanent' ? NO_VIDEO_BYTES : USUAL_WEIGHT_BYTES;
      }
    },
    async handle(record: LogRecord, work: RecordWork): Promise<Handled> {
      const { uploaded, videoId, level, reasons } = await parts.codecs.escalation.decode(record.value, work.signal);
      // The result must be the same video's, also where the upload left its id to be derived.
      const enriched = await parts.enricher.deepPass({ ...uploaded, videoId }, level, reasons, { signal: work.signal });
      return handled({ uploaded, enriched, escalation: null }, parts, work);
    },
  };
}

async function handled(result: PassResult, parts: HandlerParts, work: RecordWork): Promise<Handled> {
  const { uploaded, escalation } = result;
  return {
    outputs: await outputRecords(result, parts, work),
    outcome: escalation === null ? 'enriched' : 'escalated',
    lane: uploaded.lane,
    uploadedAtMs: timeOf(uploaded),
    onPublished: () => parts.metrics.done(result),
  };
}

function timeOf(uploaded: ProductVideoUploaded): number | null {
  const at = Date.parse(uploaded.uploadedAt ?? '');
  return Number.isNaN(at) ? null : at;
}

/** A handler for what a pipeline file says the pipeline does. */
export function handlerOf(does: 'enrichment' | 'thinking', parts: HandlerParts): StreamHandler {
  switch (does) {
    case 'enrichment':
      return enrichmentHandler(parts);
    case 'thinking':
      return thinkingHandler(parts);
    default:
      throw new ThalwegError('CONFIG_INVALID', `does: found ${String(does)}; expected enrichment or thinking`);
  }
}
