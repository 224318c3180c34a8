import type { Priority } from '../frame-observer.js';

/** Ports of the hear stage; src/inference implements them. Both are called from the main thread, for several videos at once. */
export interface VoiceActivityModel {
  /**
   * Speech probability of each 512-sample (32 ms) window of 16 kHz mono samples; the last window is padded with zeros,
   * so all calls but a track's last one give a multiple of 512 samples. `state` carries over from the previous call for
   * the same track (null at its start). `samples` may be detached by the call.
   */
  probabilities(samples: Float32Array, state: VoiceActivityState | null, call: ModelCall): Promise<{ readonly probabilities: Float32Array; readonly state: VoiceActivityState }>;
}

export interface VoiceActivityState {
  readonly h: Float32Array;
  readonly c: Float32Array;
  /** The last 64 samples. */
  readonly context: Float32Array;
}

/**
 * Speech recognition in two steps, so that the language of each stretch can be decided with all of the evidence before
 * anything is transcribed. Errors: MODEL_FAILED for one window or stretch alone; CANCELLED after an abort.
 */
export interface SpeechModel {
  /**
   * Listens to one window of at most 30 s (16 kHz mono), once, and says for each stretch of it which languages it could
   * be. `samples` may be detached by the call.
   */
  listen(samples: Float32Array, stretches: readonly Stretch[], care: ListeningCare, call: ModelCall): Promise<HeardWindow>;

  /** Transcribes one stretch of a window that was listened to. Calls of different videos are batched. */
  transcribe(window: HeardWindow, stretch: Stretch, language: string, decoding: Decoding, call: ModelCall): Promise<Transcription>;
}

/** `thorough` costs up to three times as much for a window that is not full. */
export type ListeningCare = 'quick' | 'thorough';

/** A piece of a window, in seconds of the window. */
export interface Stretch {
  readonly startS: number;
  readonly endS: number;
  /** Nobody speaks between `endS` and here: the model may listen that far. */
  readonly quietUntilS: number;
}

export interface HeardWindow {
  readonly stretches: readonly HeardStretch[];
  /** The model's own memory of the sound; only handed back to it. */
  readonly sound: unknown;
}

export interface HeardStretch {
  /** Whisper's language codes (`en`, `zh`, `jw`), likeliest first, with what they add up to left out of the tail. */
  readonly languages: readonly LanguageGuess[];
  /** P(nobody speaks here), by the recogniser itself. */
  readonly noSpeechProbability: number;
}

export interface LanguageGuess {
  readonly language: string;
  readonly probability: number;
}

/** `beam`: the `width` likeliest texts are followed. `sample`: draws at a temperature, from `seed`. */
export type Decoding =
  | { readonly kind: 'beam'; readonly width: number }
  | { readonly kind: 'sample'; readonly temperature: number; readonly seed: number };

export interface Transcription {
  readonly text: string;
  /** Mean log-probability of the tokens, end of text included; −∞ … 0. */
  readonly meanLogProbability: number;
  readonly noSpeechProbability: number;
  /** Bytes per byte after compression: above 2.4 the text repeats itself. */
  readonly compressionRatio: number;
  /** Cut because it began to loop. */
  readonly looped: boolean;
  /** False when it was cut by a loop or by the limit of tokens. */
  readonly ended: boolean;
}

export interface ModelCall {
  readonly priority: Priority;
  readonly signal: AbortSignal;
}
