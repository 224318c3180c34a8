import type { ModelCall, VoiceActivityModel, VoiceActivityState } from '../../stages/hear/speech-model.js';
import type { BatchedModel } from '../model-definition.js';
import type { VoiceActivityInput, VoiceActivityOutput } from './voice-activity-task.js';

/** Silero VAD behind the stage's port. */
export class SileroVoiceActivity implements VoiceActivityModel {
  constructor(private readonly model: BatchedModel<VoiceActivityInput, VoiceActivityOutput>) {}

  probabilities(samples: Float32Array, state: VoiceActivityState | null, call: ModelCall): Promise<VoiceActivityOutput> {
    const transfer = samples.buffer instanceof ArrayBuffer ? [samples.buffer] : [];
    return this.model.run({ samples, state }, { ...call, transfer });
  }
}
