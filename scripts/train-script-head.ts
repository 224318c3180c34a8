import { writeFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-node';
import type { Quad } from '../src/stages/read/text-reader.js';
import { SessionHost } from '../src/inference/worker/session-host.js';
import { LineRecogniser } from '../src/inference/pp-ocr/recognise-model.js';
import { HEAD_SCRIPTS, SCRIPT_FEATURES, SCRIPT_HEAD, ScriptHead, UNREAD_HEAD, UNREAD_HEAD_SCRIPTS } from '../src/inference/pp-ocr/script-head.js';
import { lineWidths } from '../src/inference/pp-ocr/recognise-task.js';
import { drawLine, type DrawnLine, type Part } from './script-head/drawn-line.js';
import { pick, randomWord, seeded, type Random } from './script-head/random-words.js';
import { FONTS, FOREIGN, LINE_SCRIPTS, READ_BY_SOMEBODY, UNREAD, linesFor, type LineScript } from './script-head/scripts-drawn.js';
import { fitPerceptron } from './script-head/perceptron.js';

/**
 * Fits src/inference/pp-ocr/script-head-weights.ts (which script that has a reader each step of a line is in) or
 * unread-head-weights.ts (whether it is in one of those), from the recogniser's own last features, on lines drawn by this
 * script (made-up words, many fonts and grounds). Prints the accuracy on fonts that were held out.
 *   npx tsx scripts/train-script-head.ts [script|unread] [lines] [models folder]
 */
const which = process.argv[2] === 'unread' ? 'unread' : 'script';
const { shape, scripts, file, name, ownLines } = {
  script: { shape: SCRIPT_HEAD, scripts: HEAD_SCRIPTS, file: 'script-head-weights.ts', name: 'SCRIPT_HEAD_WEIGHTS', ownLines: 3600 },
  unread: { shape: UNREAD_HEAD, scripts: UNREAD_HEAD_SCRIPTS, file: 'unread-head-weights.ts', name: 'UNREAD_HEAD_WEIGHTS', ownLines: 7440 },
}[which];
const lines = Number(process.argv[3] ?? ownLines);
/** A line is told to be foreign, or in a script without a reader, by this share of it. */
const FOREIGN_SHARE = 0.2;
const UNREAD_SHARE = 0.4;
const order = which === 'script' ? READ_BY_SOMEBODY : LINE_SCRIPTS.flatMap((script) => Array.from({ length: linesFor(script) }, () => script));
const host = new SessionHost();
host.addFolder('pp-ocr', `${process.argv[4] ?? 'models'}/pp-ocr`);
const recogniser = await LineRecogniser.load({ ort, file: (model, path) => host.file(model, path), session: (...args) => host.session(...args), shared: (key, make) => host.shared(key, make) });

interface Steps {
  readonly features: Float32Array[];
  readonly labels: number[];
}

interface Line {
  readonly script: LineScript;
  readonly features: Float32Array;
  readonly labels: readonly number[];
}

const fitLines = await draw(lines, 'fit', seeded(1));
const heldOutLines = await draw(Math.ceil(lines / 6), 'heldOut', seeded(2));
const steps: Steps = { features: [], labels: [] };
for (const line of fitLines) {
  line.labels.forEach((label, step) => {
    if (label < 0) return;
    steps.features.push(line.features.subarray(step * SCRIPT_FEATURES, (step + 1) * SCRIPT_FEATURES));
    steps.labels.push(label);
  });
}
const weights = fitPerceptron(steps.features, steps.labels, shape.classes, { hidden: shape.hidden, epochs: 12, seed: 3 });
const head = new ScriptHead(weights, shape);
for (const [fonts, set] of [['fitted fonts', fitLines], ['held-out fonts', heldOutLines]] as const) report(fonts, set);
const base64 = Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength).toString('base64');
await writeFile(
  new URL(`../src/inference/pp-ocr/${file}`, import.meta.url),
  `/** Made by scripts/train-script-head.ts ${which} from ${lines} drawn lines; float32, little endian: see ScriptHead for the order. */\nexport const ${name} =\n  '${base64}';\n`,
);
process.stdout.write(`${weights.length} weights written\n`);

/** Single-script lines, and lines that mix a foreign script with Latin or digits. */
async function draw(count: number, fonts: 'fit' | 'heldOut', random: Random): Promise<readonly Line[]> {
  const drawn: Line[] = [];
  for (let i = 0; i < count; i++) {
    const script = order[i % order.length] as LineScript;
    const parts = partsIn(script, fonts, random);
    const line = await drawLine(parts, random);
    if (line !== null) drawn.push(await labelled(line, parts, script));
    if (i % 500 === 499) process.stdout.write(`${fonts}: ${i + 1} lines drawn\n`);
  }
  return drawn;
}

function partsIn(script: LineScript, fonts: 'fit' | 'heldOut', random: Random): readonly (Part & { script: LineScript })[] {
  const words = Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomWord(script, random));
  const part = { script, text: words.join(' '), font: pick(random, FONTS[script][fonts]) };
  return random() < 0.35 ? mixed(part, fonts, random) : [part];
}

function mixed(part: Part & { script: LineScript }, fonts: 'fit' | 'heldOut', random: Random): readonly (Part & { script: LineScript })[] {
  const script = pick<LineScript>(random, ['Latn', 'Digits', 'Digits']);
  const other = { script, text: randomWord(script, random), font: random() < 0.5 && part.script !== 'Arab' ? part.font : pick(random, FONTS[script][fonts]) };
  return random() < 0.5 ? [part, other] : [other, part];
}

async function labelled(line: DrawnLine, parts: readonly { readonly script: LineScript }[], script: LineScript): Promise<Line> {
  const { width, height } = line.picture;
  const quad: Quad = [0, 0, width, 0, width, height, 0, height];
  const reading = await recogniser.read({ picture: line.picture, quad }, false);
  const pixelsAStep = (8 * width) / lineWidths(quad).inked;
  const labels = Array.from({ length: reading.features.length / SCRIPT_FEATURES }, (_, step) => {
    const at = line.spans.findIndex(({ x0, x1 }) => (step + 0.5) * pixelsAStep >= x0 && (step + 0.5) * pixelsAStep < x1);
    const part = parts[at];
    return part === undefined ? -1 : labelOf(part.script);
  });
  return { script: parts.find((part) => labelOf(part.script) > 0)?.script ?? script, features: reading.features, labels };
}

function isUnread(script: LineScript): boolean {
  return (UNREAD as readonly LineScript[]).includes(script);
}

function labelOf(script: LineScript): number {
  if (isUnread(script)) return (scripts as readonly string[]).indexOf('Zzzz');
  return (FOREIGN as readonly LineScript[]).includes(script) ? (scripts as readonly string[]).indexOf(script) : 0;
}

function isRight({ script, features }: Line): boolean {
  if (which === 'unread') return isUnread(script) === head.shareOf(labelOf('Hebr'), features) >= UNREAD_SHARE;
  const [first] = head.shares(features);
  return labelOf(script) > 0 ? first?.script === script && first.share >= FOREIGN_SHARE : first === undefined || first.share < FOREIGN_SHARE;
}

function report(name: string, set: readonly Line[]): void {
  const rows = [...new Set(order)].map((script) => {
    const mine = set.filter((line) => line.script === script);
    const right = mine.filter(isRight);
    const labelled = mine.flatMap((line) => [...head.classes(line.features)].flatMap((found, step) => ((line.labels[step] ?? -1) < 0 ? [] : [found === line.labels[step]])));
    return { script, lines: mine.length, 'lines right %': Math.round((1000 * right.length) / mine.length) / 10, 'steps right %': Math.round((1000 * labelled.filter(Boolean).length) / labelled.length) / 10 };
  });
  process.stdout.write(`${name}\n${rows.map((row) => Object.values(row).join('\t')).join('\n')}\n`);
}
