import type { Decoding, HeardWindow, ListeningCare, ModelCall, SpeechModel, Stretch, Transcription } from '../../stages/hear/speech-model.js';
import type { BatchedModel } from '../model-definition.js';
import { stretchOfSound } from './sound-stretch.js';
import type { EncodedSound, ListenInput, ListenOutput, TranscribeInput } from './whisper-tasks.js';

export interface WhisperModels {
  readonly listen: BatchedModel<ListenInput, ListenOutput>;
  readonly transcribe: BatchedModel<TranscribeInput, Transcription>;
}

/** Whisper behind the stage's port. */
export class WhisperSpeech implements SpeechModel {
  constructor(private readonly models: WhisperModels) {}

  listen(samples: Float32Array, stretches: readonly Stretch[], care: ListeningCare, call: ModelCall): Promise<HeardWindow> {
    const transfer = samples.buffer instanceof ArrayBuffer ? [samples.buffer] : [];
    return this.models.listen.run({ samples, wholeWindow: care === 'thorough', stretches: stretches.map(({ startS, endS }) => ({ startS, endS })) }, { ...call, transfer });
  }

  transcribe(window: HeardWindow, stretch: Stretch, language: string, decoding: Decoding, call: ModelCall): Promise<Transcription> {
    const sound = window.sound as EncodedSound;
    return this.models.transcribe.run({ ...stretchOfSound(sound, stretch.startS, stretch.endS, stretch.quietUntilS), speechS: stretch.endS - stretch.startS, language, decoding }, call);
  }
}
