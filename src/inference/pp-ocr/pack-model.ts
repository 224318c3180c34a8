import { readFile } from 'node:fs/promises';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ForeignReading } from '../../stages/read/text-reader.js';
import type { ModelDefinition, ModelHost } from '../model-definition.js';
import type { ReadForeignInput } from '../tesseract/read-task.js';
import { bestPath, greedyCtc } from './ctc.js';
import { eachAlone } from '../each-alone.js';
import { onnxMetadata } from './onnx-metadata.js';
import { SCRIPT_PACKS, packTask } from './pack-task.js';
import { quadToBgr } from './picture-tensor.js';
import { LINE_HEIGHT, lineWidths } from './recognise-task.js';
import { logicalOrder } from './visual-order.js';

const FILE = 'rec.onnx';
const NARROWEST = 96;
const WIDTH_STEP = 32;

/**
 * A PP-OCR recogniser of one script: float32 [1, 3, 48, W] → softmax [1, steps, characters + 2]. Its dictionary is the
 * file's own metadata entry `character`, one a line; class 0 is CTC's blank, the last one a space.
 */
export function packModel(model: string): ModelDefinition<ReadForeignInput, ForeignReading> {
  return {
    name: packTask(model).name,
    needs: [model],
    async load(host: ModelHost) {
      const session = await host.session(model, FILE);
      const characters = onnxMetadata(await readFile(host.file(model, FILE)), 'character');
      if (characters === null) throw new Error(`${model}: ${FILE} carries no dictionary; wanted the metadata entry "character"`);
      const classes = ['', ...characters.replace(/\r?\n$/, '').split(/\r?\n/), ' '];
      const reversed = model === SCRIPT_PACKS.Arab;
      return {
        run: (inputs: readonly ReadForeignInput[]) =>
          eachAlone(inputs, async (input) => {
            const reading = await readLine(host, session, classes, input);
            return reversed ? { ...reading, text: logicalOrder(reading.text) } : reading;
          }),
      };
    },
  };
}

async function readLine(host: ModelHost, session: InferenceSession, classes: readonly string[], input: ReadForeignInput): Promise<ForeignReading> {
  const { tensor, width } = lineTensor(input);
  const [inputName = 'x'] = session.inputNames;
  const [outputName = ''] = session.outputNames;
  const outputs = await session.run({ [inputName]: new host.ort.Tensor('float32', tensor, [1, 3, LINE_HEIGHT, width]) });
  const softmax = outputs[outputName] as Tensor;
  const [, steps = 0, found = 0] = softmax.dims;
  if (found !== classes.length) throw new Error(`the recogniser tells ${found} classes apart, its dictionary names ${classes.length}`);
  const { ids, best } = bestPath(softmax.data as Float32Array, 0, steps, found);
  const emitted = greedyCtc(ids, best);
  return {
    text: emitted.map(({ classId }) => classes[classId] ?? '').join('').trim(),
    confidence: emitted.length === 0 ? 0 : emitted.reduce((sum, { probability }) => sum + probability, 0) / emitted.length,
  };
}

/** [3, 48, width] of the wanted columns of a line; the right side is padded with zeros. */
function lineTensor({ picture, quad, span }: ReadForeignInput): { readonly tensor: Float32Array; readonly width: number } {
  const { inked } = lineWidths(quad);
  const line = new Float32Array(3 * LINE_HEIGHT * inked);
  quadToBgr(picture, quad, inked, inked, LINE_HEIGHT, false, line, 0);
  const from = Math.min(inked - 1, Math.max(0, Math.floor(span.from * inked)));
  const to = Math.min(inked, Math.max(from + 1, Math.ceil(span.to * inked)));
  const width = Math.max(NARROWEST, Math.ceil((to - from) / WIDTH_STEP) * WIDTH_STEP);
  const tensor = new Float32Array(3 * LINE_HEIGHT * width);
  for (let row = 0; row < 3 * LINE_HEIGHT; row += 1) tensor.set(line.subarray(row * inked + from, row * inked + to), row * width);
  return { tensor, width };
}
