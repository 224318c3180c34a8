import { InferencePool, type BatchReport } from '../inference/inference-pool.js';
import type { ModelStore } from '../inference/model-store/model-store.js';
import { SCRIPT_PACKS } from '../inference/pp-ocr/pack-task.js';
import { createPooledVisionModel, type ZeroShotChoice } from '../inference/pooled-vision-model.js';
import { createTextReader } from '../inference/screen-text-reader.js';
import { SileroVoiceActivity } from '../inference/silero-vad/silero-voice-activity.js';
import { VOICE_ACTIVITY } from '../inference/silero-vad/voice-activity-task.js';
import { foreignScriptsHere } from '../inference/tesseract/traineddata.js';
import { WhisperSpeech } from '../inference/whisper/whisper-speech.js';
import { whisperTasks } from '../inference/whisper/whisper-tasks.js';
import { hear } from '../stages/hear/hear.js';
import { createReadStage } from '../stages/read/read-stage.js';
import { createSeeStage } from '../stages/see/see-stage.js';
import type { Alphabet } from '../stages/read/text-reader.js';
import type { Senses } from './perceive.js';

export interface OpenSenses extends Senses {
  readonly pool: InferencePool;
}

/** The language packs that were pulled, by the script that each reads. */
export async function pulledPacks(store: ModelStore): Promise<ReadonlyMap<Alphabet, string>> {
  const packs = new Map<Alphabet, string>();
  for (const [script, model] of Object.entries(SCRIPT_PACKS)) if (store.names.includes(model) && (await store.isHere(model))) packs.set(script as Alphabet, model);
  return packs;
}

/** The three senses on one inference pool. */
export function openSenses(store: ModelStore, workers: number, packs: ReadonlyMap<Alphabet, string>, zeroShot: ZeroShotChoice | null, options: { readonly profile: boolean; readonly onBatch?: (batch: BatchReport) => void }): OpenSenses {
  const pool = new InferencePool({ workers, verifiedFolder: (model) => store.verifiedFolder(model), profile: options.profile, ...(options.onBatch === undefined ? {} : { onBatch: options.onBatch }) });
  const speech = whisperTasks(store.active('speech'));
  const see = createSeeStage({ vision: createPooledVisionModel(pool, zeroShot) });
  const read = createReadStage({ reader: createTextReader(pool, foreignScriptsHere(), packs) });
  const heard = {
    voiceActivity: new SileroVoiceActivity(pool.model(VOICE_ACTIVITY)),
    speech: new WhisperSpeech({ listen: pool.model(speech.listen), transcribe: pool.model(speech.transcribe) }),
  };
  return {
    pool,
    see: (context) => see.open(context),
    read: (context) => read.open(context),
    hear: (audio, context, signal) => hear(audio, context, heard, signal),
  };
}
