/** Ports of the hear stage; src/inference implements them. Owned by the stage: extend here when hearing needs more. */
export interface VoiceActivityModel {
  /**
   * Speech probability of each 512-sample (32 ms) window of 16 kHz mono samples; the last window is padded with zeros.
   * `state` carries over from the previous call for the same track (null at its start).
   */
  probabilities(samples: Float32Array, state: VoiceActivityState | null, signal: AbortSignal): Promise<{ probabilities: Float32Array; state: VoiceActivityState }>;
}

export interface VoiceActivityState {
  readonly h: Float32Array;
  readonly c: Float32Array;
  /** The last 64 samples. */
  readonly context: Float32Array;
}
