import type { ModelIdentity, ProductVideoEnriched, ThinkingRecord, Timings } from '../../domain/product-video-enriched.js';
import type { Understanding, Verdict } from '../../domain/understanding.js';
import type { DemuxedVideo, FetchedVideo } from '../../domain/video.js';
import { resultId } from './result-id.js';

export interface RecordParts {
  readonly fetched: Pick<FetchedVideo, 'uploaded' | 'videoId' | 'mediaVersion' | 'bytes' | 'sha256'>;
  readonly facts: DemuxedVideo['facts'];
  readonly understanding: Understanding;
  readonly verdict: Verdict;
  readonly revision: number;
  readonly status: ProductVideoEnriched['status'];
  readonly thinking: ThinkingRecord;
  readonly models: readonly ModelIdentity[];
  readonly pipeline: ProductVideoEnriched['pipeline'];
  readonly timings: Timings;
  /** RFC 3339. */
  readonly producedAt: string;
}

/** The published record of one video. Pure. */
export function enrichedRecord(parts: RecordParts): ProductVideoEnriched {
  const { fetched, facts, understanding, verdict, revision, pipeline } = parts;
  const { videoId, mediaVersion } = fetched;
  return {
    videoId,
    revision,
    status: parts.status,
    resultId: resultId({ videoId, mediaVersion, pipelineName: pipeline.name, pipelineVersion: pipeline.version, revision }),
    producedAt: parts.producedAt,
    media: { uri: fetched.uploaded.media.uri, sha256: fetched.sha256, bytes: fetched.bytes, ...facts },
    languages: understanding.languages,
    transcript: understanding.transcript,
    screenText: understanding.screenText,
    tags: understanding.tags,
    flags: verdict.flags,
    consistency: understanding.consistency,
    quality: understanding.quality,
    thinking: parts.thinking,
    models: parts.models,
    pipeline,
    timings: parts.timings,
  };
}
