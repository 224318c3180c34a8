import type { Script } from '../../domain/perception.js';
import type { ScriptShare } from '../../stages/read/text-reader.js';

/** Depth of the recogniser's last features. */
export const SCRIPT_FEATURES = 120;
/** Class 0: what the recogniser can read (Latin, digits, Greek, Chinese, Japanese); the others it cannot. */
export const HEAD_SCRIPTS = ['Zyyy', 'Kore', 'Cyrl', 'Thai', 'Arab', 'Deva'] as const satisfies readonly Script[];
/** As HEAD_SCRIPTS, and a class of the scripts that nothing here reads: Hebrew, Armenian, Georgian, Bengali, … */
export const UNREAD_HEAD_SCRIPTS = [...HEAD_SCRIPTS, 'Zzzz'] as const satisfies readonly Script[];

export const SCRIPT_HEAD = { hidden: 32, classes: HEAD_SCRIPTS.length } as const;
export const UNREAD_HEAD = { hidden: 48, classes: UNREAD_HEAD_SCRIPTS.length } as const;

export interface HeadShape {
  readonly hidden: number;
  readonly classes: number;
}

/**
 * The script of each 8-pixel step of a line, from the recogniser's own last features [steps, 120]: one hidden layer,
 * fitted by scripts/train-script-head.ts on drawn lines. Weights: W1 [hidden, 120], b1 [hidden], W2 [classes, hidden], b2 [classes].
 */
export class ScriptHead {
  readonly #w: Float32Array;

  constructor(weights: Float32Array, private readonly shape: HeadShape) {
    const wanted = shape.hidden * SCRIPT_FEATURES + shape.hidden + shape.classes * (shape.hidden + 1);
    if (weights.length !== wanted) throw new Error(`the script head has ${weights.length} weights; wanted ${wanted}`);
    this.#w = weights;
  }

  static fromBase64(base64: string, shape: HeadShape): ScriptHead {
    const bytes = Buffer.from(base64, 'base64');
    return new ScriptHead(Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4)), shape);
  }

  /** The likeliest class of each step, after a mean over three steps. */
  classes(features: Float32Array): Int32Array {
    const steps = features.length / SCRIPT_FEATURES;
    const { classes } = this.shape;
    const logits = new Float32Array(steps * classes);
    for (let step = 0; step < steps; step++) this.#logits(features, step, logits);
    const best = new Int32Array(steps);
    for (let step = 0; step < steps; step++) {
      let top = -Infinity;
      for (let c = 0; c < classes; c++) {
        let sum = logits[step * classes + c] as number;
        if (step > 0) sum += logits[(step - 1) * classes + c] as number;
        if (step + 1 < steps) sum += logits[(step + 1) * classes + c] as number;
        if (sum > top) {
          top = sum;
          best[step] = c;
        }
      }
    }
    return best;
  }

  /** Share of the steps that each foreign script takes, highest first; scripts without a step are left out. */
  shares(features: Float32Array): readonly ScriptShare[] {
    const classes = this.classes(features);
    return HEAD_SCRIPTS.slice(1)
      .map((script, i) => ({ script, share: shareOf(i + 1, classes) }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share);
  }

  /** Share of the steps of this class. */
  shareOf(classId: number, features: Float32Array): number {
    return shareOf(classId, this.classes(features));
  }

  #logits(features: Float32Array, step: number, into: Float32Array): void {
    const w = this.#w;
    const { hidden, classes } = this.shape;
    const b1 = hidden * SCRIPT_FEATURES;
    const w2 = b1 + hidden;
    const b2 = w2 + classes * hidden;
    for (let c = 0; c < classes; c++) into[step * classes + c] = w[b2 + c] as number;
    for (let j = 0; j < hidden; j++) {
      let sum = w[b1 + j] as number;
      for (let i = 0; i < SCRIPT_FEATURES; i++) sum += (w[j * SCRIPT_FEATURES + i] as number) * (features[step * SCRIPT_FEATURES + i] as number);
      if (sum <= 0) continue;
      for (let c = 0; c < classes; c++) (into[step * classes + c] as number) += (w[w2 + c * hidden + j] as number) * sum;
    }
  }
}

function shareOf(classId: number, classes: Int32Array): number {
  let count = 0;
  for (let step = 0; step < classes.length; step++) if (classes[step] === classId) count++;
  return count / Math.max(1, classes.length);
}
