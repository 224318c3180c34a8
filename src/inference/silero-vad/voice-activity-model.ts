import type { VoiceActivityState } from '../../stages/hear/speech-model.js';
import type { ModelDefinition, ModelHost } from '../model-definition.js';
import { VOICE_ACTIVITY, type VoiceActivityInput, type VoiceActivityOutput } from './voice-activity-task.js';

const WINDOW = 512;
const CONTEXT = 64;
const STATE = 128;
/** What the sequence graph takes in one call (16.4 s). */
const WINDOWS_PER_CALL = 512;

/**
 * Silero VAD 6.2.3, sequence graph: `input` [windows, 576] (each row the 64 samples before a window, then its 512),
 * `h` and `c` [1, 1, 128] → `speech_probs` [windows], `hn`, `cn`. Same probabilities as the streaming graph.
 */
export const voiceActivityModel: ModelDefinition<VoiceActivityInput, VoiceActivityOutput> = {
  name: VOICE_ACTIVITY.name,
  needs: ['silero-vad'],
  load: async (host) => {
    const session = await host.session('silero-vad', 'silero_vad_16k_sequence.onnx');
    return {
      run: async (inputs) => {
        const outputs: VoiceActivityOutput[] = [];
        for (const input of inputs) outputs.push(await probabilities(host, session, input));
        return outputs;
      },
      transfer: ({ probabilities: values }) => [values.buffer as ArrayBuffer],
    };
  },
};

type Session = Awaited<ReturnType<ModelHost['session']>>;

async function probabilities({ ort }: ModelHost, session: Session, { samples, state }: VoiceActivityInput): Promise<VoiceActivityOutput> {
  const windows = Math.ceil(samples.length / WINDOW);
  const found = new Float32Array(windows);
  let { h, c, context }: VoiceActivityState = state ?? { h: new Float32Array(STATE), c: new Float32Array(STATE), context: new Float32Array(CONTEXT) };
  for (let first = 0; first < windows; first += WINDOWS_PER_CALL) {
    const count = Math.min(WINDOWS_PER_CALL, windows - first);
    const rows = new Float32Array(count * (CONTEXT + WINDOW));
    for (let row = 0; row < count; row += 1) {
      const start = (first + row) * WINDOW;
      const at = row * (CONTEXT + WINDOW);
      rows.set(row === 0 ? context : samples.subarray(start - CONTEXT, start), at);
      rows.set(samples.subarray(start, Math.min(start + WINDOW, samples.length)), at + CONTEXT);
    }
    context = rows.slice(rows.length - CONTEXT);
    const result = await session.run({
      input: new ort.Tensor('float32', rows, [count, CONTEXT + WINDOW]),
      h: new ort.Tensor('float32', h, [1, 1, STATE]),
      c: new ort.Tensor('float32', c, [1, 1, STATE]),
    });
    found.set(result['speech_probs']?.data as Float32Array, first);
    h = Float32Array.from(result['hn']?.data as Float32Array);
    c = Float32Array.from(result['cn']?.data as Float32Array);
  }
  return { probabilities: found, state: { h, c, context } };
}
