import type { BatchReport } from '../../inference/inference-pool.js';
import type { Metrics } from '../../telemetry/metrics.js';
import type { PassResult } from './output-records.js';

const SECOND_MS = 1000;

/** What finished passes and model batches add to the metrics. */
export interface PassMetrics {
  done(result: PassResult): void;
  batch(report: BatchReport): void;
}

export function passMetrics(metrics: Metrics): PassMetrics {
  return {
    done({ enriched, escalation }) {
      for (const [name, ms] of Object.entries(enriched.timings)) {
        if (name !== 'totalMs' && ms > 0) metrics.stageDuration.observe({ stage: name.replace(/Ms$/, '') }, ms / SECOND_MS);
      }
      metrics.videoSeconds.inc(enriched.media.durationS);
      for (const { policy, rule, severity } of enriched.flags) metrics.flags.inc({ policy, rule, severity });
      if (escalation !== null) for (const reason of escalation.reasons) metrics.escalations.inc({ reason, level: escalation.level });
      const { level, promptTokens, completionTokens } = enriched.thinking;
      if (promptTokens > 0) metrics.thinkingTokens.inc({ level, kind: 'prompt' }, promptTokens);
      if (completionTokens > 0) metrics.thinkingTokens.inc({ level, kind: 'completion' }, completionTokens);
    },
    batch({ task, size, waitMs, inferenceMs }) {
      metrics.batchSize.observe({ model: task }, size);
      metrics.batchWait.observe({ model: task }, waitMs / SECOND_MS);
      metrics.inference.observe({ model: task }, inferenceMs / SECOND_MS);
    },
  };
}
