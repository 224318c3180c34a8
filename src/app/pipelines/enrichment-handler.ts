import { ThalwegError } from '../../domain/errors.js';
import type { ProductVideoEscalation } from '../../domain/escalation.js';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import type { RecordCodecs } from '../../stages/publish/record-codecs.js';
import type { LogRecord, OutputRecord } from '../../stream/record.js';
import type { Enricher } from '../enricher.js';
import type { Handled, RecordWork, StreamHandler } from '../stream/stream-handler.js';
import { outputRecords, type OutputSettings, type PassResult } from './output-records.js';
import type { PassMetrics } from './pass-metrics.js';

export interface HandlerParts extends OutputSettings {
  readonly enricher: Pick<Enricher, 'enrich' | 'fastPass' | 'deepPass'>;
  readonly codecs: RecordCodecs;
  readonly metrics: PassMetrics;
}

/** What one video holds while it is worked, as far as nobody knows better: decoded frames, sound, tensors, a local copy. */
const VIDEO_BYTES = 192 * 1024 ** 2;

/**
 * Uploads → results. Where escalations are published, a hard video leaves as a provisional first revision and an
 * escalation; where they are not, thinking happens here and the result is final.
 */
export function enrichmentHandler(parts: HandlerParts): StreamHandler {
  return {
    weigh: () => VIDEO_BYTES,
    async handle(record: LogRecord, { signal }: RecordWork): Promise<Handled> {
      const intake = await parts.codecs.intake(record.value, signal);
      if (intake.kind === 'ignored') return { outputs: [], outcome: 'ignored', lane: 'none', uploadedAtMs: null };
      const outputs: OutputRecord[] = [];
      let escalated = false;
      // One message may carry several uploads: they succeed or fail together, as the message does.
      for (const uploaded of intake.uploads) {
        const result = await passOf(parts, uploaded, signal);
        escalated ||= result.escalation !== null;
        outputs.push(...(await outputRecords(result, record, parts, signal)));
        parts.metrics.done(result);
      }
      const first = intake.uploads[0];
      return { outputs, outcome: escalated ? 'escalated' : 'enriched', lane: first?.lane ?? 'none', uploadedAtMs: timeOf(first) };
    },
  };
}

async function passOf(parts: HandlerParts, uploaded: ProductVideoUploaded, signal: AbortSignal): Promise<PassResult> {
  if (!parts.publish.includes('escalation')) return { uploaded, enriched: await parts.enricher.enrich(uploaded, { signal }), escalation: null };
  const { enriched, route } = await parts.enricher.fastPass(uploaded, { signal });
  if (route.level === 'none') return { uploaded, enriched, escalation: null };
  const escalation: ProductVideoEscalation = { videoId: enriched.videoId, resultId: enriched.resultId, revision: enriched.revision, level: route.level, reasons: route.reasons, uploaded, escalatedAt: enriched.producedAt };
  return { uploaded, enriched, escalation };
}

/** Escalations → second, final revisions. */
export function thinkingHandler(parts: HandlerParts): StreamHandler {
  return {
    weigh: () => VIDEO_BYTES,
    async handle(record: LogRecord, { signal }: RecordWork): Promise<Handled> {
      const { uploaded, videoId, level, reasons } = await parts.codecs.escalation.decode(record.value, signal);
      // The result must be the same video's, also where the upload left its id to be derived.
      const enriched = await parts.enricher.deepPass({ ...uploaded, videoId }, level, reasons, { signal });
      const result: PassResult = { uploaded, enriched, escalation: null };
      const outputs = await outputRecords(result, record, parts, signal);
      parts.metrics.done(result);
      return { outputs, outcome: 'enriched', lane: uploaded.lane, uploadedAtMs: timeOf(uploaded) };
    },
  };
}

function timeOf(uploaded: ProductVideoUploaded | undefined): number | null {
  const at = Date.parse(uploaded?.uploadedAt ?? '');
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
