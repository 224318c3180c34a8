import type { PipelineConfig } from '../../config/pipeline-shape.js';
import type { RetryTopic } from '../../stream/failure/failure-settings.js';

export type Publication = PipelineConfig['publish'][number];

export interface OutputTopics {
  readonly enriched: string;
  readonly complianceFlag: string;
  readonly review: string;
  readonly escalation: string;
}

/** All topics of a pipeline with the prefix before them. */
export interface PipelineTopics extends OutputTopics {
  readonly uploaded: string;
  readonly deadLetter: string;
  readonly retry: readonly RetryTopic[];
  /** What this pipeline consumes. */
  readonly input: string;
  /** What has to exist before it runs. */
  readonly needed: readonly string[];
}

export function topicsOf({ topics, does, publish, retry }: PipelineConfig): PipelineTopics {
  const named = (topic: string): string => `${topics.prefix ?? ''}${topic}`;
  const retryTopics = retry.mode === 'topics' ? retry.delaysMs.map((delayMs, at) => ({ topic: named(`${topics.retry}.${at + 1}`), delayMs })) : [];
  const all = { uploaded: named(topics.uploaded), enriched: named(topics.enriched), complianceFlag: named(topics.complianceFlag), review: named(topics.review), escalation: named(topics.escalation), deadLetter: named(topics.deadLetter) };
  const input = does === 'enrichment' ? all.uploaded : all.escalation;
  const outputs: Record<Publication, string> = { enriched: all.enriched, 'compliance-flag': all.complianceFlag, review: all.review, escalation: all.escalation };
  const needed = [...new Set([input, ...publish.map((publication) => outputs[publication]), ...retryTopics.map(({ topic }) => topic), all.deadLetter])];
  return { ...all, retry: retryTopics, input, needed };
}
