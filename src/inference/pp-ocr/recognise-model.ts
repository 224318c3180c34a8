import { readFile } from 'node:fs/promises';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Recognition } from '../../stages/read/text-reader.js';
import type { ModelDefinition, ModelHost, ModelRuntime } from '../model-definition.js';
import { bestPath, greedyCtc } from './ctc.js';
import { eachAlone } from '../each-alone.js';
import { release } from '../release.js';
import { float32Scratch } from '../scratch.js';
import { exposingOutput } from './exposed-output.js';
import { quadToBgr } from './picture-tensor.js';
import { LINE_HEIGHT, lineWidths, type RecogniseInput } from './recognise-task.js';
import { SCRIPT_HEAD, ScriptHead, UNREAD_HEAD, UNREAD_HEAD_SCRIPTS } from './script-head.js';
import { SCRIPT_HEAD_WEIGHTS } from './script-head-weights.js';
import { scriptRuns, type ReadCharacter } from './script-runs.js';
import { UNREAD_HEAD_WEIGHTS } from './unread-head-weights.js';

const FEATURES = 'p2o.pd_op.transpose.8.0';
/** Below this a line may be upside down: the 180-degree classifier is asked. */
const DOUBTFUL = 0.8;
const CLS_WIDTH = 192;
const TURN_ABOVE = 0.9;

export const recogniseModel: ModelDefinition<RecogniseInput, Recognition> = {
  name: 'pp-ocr/recognise',
  needs: ['pp-ocr'],
  async load(host: ModelHost): Promise<ModelRuntime<RecogniseInput, Recognition>> {
    const recogniser = await host.shared('pp-ocr/recogniser', () => LineRecogniser.load(host));
    const heads: Heads = { script: ScriptHead.fromBase64(SCRIPT_HEAD_WEIGHTS, SCRIPT_HEAD), unread: ScriptHead.fromBase64(UNREAD_HEAD_WEIGHTS, UNREAD_HEAD) };
    const turner = await host.session('pp-ocr', 'cls.onnx');
    return {
      run: (inputs) =>
        eachAlone(inputs, async (input) => {
          const first = await recogniser.read(input, false);
          if (first.confidence < DOUBTFUL && (await isUpsideDown(host, turner, input))) {
            const again = await recogniser.read(input, true);
            if (again.confidence > first.confidence) return lineOf(again, true, heads);
          }
          return lineOf(first, false, heads);
        }),
    };
  },
};

/** Which script that has a reader a step is in, and whether it is in one of those. */
interface Heads {
  readonly script: ScriptHead;
  readonly unread: ScriptHead;
}

const UNREAD_CLASS = UNREAD_HEAD_SCRIPTS.indexOf('Zzzz');

function lineOf(raw: RawReading, turned: boolean, { script, unread }: Heads): Recognition {
  const { text, confidence, weakest } = raw;
  return { text, confidence, weakest, foreign: script.shares(raw.features), unread: unread.shareOf(UNREAD_CLASS, raw.features), runs: scriptRuns(script.classes(raw.features), raw.characters), turned };
}

export interface RawReading {
  readonly text: string;
  readonly confidence: number;
  readonly weakest: number;
  readonly characters: readonly ReadCharacter[];
  /** Best class of each 8-pixel step. */
  readonly ids: Int32Array;
  /** [steps, 120]: what the recogniser's last layer sees of each step. */
  readonly features: Float32Array;
}

/** rec: `x` float32 [batch, 3, 48, W] → softmax [batch, W/8, 18710], with its last features [batch, W/8, 120] as a second output. */
export class LineRecogniser {
  readonly #ort: ModelHost['ort'];
  readonly #session: InferenceSession;
  readonly #keys: readonly string[];
  readonly #scratch = float32Scratch();

  constructor(ort: ModelHost['ort'], session: InferenceSession, keys: readonly string[]) {
    this.#ort = ort;
    this.#session = session;
    this.#keys = keys;
  }

  static async load(host: ModelHost): Promise<LineRecogniser> {
    const session = await host.session('pp-ocr', 'rec_quantized.onnx', {}, (graph) => Buffer.concat([graph, exposingOutput(FEATURES)]));
    const keys = (await readFile(host.file('pp-ocr', 'keys.txt'), 'utf8')).split('\n').filter((line, i, all) => i < all.length - 1 || line !== '');
    return new LineRecogniser(host.ort, session, ['', ...keys, ' ']);
  }

  read({ picture, quad }: RecogniseInput, turned: boolean): Promise<RawReading> {
    const { inked, padded } = lineWidths(quad);
    const tensor = this.#scratch(3 * LINE_HEIGHT * padded).fill(0);
    quadToBgr(picture, quad, inked, padded, LINE_HEIGHT, turned, tensor, 0);
    return this.readTensor(tensor, padded, inked);
  }

  /**
   * One line a call: ONNX Runtime takes other kernels for one line than for two (features differ by up to 0.007, and the
   * confidence with them), and six lines in one call save 8 % only. So a result never depends on its company.
   */
  async readTensor(tensor: Float32Array, width: number, inked: number): Promise<RawReading> {
    const outputs = await this.#session.run({ x: new this.#ort.Tensor('float32', tensor, [1, 3, LINE_HEIGHT, width]) });
    const softmax = outputs['fetch_name_0'] as Tensor;
    const features = outputs[FEATURES] as Tensor;
    const steps = softmax.dims[1] as number;
    const classes = softmax.dims[2] as number;
    const depth = features.dims[2] as number;
    const probabilities = softmax.data as Float32Array;
    const { ids, best } = bestPath(probabilities, 0, steps, classes);
    const characters = greedyCtc(ids, best).map(({ classId, probability, step }): ReadCharacter => ({ text: this.#keys[classId] ?? '', probability, step }));
    const scores = characters.map(({ probability }) => probability);
    const inkedFeatures = (features.data as Float32Array).slice(0, Math.min(steps, Math.ceil(inked / 8)) * depth);
    release(probabilities, features.data as Float32Array);
    return {
      text: characters.map(({ text }) => text).join(''),
      confidence: scores.length === 0 ? 0 : scores.reduce((a, b) => a + b, 0) / scores.length,
      weakest: scores.length === 0 ? 0 : Math.min(...scores),
      characters,
      ids,
      features: inkedFeatures,
    };
  }
}

/** cls: `x` float32 [1, 3, 48, 192], right side zero → P(0), P(180). */
async function isUpsideDown(host: ModelHost, session: InferenceSession, { picture, quad }: RecogniseInput): Promise<boolean> {
  const tensor = new Float32Array(3 * LINE_HEIGHT * CLS_WIDTH);
  quadToBgr(picture, quad, Math.min(CLS_WIDTH, lineWidths(quad).inked), CLS_WIDTH, LINE_HEIGHT, false, tensor, 0);
  const outputs = await session.run({ x: new host.ort.Tensor('float32', tensor, [1, 3, LINE_HEIGHT, CLS_WIDTH]) });
  const probabilities = outputs['save_infer_model/scale_0.tmp_1']?.data as Float32Array;
  return (probabilities[1] as number) > TURN_ABOVE;
}
