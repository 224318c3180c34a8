import type { Alphabet, TextReader } from '../stages/read/text-reader.js';
import type { InferencePool } from './inference-pool.js';
import { DETECT } from './pp-ocr/detect-task.js';
import { packTask } from './pp-ocr/pack-task.js';
import { RECOGNISE } from './pp-ocr/recognise-task.js';
import { READ_FOREIGN } from './tesseract/read-task.js';
import { foreignScriptsHere } from './tesseract/traineddata.js';
import { LOOK, SIGN, TRACE } from './text-watch/watch-tasks.js';

/**
 * The read stage's port on the inference pool: PP-OCR, tesseract for other scripts, and the pixel work of following texts.
 * @param packs pulled recognisers, by the script that each reads in tesseract's place
 */
export function createTextReader(pool: Pick<InferencePool, 'model'>, foreignScripts: ReadonlySet<Alphabet> = foreignScriptsHere(), packs: ReadonlyMap<Alphabet, string> = new Map()): TextReader {
  const look = pool.model(LOOK);
  const detect = pool.model(DETECT);
  const recognise = pool.model(RECOGNISE);
  const readForeign = pool.model(READ_FOREIGN);
  const packed = new Map([...packs].map(([script, model]) => [script, pool.model(packTask(model))]));
  const sign = pool.model(SIGN);
  const trace = pool.model(TRACE);
  return {
    foreignScripts: new Set([...foreignScripts, ...packs.keys()]),
    look: ({ picture, plane, before, known }, options) => look.run({ picture: bare(picture), plane, before, known }, options),
    detect: (picture, region, scale, options) => detect.run({ picture: bare(picture), region, scale }, options),
    recognise: (picture, quad, options) => recognise.run({ picture: bare(picture), quad }, options),
    readForeign: (picture, quad, span, script, options) => (packed.get(script) ?? readForeign).run({ picture: bare(picture), quad, span, script }, options),
    sign: (plane, quads, options) => sign.run({ plane, quads }, options),
    trace: (planes, signatures, options) => trace.run({ planes, signatures }, options),
  };
}

/** Only the pixels cross to the worker: a frame also has functions. */
function bare<P extends { readonly pixels: Uint8Array; readonly width: number; readonly height: number }>({ pixels, width, height }: P): { readonly pixels: Uint8Array; readonly width: number; readonly height: number } {
  return { pixels, width, height };
}
