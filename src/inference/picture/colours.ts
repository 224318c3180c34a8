import type { ColourShare } from '../../stages/see/vision-model.js';
import { COLOUR_NAMES, colourNameIndex } from './colour-names.js';

/** Colours of 5 bits a channel: fine enough to name, coarse enough to count. */
const BITS = 5;
const CELLS = 1 << (3 * BITS);
/** Every second pixel of every second row is plenty. */
const STEP = 2;
/** Width of the ring that is taken for background, as a share of the side. */
const RING = 0.1;
const LEAST_SHARE = 0.05;

const cellOf = (pixels: Uint8Array, at: number): number =>
  (((pixels[at] as number) >> 3) << (2 * BITS)) | (((pixels[at + 1] as number) >> 3) << BITS) | ((pixels[at + 2] as number) >> 3);

/** Of each cell, for the call that runs. */
const weights = new Float64Array(CELLS);

/**
 * The colours of what a square picture shows. Pixels count by how near the middle they are and by how much more often
 * colours like theirs (counted by name) occur in the middle than in the border ring: on a plain wall the wall drops
 * out, and what fills the picture up to its border keeps its colours.
 *
 * @param pixels side × side RGB.
 */
export function coloursOf(pixels: Uint8Array, side: number): readonly ColourShare[] {
  const centre = weights.fill(0);
  const ringByName = new Float64Array(COLOUR_NAMES.length);
  const centreByName = new Float64Array(COLOUR_NAMES.length);
  const ring = Math.round(side * RING);
  for (let y = 0; y < side; y += STEP) {
    for (let x = 0; x < side; x += STEP) {
      const cell = cellOf(pixels, (y * side + x) * 3);
      if (x < ring || y < ring || x >= side - ring || y >= side - ring) {
        const name = nameOfCell(cell);
        ringByName[name] = (ringByName[name] as number) + 1;
        continue;
      }
      const dx = (x / side - 0.5) / 0.25;
      const dy = (y / side - 0.5) / 0.25;
      centre[cell] = (centre[cell] as number) + Math.exp(-0.5 * (dx * dx + dy * dy));
    }
  }
  const ringTotal = ringByName.reduce((a, b) => a + b, 0);
  const used: number[] = [];
  let centreTotal = 0;
  for (let cell = 0; cell < CELLS; cell++) {
    const weight = centre[cell] as number;
    if (weight === 0) continue;
    used.push(cell);
    centreTotal += weight;
  }
  for (const cell of used) centreByName[nameOfCell(cell)] = (centreByName[nameOfCell(cell)] as number) + (centre[cell] as number);

  const tally = COLOUR_NAMES.map(() => ({ weight: 0, red: 0, green: 0, blue: 0 }));
  for (const cell of used) {
    const name = nameOfCell(cell);
    const inside = (centreByName[name] as number) / centreTotal;
    const outside = (ringByName[name] as number) / ringTotal;
    const weight = (centre[cell] as number) * (inside / (inside + outside)) ** 2;
    const entry = tally[name];
    if (entry === undefined) continue;
    entry.weight += weight;
    entry.red += weight * channel(cell, 2);
    entry.green += weight * channel(cell, 1);
    entry.blue += weight * channel(cell, 0);
  }
  const total = tally.reduce((sum, entry) => sum + entry.weight, 0);
  return tally
    .flatMap((entry, index) => {
      const share = total === 0 ? 0 : entry.weight / total;
      if (share < LEAST_SHARE) return [];
      return [{ name: COLOUR_NAMES[index] ?? '', share, hex: hexOf(entry.red / entry.weight, entry.green / entry.weight, entry.blue / entry.weight) }];
    })
    .sort((a, b) => b.share - a.share);
}

/** Middle of the cell's range in one channel, 0…255. */
function channel(cell: number, place: 0 | 1 | 2): number {
  return ((cell >> (place * BITS)) & 31) * 8 + 4;
}

const nameCache = new Int8Array(CELLS).fill(-1);

function nameOfCell(cell: number): number {
  const known = nameCache[cell] as number;
  if (known >= 0) return known;
  const name = colourNameIndex(channel(cell, 2), channel(cell, 1), channel(cell, 0));
  nameCache[cell] = name;
  return name;
}

function hexOf(red: number, green: number, blue: number): string {
  return `#${[red, green, blue].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
