import type { Decoding, HeardStretch, Transcription } from '../../stages/hear/speech-model.js';
import type { Task } from '../tasks.js';

export interface ListenInput {
  /** 16 kHz mono, at most one window. */
  readonly samples: Float32Array;
  /** Encode 30 s even if less is heard: what the model was trained on, at up to three times the cost. */
  readonly wholeWindow: boolean;
  /** Seconds of the window. */
  readonly stretches: readonly { readonly startS: number; readonly endS: number }[];
}

export interface ListenOutput {
  readonly sound: EncodedSound;
  readonly stretches: readonly HeardStretch[];
}

/** Encoder states of one window over a SharedArrayBuffer: every worker reads them without a copy. */
export interface EncodedSound {
  /** [states, stateSize] */
  readonly states: Float32Array;
  readonly stateSize: number;
  readonly statesPerSecond: number;
  /** States before this one heard the samples; those from here on heard the silence that fills the window. */
  readonly soundStates: number;
}

export interface TranscribeInput {
  readonly sound: EncodedSound;
  readonly firstState: number;
  /** States from `firstState` on … */
  readonly stateCount: number;
  /** … followed by so many of the last ones of the window, which heard silence. */
  readonly tailStates: number;
  /** Seconds of speech in it: bounds the number of tokens. */
  readonly speechS: number;
  readonly language: string;
  readonly decoding: Decoding;
}

export interface WhisperTasks {
  readonly listen: Task<ListenInput, ListenOutput>;
  readonly transcribe: Task<TranscribeInput, Transcription>;
}

/**
 * Encoder scales are per tensor, so a window is encoded alone. In the decoder a step of 4 rows costs less than two
 * steps of one row (about 9 ms against 5 ms, 10 s of sound, one thread); rows of a batch share their length, and the
 * cross-attention cache of 30 s is 37 MB a row.
 */
export function whisperTasks(model: string): WhisperTasks {
  return {
    listen: { name: `${model}/listen`, batching: { maxBatch: 1, maxWaitMs: 0 } },
    transcribe: {
      name: `${model}/transcribe`,
      batching: { maxBatch: 4, maxWaitMs: 0, groupBy: ({ stateCount, tailStates, decoding }) => `${decoding.kind === 'beam' ? 'beam ' : ''}${stateCount + tailStates}` },
    },
  };
}
