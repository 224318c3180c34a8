import type { VoiceActivityState } from '../../stages/hear/speech-model.js';
import type { Task } from '../tasks.js';

export interface VoiceActivityInput {
  readonly samples: Float32Array;
  readonly state: VoiceActivityState | null;
}

export interface VoiceActivityOutput {
  readonly probabilities: Float32Array;
  readonly state: VoiceActivityState;
}

/** The sequence graph has no batch dimension: a batch saves messages, not arithmetic, and would only hold a worker longer. */
export const VOICE_ACTIVITY: Task<VoiceActivityInput, VoiceActivityOutput> = {
  name: 'silero-vad/probabilities',
  batching: { maxBatch: 1, maxWaitMs: 0 },
};
