import type { Script } from '../../domain/perception.js';

/** What a reader is made for: a script, or Vietnamese, whose Latin letters the main recogniser has in part only. */
export type Alphabet = Script | 'Viet';

/** 8-bit RGB, row by row, over a SharedArrayBuffer when it comes from a frame. Only read, never kept after the call. */
export interface Picture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Whole pixels of a picture: left, top, right, bottom; right and bottom are exclusive. */
export interface Region {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Corners in picture pixels, clockwise from the reader's top left: x0 y0 x1 y1 x2 y2 x3 y3. */
export type Quad = readonly [number, number, number, number, number, number, number, number];

export interface DetectedText {
  readonly quad: Quad;
  /** Mean text probability inside the box, 0…1. */
  readonly score: number;
}

/** What the main recogniser sees in one crop. */
export interface Recognition {
  readonly text: string;
  /** Mean probability of the characters, 0…1. Meaningless where `foreignShare` is high. */
  readonly confidence: number;
  /** Lowest probability of a single character. */
  readonly weakest: number;
  /** Scripts that the recogniser cannot read, with the share of the line that looks like it, highest first. */
  readonly foreign: readonly ScriptShare[];
  /** Share of the line that looks like none of the scripts that there is a reader for, 0…1. */
  readonly unread: number;
  /** The line from left to right, cut where the script changes. */
  readonly runs: readonly ScriptRun[];
  /** The crop was upside down and has been read turned by 180 degrees. */
  readonly turned: boolean;
}

/** Columns [from, to) of a line, 0…1 of its width. */
export interface LineSpan {
  readonly from: number;
  readonly to: number;
}

/** A part of a line in one script: null is what the recogniser can read, and `text` is that part of its reading. */
export interface ScriptRun extends LineSpan {
  readonly script: Script | null;
  readonly text: string;
  readonly confidence: number;
}

export interface ScriptShare {
  readonly script: Script;
  /** 0…1 of the line's inked width. */
  readonly share: number;
}

/** What the reader for other scripts makes of one crop. */
export interface ForeignReading {
  readonly text: string;
  /** 0…1 */
  readonly confidence: number;
}

/** A small grey picture of one frame for following texts: 8-bit luma, `scale` picture pixels a plane pixel. */
export interface GreyPlane {
  readonly luma: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** The strongest stroke edges of a text on a plane: what is looked for in other frames. */
export interface TextSignature {
  /** x, y in plane pixels, two a point. */
  readonly points: Int16Array;
  /** Brightness gradient, gx, gy, two a point. */
  readonly gradients: Int16Array;
}

export interface Presence {
  /** 1: the same strokes at the same place; about 0: something else. */
  readonly score: number;
  /** Where it was found, against the signature, in plane pixels. */
  readonly dx: number;
  readonly dy: number;
}

export interface LookRequest {
  readonly picture: Picture;
  /** Filled by the call; its `luma` must lie over a SharedArrayBuffer. */
  readonly plane: GreyPlane;
  /** The plane of the frame before, or null. */
  readonly before: GreyPlane | null;
  readonly known: readonly TextSignature[];
}

export interface Look {
  readonly presences: readonly Presence[];
  /** Places where strokes have appeared since the frame before, in picture pixels. */
  readonly appeared: readonly Region[];
  /** Share of the picture with new strokes, 0…1. */
  readonly appearedShare: number;
}

export interface ReadOptions {
  readonly priority: number;
  readonly signal: AbortSignal;
}

/**
 * Port of the read stage: the pixel work and the models of reading. All calls work away from the main thread and are
 * called many times a video, several videos at once. A failed call fails the video (MODEL_FAILED, retryable).
 */
export interface TextReader {
  /** Scripts that `readForeign` has data for on this machine. */
  readonly foreignScripts: ReadonlySet<Alphabet>;
  /** Once a frame; cheap (no model). */
  look(request: LookRequest, options: ReadOptions): Promise<Look>;
  /** Text lines in a region of the picture, looked at with `scale` detector pixels a picture pixel. */
  detect(picture: Picture, region: Region, scale: number, options: ReadOptions): Promise<readonly DetectedText[]>;
  /** Reads one line: Latin, digits, Greek, Chinese, Japanese. The result depends on the crop alone. */
  recognise(picture: Picture, quad: Quad, options: ReadOptions): Promise<Recognition>;
  /** Reads a part of one line in one of `foreignScripts`. */
  readForeign(picture: Picture, quad: Quad, span: LineSpan, script: Alphabet, options: ReadOptions): Promise<ForeignReading>;
  /** Signatures of texts on a plane, one a quad. */
  sign(plane: GreyPlane, quads: readonly Quad[], options: ReadOptions): Promise<readonly TextSignature[]>;
  /** How present each signature is on each plane: result[plane][signature]. */
  trace(planes: readonly GreyPlane[], signatures: readonly TextSignature[], options: ReadOptions): Promise<readonly (readonly Presence[])[]>;
}
