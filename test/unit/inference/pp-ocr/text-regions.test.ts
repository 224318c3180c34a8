import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cornersOf, minAreaRect } from '../../../../src/inference/pp-ocr/min-area-rect.js';
import { textRegions, type MapPlacement } from '../../../../src/inference/pp-ocr/text-regions.js';

const WIDTH = 160;
const HEIGHT = 96;
const HERE: MapPlacement = { offsetX: 0, offsetY: 0, scaleX: 1, scaleY: 1, pictureWidth: WIDTH, pictureHeight: HEIGHT };

/** A map with filled rectangles: centre, size, turn in radians, probability. */
function drawn(...rects: readonly { cx: number; cy: number; w: number; h: number; turn?: number; p?: number }[]): Float32Array {
  const map = new Float32Array(WIDTH * HEIGHT);
  for (const { cx, cy, w, h, turn = 0, p = 0.9 } of rects) {
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const u = (x - cx) * Math.cos(turn) + (y - cy) * Math.sin(turn);
        const v = (y - cy) * Math.cos(turn) - (x - cx) * Math.sin(turn);
        if (Math.abs(u) <= w / 2 && Math.abs(v) <= h / 2) map[y * WIDTH + x] = p;
      }
    }
  }
  return map;
}

describe('text regions of a probability map', () => {
  it('finds an upright line and grows it by area · 1.6 / perimeter', () => {
    const [text, ...more] = textRegions(drawn({ cx: 80, cy: 40, w: 60, h: 12 }), WIDTH, HEIGHT, HERE);
    expect(more).toEqual([]);
    // 61 × 13 after the dilation; grown by 61 · 13 · 1.6 / 148 ≈ 8.6 on each side.
    const [x0, y0, x1, , , y2] = text!.quad;
    expect(x0).toBeGreaterThanOrEqual(40);
    expect(x0).toBeLessThanOrEqual(43);
    expect(x1).toBeGreaterThanOrEqual(118);
    expect(x1).toBeLessThanOrEqual(121);
    expect(y2 - y0).toBeGreaterThanOrEqual(28);
    expect(y2 - y0).toBeLessThanOrEqual(32);
    expect(text!.score).toBeGreaterThan(0.8);
  });

  it('keeps the turn of a slanted line, top left first', () => {
    const turn = 0.26;
    const [text] = textRegions(drawn({ cx: 80, cy: 48, w: 70, h: 10, turn }), WIDTH, HEIGHT, HERE);
    const [x0, y0, x1, y1] = text!.quad;
    expect(Math.atan2(y1 - y0, x1 - x0)).toBeCloseTo(turn, 1);
    expect(x0).toBeLessThan(x1);
  });

  it('drops specks, faint blobs and nothing else', () => {
    const map = drawn({ cx: 20, cy: 20, w: 1, h: 1 }, { cx: 60, cy: 70, w: 40, h: 10, p: 0.4 }, { cx: 120, cy: 30, w: 30, h: 8 });
    expect(textRegions(map, WIDTH, HEIGHT, HERE)).toHaveLength(1);
  });

  it('sorts by line, then from the left', () => {
    const map = drawn({ cx: 120, cy: 22, w: 30, h: 8 }, { cx: 40, cy: 26, w: 30, h: 8 }, { cx: 40, cy: 70, w: 30, h: 8 });
    const lefts = textRegions(map, WIDTH, HEIGHT, HERE).map(({ quad }) => (quad[0] > 80 ? 'right' : quad[1] > 50 ? 'below' : 'left'));
    expect(lefts).toEqual(['left', 'right', 'below']);
  });

  it('places boxes of a region in the picture and clips them to it', () => {
    const placement: MapPlacement = { offsetX: 100, offsetY: 200, scaleX: 2, scaleY: 2, pictureWidth: 320, pictureHeight: 400 };
    const [text] = textRegions(drawn({ cx: 80, cy: 90, w: 130, h: 10 }), WIDTH, HEIGHT, placement);
    expect(Math.max(...text!.quad.filter((_, i) => i % 2 === 0))).toBeLessThanOrEqual(320);
    expect(Math.max(...text!.quad.filter((_, i) => i % 2 === 1))).toBe(400);
    expect(text!.quad[0]).toBeGreaterThan(100);
  });

  it('the rectangle of least area contains all points and is no larger than the upright one', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 200 }), y: fc.integer({ min: 0, max: 200 }) });
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 40 }), (points) => {
        const rect = minAreaRect(points);
        for (const { x, y } of points) {
          const u = (x - rect.cx) * rect.ux + (y - rect.cy) * rect.uy;
          const v = (y - rect.cy) * rect.ux - (x - rect.cx) * rect.uy;
          expect(Math.abs(u)).toBeLessThanOrEqual(rect.width / 2 + 1e-6);
          expect(Math.abs(v)).toBeLessThanOrEqual(rect.height / 2 + 1e-6);
        }
        const xs = points.map(({ x }) => x);
        const ys = points.map(({ y }) => y);
        expect(rect.width * rect.height).toBeLessThanOrEqual((Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys)) + 1e-6);
        const [a, b] = cornersOf(rect);
        expect(b.x - a.x).toBeGreaterThanOrEqual(Math.abs(b.y - a.y) - 1e-6);
      }),
    );
  });
});
