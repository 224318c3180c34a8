/** 8-bit RGB, row by row, `width * height * 3` bytes: the pixels of a frame as they lie in its SharedArrayBuffer. */
export interface Picture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture in whole pixels. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function wholeOf(picture: Picture): Region {
  return { x: 0, y: 0, width: picture.width, height: picture.height };
}
