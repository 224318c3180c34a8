import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Alphabet, ForeignReading } from '../../stages/read/text-reader.js';
import { eachAlone } from '../each-alone.js';
import type { ModelDefinition } from '../model-definition.js';
import { linePictures } from './line-picture.js';
import type { ReadForeignInput } from './read-task.js';
import { withoutStrayMarks } from './stray-marks.js';
import { TesseractCore, type TesseractEngine } from './tesseract-core.js';
import { trainedDataFor } from './traineddata.js';

/** A rendering read with at least this confidence needs no other. */
const CLEAR = 0.85;

/** Scripts that PP-OCR does not know, by tesseract's LSTM engine, one line at a time. */
export const readForeignModel: ModelDefinition<ReadForeignInput, ForeignReading> = {
  name: 'tesseract/read',
  needs: [],
  load() {
    const engines = new Engines();
    return Promise.resolve({ run: (inputs) => eachAlone(inputs, async (input) => engines.read(input)) });
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

/** An engine for each script, in one core; started on first use. */
class Engines {
  #core: Promise<TesseractCore> | null = null;
  readonly #engines = new Map<Alphabet, TesseractEngine>();

  async read(input: ReadForeignInput): Promise<ForeignReading> {
    try {
      return readLine(this.#engines.get(input.script) ?? (await this.#start(input.script)), input);
    } catch (error) {
      // A program that ended in the middle leaves its memory in no known state.
      this.#core = null;
      this.#engines.clear();
      throw error;
    }
  }

  async #start(script: Alphabet): Promise<TesseractEngine> {
    const source = trainedDataFor(script);
    if (source === null) throw new Error(`there is no trained data for script ${script} on this machine`);
    const bytes = await readFile(source.path);
    this.#core ??= TesseractCore.start();
    const engine = (await this.#core).engineFor(source.language, source.gzipped ? await promisify(gunzip)(bytes) : bytes);
    this.#engines.set(script, engine);
    return engine;
  }
}
