import type { AudioTrack } from '../../domain/frame.js';
import type { ModelCall, VoiceActivityModel, VoiceActivityState } from './speech-model.js';
import { ACTIVITY_WINDOW_S } from './speech-activity.js';

/** What one pass over a track tells: four numbers for a tenth of a second, whatever its length. */
export interface SoundScan {
  readonly durationS: number;
  /** P(speech) of each 32 ms. */
  readonly speech: Float32Array;
  /** Level of the loudest 32 ms in dB below full scale (root mean square); −∞ for digital silence. */
  readonly loudestDbfs: number;
}

const WINDOW_SAMPLES = 512;
/** 16.4 s: what the voice activity model takes at once, 1 MB. */
const SAMPLES_PER_READ = 512 * WINDOW_SAMPLES;

/** Below this nothing is audible: quieter than the noise floor of a phone's microphone. */
const INAUDIBLE_DBFS = -65;

export function isSilent({ loudestDbfs }: SoundScan): boolean {
  return loudestDbfs < INAUDIBLE_DBFS;
}

export async function scanSound(audio: AudioTrack, model: VoiceActivityModel, call: ModelCall): Promise<SoundScan> {
  const speech = new Float32Array(Math.ceil(audio.sampleCount / WINDOW_SAMPLES));
  let state: VoiceActivityState | null = null;
  let loudest = 0;
  for (let start = 0; start < audio.sampleCount; start += SAMPLES_PER_READ) {
    call.signal.throwIfAborted();
    const samples = await audio.read(start, Math.min(start + SAMPLES_PER_READ, audio.sampleCount));
    if (samples.length === 0) break;
    loudest = Math.max(loudest, loudestMeanSquare(samples));
    const heard: Awaited<ReturnType<VoiceActivityModel['probabilities']>> = await model.probabilities(samples, state, call);
    speech.set(heard.probabilities.subarray(0, speech.length - start / WINDOW_SAMPLES), start / WINDOW_SAMPLES);
    state = heard.state;
  }
  return { durationS: audio.sampleCount / audio.sampleRate, speech, loudestDbfs: 10 * Math.log10(loudest) };
}

function loudestMeanSquare(samples: Float32Array): number {
  let loudest = 0;
  for (let start = 0; start < samples.length; start += WINDOW_SAMPLES) {
    const end = Math.min(start + WINDOW_SAMPLES, samples.length);
    let sum = 0;
    for (let i = start; i < end; i += 1) sum += (samples[i] ?? 0) ** 2;
    loudest = Math.max(loudest, sum / (end - start));
  }
  return loudest;
}

/** Mean P(speech) between two moments. */
export function meanSpeech({ speech }: SoundScan, startS: number, endS: number): number {
  const first = Math.max(0, Math.floor(startS / ACTIVITY_WINDOW_S));
  const last = Math.min(speech.length, Math.ceil(endS / ACTIVITY_WINDOW_S));
  let sum = 0;
  for (let i = first; i < last; i += 1) sum += speech[i] ?? 0;
  return last > first ? sum / (last - first) : 0;
}
