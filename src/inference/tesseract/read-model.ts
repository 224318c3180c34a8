import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Alphabet, ForeignReading } from '../../stages/read/text-reader.js';
import type { ModelDefinition } from '../model-definition.js';
import { linePictures } from './line-picture.js';
import type { ReadForeignInput } from './read-task.js';
import { withoutStrayMarks } from './stray-marks.js';
import { TesseractEngine } from './tesseract-core.js';
import { trainedDataFor } from './traineddata.js';

/** A rendering read with at least this confidence needs no other. */
const CLEAR = 0.85;
/** Engines that a worker keeps: each holds 30–60 MB of WebAssembly memory. */
const MAX_ENGINES = 2;

/** Scripts that PP-OCR does not know, by tesseract's LSTM engine, one line at a time. */
export const readForeignModel: ModelDefinition<ReadForeignInput, ForeignReading> = {
  name: 'tesseract/read',
  needs: [],
  load() {
    const engines = new Map<Alphabet, TesseractEngine>();
    return Promise.resolve({
      async run(inputs: readonly ReadForeignInput[]) {
        const results: (ForeignReading | Error)[] = [];
        for (const input of inputs) {
          try {
            results.push(readLine(await engineFor(engines, input.script), input));
          } catch (error) {
            results.push(error instanceof Error ? error : new Error(String(error)));
          }
        }
        return results;
      },
    });
  },
};

function readLine(engine: TesseractEngine, { picture, quad, span }: ReadForeignInput): ForeignReading {
  let best: ForeignReading = { text: '', confidence: 0 };
  for (const render of linePictures(picture, quad, span)) {
    const { grey, width, height } = render();
    const raw = engine.readLine(grey, width, height);
    const reading = { ...raw, text: withoutStrayMarks(raw.text) };
    if (reading.confidence > best.confidence) best = reading;
    if (best.confidence >= CLEAR) break;
  }
  return best;
}

/** The script's engine, started on first use; the one used longest ago makes room. */
async function engineFor(engines: Map<Alphabet, TesseractEngine>, script: Alphabet): Promise<TesseractEngine> {
  const known = engines.get(script);
  if (known !== undefined) {
    engines.delete(script);
    engines.set(script, known);
    return known;
  }
  const source = trainedDataFor(script);
  if (source === null) throw new Error(`there is no trained data for script ${script} on this machine`);
  const bytes = await readFile(source.path);
  for (const [oldest, engine] of engines) {
    if (engines.size < MAX_ENGINES) break;
    engine.close();
    engines.delete(oldest);
  }
  const engine = await TesseractEngine.start(source.language, source.gzipped ? await promisify(gunzip)(bytes) : bytes);
  engines.set(script, engine);
  return engine;
}
