import { join } from 'node:path';
import type { PipelineConfig } from '../config/pipeline-shape.js';
import { findDeadLetters, planReplay, replay, type DeadLetter, type DeadLetterFilter, type ReplayDecision, type ReplayRules } from '../stream/failure/dead-letters.js';
import { createLogger } from '../telemetry/logger.js';
import { defaultWorkRoot } from './enricher.js';
import { openLog } from './pipelines/open-log.js';
import { topicsOf } from './pipelines/topic-names.js';

export type { DeadLetter, DeadLetterFilter, ReplayDecision, ReplayRules } from '../stream/failure/dead-letters.js';

/** The dead letters of one pipeline. Close it with `close`. */
export interface DeadLetterBox {
  readonly topic: string;
  find(filter: DeadLetterFilter, signal: AbortSignal): Promise<readonly DeadLetter[]>;
  /** What a replay of these would do. */
  plan(letters: readonly DeadLetter[], rules: ReplayRules): readonly ReplayDecision[];
  /** Writes the records back; returns how many. */
  replay(plan: readonly ReplayDecision[], signal: AbortSignal): Promise<number>;
  close(): Promise<void>;
}

/**
 * `readOnly`: nothing will be replayed, so the embedded log may be in use by a running pipeline.
 * @throws ThalwegError BROKER_UNAVAILABLE, CONFIG_INVALID (the embedded log is in use)
 */
export async function openDeadLetters(config: PipelineConfig, { readOnly }: { readonly readOnly: boolean }): Promise<DeadLetterBox> {
  const log = await openLog(config, join(config.work.folder ?? defaultWorkRoot(), `${config.name}.journal`), createLogger('warn'), { readOnly });
  const topic = topicsOf(config).deadLetter;
  return {
    topic,
    find: (filter, signal) => findDeadLetters(log, topic, filter, signal),
    plan: planReplay,
    replay: (plan, signal) => replay(log, topic, plan, () => Date.now(), signal),
    close: () => log.close(),
  };
}
