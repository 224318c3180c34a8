import type { DetectedText, ForeignReading, GreyPlane, Look, LookRequest, Picture, Presence, Quad, Recognition, Region, TextReader, TextSignature } from '../../src/stages/read/text-reader.js';
import type { Script } from '../../src/domain/perception.js';

/** One text of a made-up video: what is on the screen from `fromS` until before `untilS`. */
export interface ScriptedText {
  readonly text: string;
  readonly fromS: number;
  readonly untilS: number;
  readonly quad: Quad;
  /** What the recogniser answers, one reading after the other (the last repeats); default: the text with 0.99. */
  readonly readings?: readonly { readonly text: string; readonly confidence: number; readonly unread?: number }[];
  readonly foreign?: Script;
  /** What the reader for that script tells of the text; default: 0.9. */
  readonly foreignConfidence?: number;
  /** Strokes do not show up as a change (the look misses its appearance). */
  readonly unnoticed?: boolean;
}

/**
 * A TextReader that knows the truth of a made-up video: what the stage asks for and makes of the answers is under test,
 * not the pixels. A frame's time is written into its first pixels as milliseconds.
 */
export class DrawnTextReader implements TextReader {
  readonly foreignScripts: ReadonlySet<Script>;
  readonly detectedRegions: { readonly timeS: number; readonly region: Region }[] = [];
  recognised = 0;
  readonly #texts: readonly ScriptedText[];
  readonly #readings = new Map<ScriptedText, number>();

  constructor(texts: readonly ScriptedText[], foreignScripts: readonly Script[] = []) {
    this.#texts = texts;
    this.foreignScripts = new Set(foreignScripts);
  }

  readonly #strokes = new Map<ScriptedText, number>();

  /** The strokes of a text stay on the screen until then, as part of another text. */
  keepsStrokes(text: ScriptedText, untilS: number): void {
    this.#strokes.set(text, untilS);
  }

  static pictureAt(timeS: number, width: number, height: number): Picture {
    const pixels = new Uint8Array(width * height * 3);
    new DataView(pixels.buffer).setUint32(0, Math.round(timeS * 1000));
    return { pixels, width, height };
  }

  async look({ picture, plane, before, known }: LookRequest): Promise<Look> {
    const timeS = timeOf(picture.pixels);
    new DataView(plane.luma.buffer).setUint32(0, Math.round(timeS * 1000));
    const beforeS = before === null ? null : timeOf(before.luma);
    const appeared = this.#texts.filter((text) => text.unnoticed !== true && beforeS !== null && shows(text, timeS) && !shows(text, beforeS));
    return { presences: known.map((signature) => this.#presence(signature, timeS)), appeared: appeared.map(({ quad }) => ({ x0: quad[0], y0: quad[1], x1: quad[4], y1: quad[5] })), appearedShare: 0 };
  }

  async detect(picture: Picture, region: Region): Promise<readonly DetectedText[]> {
    const timeS = timeOf(picture.pixels);
    this.detectedRegions.push({ timeS, region });
    return this.#texts.filter((text) => shows(text, timeS) && text.quad[0] >= region.x0 && text.quad[4] <= region.x1 && text.quad[1] >= region.y0 && text.quad[5] <= region.y1).map(({ quad }) => ({ quad, score: 0.9 }));
  }

  async recognise(picture: Picture, quad: Quad): Promise<Recognition> {
    this.recognised++;
    const text = this.#at(quad, timeOf(picture.pixels));
    const turn = this.#readings.get(text) ?? 0;
    this.#readings.set(text, turn + 1);
    const reading = text.readings?.[Math.min(turn, text.readings.length - 1)] ?? { text: text.text, confidence: 0.99 };
    const { text: words, confidence, unread = 0 } = reading;
    const foreign = text.foreign === undefined ? [] : [{ script: text.foreign, share: 0.9 }];
    return { text: words, confidence, weakest: confidence, foreign, unread, runs: [{ script: text.foreign ?? null, from: 0, to: 1, text: words, confidence }], turned: false };
  }

  async readForeign(picture: Picture, quad: Quad): Promise<ForeignReading> {
    const { text, foreignConfidence = 0.9 } = this.#at(quad, timeOf(picture.pixels));
    return { text, confidence: foreignConfidence };
  }

  async sign(plane: GreyPlane, quads: readonly Quad[]): Promise<readonly TextSignature[]> {
    return quads.map((quad) => ({ points: Int16Array.of(this.#texts.indexOf(this.#at(quad, timeOf(plane.luma))), 0), gradients: Int16Array.of(0, 0) }));
  }

  async trace(planes: readonly GreyPlane[], signatures: readonly TextSignature[]): Promise<readonly (readonly Presence[])[]> {
    return planes.map((plane) => signatures.map((signature) => this.#presence(signature, timeOf(plane.luma))));
  }

  #presence(signature: TextSignature, timeS: number): Presence {
    const text = this.#texts[signature.points[0] ?? -1];
    return { score: text !== undefined && (shows(text, timeS) || (timeS >= text.fromS && timeS < (this.#strokes.get(text) ?? 0))) ? 0.9 : 0.1, dx: 0, dy: 0 };
  }

  #at(quad: Quad, timeS: number): ScriptedText {
    const text = this.#texts.find((one) => shows(one, timeS) && one.quad[0] === quad[0] && one.quad[1] === quad[1]);
    if (text === undefined) throw new Error(`no text of the made-up video is at ${quad.join()} at ${timeS} s`);
    return text;
  }
}

function shows(text: ScriptedText, timeS: number): boolean {
  return timeS >= text.fromS && timeS < text.untilS;
}

function timeOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) / 1000;
}
