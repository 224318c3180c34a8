import type { ProductVideoEscalation } from '../../domain/escalation.js';
import type { ComplianceFlagRaised } from '../../domain/compliance-flag-raised.js';
import type { ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import type { ReviewRequested } from '../../domain/review-requested.js';
import type { RecordCodec, RecordCodecs } from '../../stages/publish/record-codecs.js';
import { HEADER, header } from '../../stream/headers.js';
import type { Headers, OutputRecord } from '../../stream/record.js';
import type { RecordWork } from '../stream/stream-handler.js';
import type { OutputTopics, Publication } from './topic-names.js';

/** What one pass over one video has to say to the world. */
export interface PassResult {
  readonly uploaded: ProductVideoUploaded;
  readonly enriched: ProductVideoEnriched;
  readonly escalation: ProductVideoEscalation | null;
}

export interface OutputSettings {
  readonly codecs: Pick<RecordCodecs, 'enriched' | 'complianceFlag' | 'review' | 'escalation'>;
  readonly topics: OutputTopics;
  readonly publish: readonly Publication[];
}

/**
 * The records of one pass, keyed by video id: the result, a record for each flag, one for review where a flag is not
 * sure, the escalation. The escalation comes last, so that whoever follows it finds the first revision.
 */
export async function outputRecords(result: PassResult, settings: OutputSettings, work: Pick<RecordWork, 'signal' | 'attempt' | 'traceparent'>): Promise<readonly OutputRecord[]> {
  const { codecs, topics, publish } = settings;
  const { enriched, uploaded, escalation } = result;
  const key = new TextEncoder().encode(enriched.videoId);
  const record = async <T>(codec: RecordCodec<T>, value: T, topic: string, type: string, id: string): Promise<OutputRecord> => ({
    topic,
    key,
    value: await codec.encode(value, work.signal),
    headers: cloudEvent(work, type, id, enriched),
  });
  const outputs: Promise<OutputRecord>[] = [];
  if (publish.includes('enriched')) outputs.push(record(codecs.enriched, enriched, topics.enriched, 'enriched', enriched.resultId));
  const raised = enriched.flags.filter((flag) => flag.decision !== 'cleared');
  const common = { videoId: enriched.videoId, productId: uploaded.productId, resultId: enriched.resultId, revision: enriched.revision, mediaUri: enriched.media.uri };
  if (publish.includes('compliance-flag')) {
    for (const flag of raised) {
      const categoryId = enriched.tags.find((tag) => tag.kind === 'category')?.id ?? null;
      const event: ComplianceFlagRaised = { ...common, mediaSha256: enriched.media.sha256, flag, categoryId, raisedAt: enriched.producedAt };
      outputs.push(record(codecs.complianceFlag, event, topics.complianceFlag, 'compliance-flag', `${enriched.resultId}:${flag.flagId}`));
    }
  }
  const unsure = raised.filter((flag) => flag.decision === 'review');
  if (publish.includes('review') && unsure.length > 0 && escalation === null) {
    const request: ReviewRequested = { ...common, flags: unsure, conflicts: enriched.consistency.conflicts, requestedAt: enriched.producedAt };
    outputs.push(record(codecs.review, request, topics.review, 'review', `${enriched.resultId}:review`));
  }
  if (escalation !== null) outputs.push(record(codecs.escalation, escalation, topics.escalation, 'escalation', `${enriched.resultId}:escalation`));
  return Promise.all(outputs);
}

/** CloudEvents 1.0, Kafka binding (binary mode). */
function cloudEvent({ traceparent, attempt }: Pick<RecordWork, 'attempt' | 'traceparent'>, type: string, id: string, enriched: ProductVideoEnriched): Headers {
  return [
    header(HEADER.traceparent, traceparent),
    header(HEADER.attempt, attempt),
    header('ce_specversion', '1.0'),
    header('ce_id', id),
    header('ce_type', `thalweg.product-video.${type}`),
    header('ce_source', `/thalweg/${enriched.pipeline.name}`),
    header('ce_time', enriched.producedAt),
    header('content-type', 'application/avro'),
  ];
}
