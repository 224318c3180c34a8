import { createRequire } from 'node:module';

/** The part of the Emscripten module `tesseract.js-core` (tesseract 5, LSTM only) that is used here. */
interface TesseractModule {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void; unlink(path: string): void };
  readonly TessBaseAPI: new () => TesseractApi;
}

interface TesseractApi {
  Init(dataPath: string | null, language: string, engineMode: number): number;
  SetVariable(name: string, value: string): boolean;
  SetImageFile(exif: number, angle: number): number;
  Recognize(monitor: null): number;
  GetUTF8Text(): string;
  MeanTextConf(): number;
  Clear(): void;
}

type CoreFactory = (options: { print(text: string): void; printErr(text: string): void }) => Promise<TesseractModule>;

export interface EngineReading {
  readonly text: string;
  /** 0…1 */
  readonly confidence: number;
}

const LSTM_ONLY = 1;
const IMAGE_PATH = '/input';

/**
 * One WebAssembly tesseract for all languages of a worker: a language adds some 10 MB to its memory, where a module of
 * its own would take 30 to 60. Everything lies in that memory (in-memory files only): no network, no cache, no threads.
 */
export class TesseractCore {
  readonly #module: TesseractModule;

  private constructor(module: TesseractModule) {
    this.#module = module;
  }

  static async start(): Promise<TesseractCore> {
    const factory = createRequire(import.meta.url)('tesseract.js-core/tesseract-core-simd-lstm.js') as CoreFactory;
    return new TesseractCore(await factory({ print: () => undefined, printErr: () => undefined }));
  }

  /** @throws Error when the trained data does not load. */
  engineFor(language: string, trainedData: Uint8Array): TesseractEngine {
    const { FS, TessBaseAPI } = this.#module;
    FS.writeFile(`./${language}.traineddata`, trainedData);
    const api = new TessBaseAPI();
    const status = api.Init(null, language, LSTM_ONLY);
    FS.unlink(`./${language}.traineddata`);
    if (status !== 0) throw new Error(`tesseract cannot load its data for "${language}" (status ${status})`);
    api.SetVariable('debug_file', '/dev/null');
    return new TesseractEngine(this.#module, api);
  }
}

/** One language. Calls are synchronous and block the worker, as inference does. */
export class TesseractEngine {
  readonly #module: TesseractModule;
  readonly #api: TesseractApi;

  constructor(module: TesseractModule, api: TesseractApi) {
    this.#module = module;
    this.#api = api;
  }

  /** Reads one line: dark text on light ground, 8-bit grey, row by row. */
  readLine(grey: Uint8Array, width: number, height: number, pageSegmentation: 7 | 13 = 7): EngineReading {
    const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
    const file = new Uint8Array(header.length + grey.length);
    file.set(header);
    file.set(grey, header.length);
    this.#module.FS.writeFile(IMAGE_PATH, file);
    this.#api.SetVariable('tessedit_pageseg_mode', String(pageSegmentation));
    if (this.#api.SetImageFile(1, 0) !== 0) throw new Error(`tesseract cannot read a ${width} x ${height} picture`);
    this.#api.Recognize(null);
    const text = this.#api.GetUTF8Text().replace(/\s+/gu, ' ').trim();
    const confidence = text === '' ? 0 : this.#api.MeanTextConf() / 100;
    this.#api.Clear();
    return { text, confidence };
  }
}
