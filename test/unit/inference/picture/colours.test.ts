import { describe, expect, it } from '@jest/globals';
import { COLOUR_NAMES, colourNameIndex } from '../../../../src/inference/picture/colour-names.js';
import { coloursOf } from '../../../../src/inference/picture/colours.js';
import { drawn } from '../../../support/pictures.js';

const nameOf = (red: number, green: number, blue: number): string | undefined => COLOUR_NAMES[colourNameIndex(red, green, blue)];

describe('colour names', () => {
  it.each([
    [255, 0, 0, 'Red'], [150, 20, 30, 'Red'], [255, 140, 0, 'Orange'], [245, 120, 30, 'Orange'], [255, 230, 0, 'Yellow'], [240, 210, 60, 'Yellow'],
    [0, 140, 40, 'Green'], [120, 160, 50, 'Green'], [30, 90, 220, 'Blue'], [120, 180, 230, 'Blue'], [20, 25, 70, 'Navy'], [110, 40, 140, 'Purple'],
    [250, 150, 190, 'Pink'], [240, 40, 150, 'Pink'], [100, 60, 30, 'Brown'], [222, 202, 170, 'Beige'], [250, 250, 248, 'White'], [10, 10, 12, 'Black'],
    [128, 128, 128, 'Gray'], [60, 62, 64, 'Gray'],
  ])('%i %i %i is %s', (red, green, blue, wanted) => expect(nameOf(red, green, blue)).toBe(wanted));

  it('names every colour there is', () => {
    for (let red = 0; red < 256; red += 17) for (let green = 0; green < 256; green += 17) for (let blue = 0; blue < 256; blue += 17) expect(nameOf(red, green, blue)).toBeDefined();
  });
});

describe('coloursOf', () => {
  const side = 260;
  const disc = (x: number, y: number, radius: number): boolean => Math.hypot(x - side / 2, y - side / 2) < radius;

  it('tells a thing from the wall behind it', () => {
    const picture = drawn(side, side, (x, y) => (disc(x, y, 80) ? [200, 20, 30] : [235, 235, 235]));
    const [first] = coloursOf(picture.pixels, side);
    expect(first?.name).toBe('Red');
    expect(first?.share).toBeGreaterThan(0.9);
    expect(first?.hex).toMatch(/^#c[0-9a-f]1[0-9a-f]1[0-9a-f]$/);
  });

  it('keeps the colour of what fills the picture', () => {
    const picture = drawn(side, side, () => [30, 120, 40]);
    expect(coloursOf(picture.pixels, side)).toEqual([expect.objectContaining({ name: 'Green', share: expect.closeTo(1, 3) })]);
  });

  it('is not led astray by a caption at the edge', () => {
    const picture = drawn(side, side, (x, y) => (y > 225 && x > 40 && x < 220 ? [255, 228, 0] : disc(x, y, 70) ? [30, 60, 200] : [120, 120, 120]));
    expect(coloursOf(picture.pixels, side)[0]?.name).toBe('Blue');
  });

  it('reports shares that sum to at most one, largest first', () => {
    const picture = drawn(side, side, (x, y) => [x % 256, y % 256, (x * y) % 256]);
    const shares = coloursOf(picture.pixels, side).map((colour) => colour.share);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1.0001);
  });
});
