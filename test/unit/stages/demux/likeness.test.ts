import { describe, expect, it } from '@jest/globals';
import { ShotBoundaries, isRepeat, picturePrint, thumbnailLuma, type PicturePrint } from '../../../../src/stages/demux/frame-likeness.js';
import { hashDistance, perceptualHash } from '../../../../src/stages/demux/perceptual-hash.js';

const WIDTH = 360;
const HEIGHT = 640;
/** Always the same numbers in −1…1. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

type Draw = (x: number, y: number) => number;
/** Patches of 31 × 57 pixels, each of its own grey, as a picture with many things in it. */
const GREYS = Array.from({ length: 144 }, noise(7)).map((value) => 125 + 95 * value);
const SCENE: Draw = (x, y) => GREYS[(Math.floor(y / 57) % 12) * 12 + (Math.floor(x / 31) % 12)] ?? 0;

function picture(draw: Draw): Uint8Array {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y += 1) for (let x = 0; x < WIDTH; x += 1) pixels.fill(Math.max(0, Math.min(255, Math.round(draw(x, y)))), (y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3);
  return pixels;
}

function print(draw: Draw): PicturePrint {
  const pixels = picture(draw);
  return picturePrint(0, pixels, WIDTH, HEIGHT, thumbnailLuma(pixels, WIDTH, HEIGHT));
}

describe('a repeat', () => {
  it('is the same picture, also with grain, flicker or slightly brighter', () => {
    const before = print(SCENE);
    expect(isRepeat(before, print(SCENE))).toBe(true);
    const grain = noise(1);
    expect(isRepeat(before, print((x, y) => SCENE(x, y) + 6 * grain()))).toBe(true);
    expect(isRepeat(before, print((x, y) => SCENE(x, y) + 5))).toBe(true);
    expect(isRepeat(print(() => 16), print(() => 17))).toBe(true);
  });

  it('is none when a short word of small print has appeared anywhere', () => {
    const before = print(SCENE);
    for (const [left, top] of [[20, 30], [171, 333], [300, 610]] as const) {
      // Strokes two pixels wide, twelve high, as of a 14-pixel font.
      const stroke = (x: number, y: number): boolean => y >= top && y < top + 12 && x >= left && x < left + 36 && (x - left) % 5 < 2;
      expect(isRepeat(before, print((x, y) => (stroke(x, y) ? 235 : SCENE(x, y))))).toBe(false);
    }
  });

  it('is none when the picture has moved, faded or changed its size', () => {
    const before = print(SCENE);
    expect(isRepeat(before, print((x, y) => SCENE(x + 14, y)))).toBe(false);
    expect(isRepeat(before, print((x, y) => SCENE(x, y) * 0.6))).toBe(false);
    const small = new Uint8Array(90 * 160 * 3);
    expect(isRepeat(before, picturePrint(0, small, 90, 160, thumbnailLuma(small, 90, 160)))).toBe(false);
  });
});

describe('the perceptual hash', () => {
  const hash = (draw: Draw): ReturnType<typeof perceptualHash> => perceptualHash(thumbnailLuma(picture(draw), WIDTH, HEIGHT));

  it('stays under grain and other light, and differs between pictures', () => {
    const grain = noise(2);
    expect(hashDistance(hash(SCENE), hash((x, y) => SCENE(x, y) + 8 * grain()))).toBeLessThanOrEqual(6);
    expect(hashDistance(hash(SCENE), hash((x, y) => SCENE(x, y) * 0.8 + 10))).toBeLessThanOrEqual(6);
    expect(hashDistance(hash(SCENE), hash((x, y) => SCENE(y / 1.8, x * 1.8)))).toBeGreaterThan(16);
  });

  it('has half of its bits set', () => {
    expect(hashDistance(hash(SCENE), [0, 0])).toBe(32);
  });

  it.each([
    [[0, 0], [0, 0], 0],
    [[0xffffffff, 0], [0, 0], 32],
    [[0x80000001, 0x80000000], [0, 0], 3],
  ] as const)('counts the bits in which %j and %j differ: %d', (a, b, bits) => {
    expect(hashDistance(a, b)).toBe(bits);
  });
});

describe('shots among sampled frames', () => {
  const thumbnail = (draw: Draw): Uint8Array => thumbnailLuma(picture(draw), WIDTH, HEIGHT);

  it('begin with the first frame and with another picture, not with motion or a caption', () => {
    const shots = new ShotBoundaries();
    const frames: Draw[] = [SCENE, (x, y) => SCENE(x + 10, y), (x, y) => SCENE(x + 20, y), (x, y) => (y > 500 ? 235 : SCENE(x + 25, y)), () => 30, () => 31];
    expect(frames.map((draw) => shots.next(thumbnail(draw)))).toEqual([true, false, false, false, true, false]);
  });
});
