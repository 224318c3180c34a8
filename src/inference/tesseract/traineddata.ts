import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Alphabet } from '../../stages/read/text-reader.js';

/** A language's trained data for tesseract's LSTM engine: gzipped from npm, or plain from a Debian package. */
export interface TrainedData {
  readonly language: string;
  readonly path: string;
  readonly gzipped: boolean;
}

const SYSTEM_FOLDER = '/usr/share/tesseract-ocr';
const NPM_LANGUAGES: Partial<Record<Alphabet, string>> = { Kore: 'kor', Thai: 'tha', Arab: 'ara', Deva: 'hin', Viet: 'vie' };
const SYSTEM_LANGUAGES: Partial<Record<Alphabet, string>> = { Cyrl: 'rus' };

/** The data to read a script with on this machine, or null. Cyrillic comes from the system's tesseract-ocr-rus only. */
export function trainedDataFor(script: Alphabet): TrainedData | null {
  const packaged = NPM_LANGUAGES[script];
  if (packaged !== undefined) {
    const path = packagedFile(packaged);
    return path === null ? null : { language: packaged, path, gzipped: true };
  }
  const system = SYSTEM_LANGUAGES[script];
  if (system === undefined) return null;
  const path = systemFile(system);
  return path === null ? null : { language: system, path, gzipped: false };
}

export function foreignScriptsHere(): ReadonlySet<Alphabet> {
  return new Set((['Kore', 'Cyrl', 'Thai', 'Arab', 'Deva', 'Viet'] as const).filter((script) => trainedDataFor(script) !== null));
}

function packagedFile(language: string): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}/package.json`);
    const path = join(dirname(entry), '4.0.0_best_int', `${language}.traineddata.gz`);
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** /usr/share/tesseract-ocr/<version>/tessdata/<language>.traineddata, newest version first; TESSDATA_PREFIX before that. */
function systemFile(language: string): string | null {
  const prefix = process.env['TESSDATA_PREFIX'];
  const versions = existsSync(SYSTEM_FOLDER) ? readdirSync(SYSTEM_FOLDER).sort().reverse() : [];
  const folders = [...(prefix === undefined ? [] : [prefix]), ...versions.map((version) => join(SYSTEM_FOLDER, version, 'tessdata')), '/usr/share/tessdata'];
  return folders.map((folder) => join(folder, `${language}.traineddata`)).find((path) => existsSync(path)) ?? null;
}
