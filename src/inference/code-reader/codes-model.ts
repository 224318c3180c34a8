import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes, type ReaderOptions, type ReadResult } from 'zxing-wasm/reader';
import type { FoundCode, SharedPicture } from '../../stages/see/vision-model.js';
import { eachAlone } from '../each-alone.js';
import type { ModelDefinition } from '../model-definition.js';
import { bytesScratch } from '../scratch.js';
import { CODES } from './codes-task.js';

/**
 * What products, posters and end cards carry. Code 39, ITF and Codabar are left out: without a check digit they are
 * read from railings and stripes too.
 */
const OPTIONS: ReaderOptions = {
  formats: ['QRCode', 'MicroQRCode', 'DataMatrix', 'Aztec', 'PDF417', 'EAN13', 'EAN8', 'UPCA', 'Code128'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  tryDenoise: false,
  maxNumberOfSymbols: 8,
  textMode: 'Plain',
};
/** A code that can be scanned off a screen is readable in this many pixels; more only costs time. */
const LIMIT_PIXELS = 1_600_000;
const LIMIT_TEXT = 2048;
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** ZXing (C++, as WebAssembly). The module is read from the installed package: nothing is fetched. */
export const codesModel: ModelDefinition<SharedPicture, readonly FoundCode[]> = {
  name: CODES.name,
  needs: [],
  load: async (host) => {
    await host.shared('zxing-wasm', async () => {
      const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
      const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength);
      await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
    });
    const scratch = bytesScratch();
    return { run: (pictures) => eachAlone(pictures, (picture) => codesOf(picture, scratch)) };
  },
};

async function codesOf(picture: SharedPicture, scratch: (length: number) => Uint8Array): Promise<readonly FoundCode[]> {
  const { data, width, height } = rgba(picture, scratch);
  const image = { data, width, height, colorSpace: 'srgb' as const };
  const found = await readBarcodes(image as Parameters<typeof readBarcodes>[0], OPTIONS);
  const codes = found.filter((result) => result.isValid && result.text !== '').map((result) => codeOf(result, width, height));
  return codes.filter((code, index) => codes.findIndex((other) => other.symbology === code.symbology && other.text === code.text) === index);
}

function codeOf(result: ReadResult, width: number, height: number): FoundCode {
  const corners = [result.position.topLeft, result.position.topRight, result.position.bottomLeft, result.position.bottomRight];
  const xs = corners.map((corner) => share(corner.x, width));
  const ys = corners.map((corner) => share(corner.y, height));
  return {
    symbology: SYMBOLOGY[result.format] ?? result.symbology,
    text: result.text.slice(0, LIMIT_TEXT).replace(CONTROL_CHARACTERS, ' '),
    box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
  };
}

/** The names that people use, where ZXing's differ. */
const SYMBOLOGY: Readonly<Record<string, string>> = { EAN13: 'EAN-13', EAN8: 'EAN-8', UPCA: 'UPC-A', Code128: 'Code 128', ISBN: 'EAN-13' };

function share(value: number, whole: number): number {
  return Math.min(1, Math.max(0, value / whole));
}

/** The picture as RGBA, thinned by a whole factor where it is larger than any code needs. */
function rgba(picture: SharedPicture, scratch: (length: number) => Uint8Array): { data: Uint8ClampedArray; width: number; height: number } {
  const step = Math.max(1, Math.ceil(Math.sqrt((picture.width * picture.height) / LIMIT_PIXELS)));
  const width = Math.floor(picture.width / step);
  const height = Math.floor(picture.height / step);
  const bytes = scratch(width * height * 4).fill(255);
  const data = new Uint8ClampedArray(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let y = 0, target = 0; y < height; y++) {
    let source = y * step * picture.width * 3;
    for (let x = 0; x < width; x++, target += 4, source += 3 * step) {
      data[target] = picture.pixels[source] as number;
      data[target + 1] = picture.pixels[source + 1] as number;
      data[target + 2] = picture.pixels[source + 2] as number;
    }
  }
  return { data, width, height };
}
