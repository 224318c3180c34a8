import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fillPlane } from '../../../../src/inference/text-watch/grey-plane.js';
import { strokeChange } from '../../../../src/inference/text-watch/stroke-change.js';
import { presenceOf, signatureOf } from '../../../../src/inference/text-watch/text-signature.js';
import type { GreyPlane, Quad } from '../../../../src/stages/read/text-reader.js';

const WIDTH = 240;
const HEIGHT = 120;
const BOX: Quad = [60, 40, 180, 40, 180, 70, 60, 70];

/** A soft moving ground with, where asked, bars like letters: white with a dark rim. */
function scene({ shift = 0, letters = null, seed = 1, opacity = 1, dx = 0, dy = 0 }: { shift?: number; letters?: number | null; seed?: number; opacity?: number; dx?: number; dy?: number }): GreyPlane {
  const luma = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) luma[y * WIDTH + x] = 128 + 60 * Math.sin((x + shift) / (9 + seed)) * Math.cos((y - shift) / 13);
  if (letters === null) return { luma, width: WIDTH, height: HEIGHT, scale: 1 };
  let state = letters * 7919 + 13;
  const paint = (x: number, y: number, value: number): void => {
    const at = (y + dy) * WIDTH + x + dx;
    luma[at] = luma[at]! + (value - luma[at]!) * opacity;
  };
  for (let letter = 0; letter < 8; letter++) {
    for (let stroke = 0; stroke < 3; stroke++) {
      state = (state * 1103515245 + 12345) % 2147483648;
      const upright = state % 2 === 0;
      const x0 = 62 + letter * 14 + (state % 7);
      const y0 = 44 + (Math.floor(state / 7) % 14);
      for (let i = -1; i < 11; i++) for (let j = -1; j < 4; j++) paint(upright ? x0 + j : Math.min(178, x0 + i), upright ? y0 + i : y0 + j, 10);
      for (let i = 0; i < 10; i++) for (let j = 0; j < 3; j++) paint(upright ? x0 + j : Math.min(178, x0 + i), upright ? y0 + i : y0 + j, 250);
    }
  }
  return { luma, width: WIDTH, height: HEIGHT, scale: 1 };
}

describe('following a text by its stroke edges', () => {
  const signature = signatureOf(scene({ letters: 1 }), BOX);

  it('has edges to follow', () => expect(signature.points.length).toBeGreaterThan(100));

  it('finds it again whatever the picture behind does', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 9 }), (shift, seed) => {
      const { score, dx, dy } = presenceOf(scene({ letters: 1, shift, seed }), signature);
      expect(score).toBeGreaterThan(0.7);
      expect([dx, dy]).toEqual([0, 0]);
    }));
  });

  it('does not find it where there is none, or another text', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.constantFrom(null, 2, 3, 4, 5), (shift, letters) => {
      expect(presenceOf(scene({ letters, shift }), signature).score).toBeLessThan(0.47);
    }));
  });

  it('finds it some pixels away', () => {
    const { score, dx, dy } = presenceOf(scene({ letters: 1, dx: 5, dy: -6 }), signature);
    expect({ dx, dy }).toEqual({ dx: 5, dy: -6 });
    expect(score).toBeGreaterThan(0.7);
  });

  it('scores a fading text by its opacity', () => {
    const half = presenceOf(scene({ letters: 1, opacity: 0.5 }), signature).score;
    expect(half).toBeGreaterThan(0.3);
    expect(half).toBeLessThan(0.75);
  });
});

describe('places where strokes appeared', () => {
  it('tells where a text has come up', () => {
    const { appeared } = strokeChange(scene({ letters: 1, shift: 3 }), scene({}));
    expect(appeared.some(({ x0, x1, y0, y1 }) => x0 < 120 && x1 > 120 && y0 < 55 && y1 > 55)).toBe(true);
  });

  it('is silent about a moving picture and about texts that stay', () => {
    expect(strokeChange(scene({ shift: 4 }), scene({})).appeared).toEqual([]);
    expect(strokeChange(scene({ letters: 1, shift: 4 }), scene({ letters: 1 })).appeared).toEqual([]);
  });
});

it('a plane is the mean brightness of each block', () => {
  const pixels = new Uint8Array(4 * 2 * 3).fill(0);
  pixels.set([200, 200, 200], 0);
  pixels.set([100, 100, 100], (4 + 1) * 3);
  const plane = { luma: new Uint8Array(2), width: 2, height: 1, scale: 2 };
  fillPlane({ pixels, width: 4, height: 2 }, plane);
  expect([...plane.luma]).toEqual([150, 0]);
});
