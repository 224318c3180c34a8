import type { SeenAttribute } from '../../domain/perception.js';
import type { Glimpse, Timeline } from './timeline.js';
import type { ColourShare } from './vision-model.js';

export interface ColouredGlimpse extends Glimpse {
  readonly colours: readonly ColourShare[];
}

/** Share of a video's product under which a colour is not worth a tag. */
const LEAST_SHARE = 0.3;
/** P(people call the product that) = 1 / (1 + e^−(bias + slope · share)), from produce of known colour (scripts/measure-colours.ts). */
const CALIBRATION = { bias: -2.1, slope: 6.5 };

/**
 * The colours of a product over all glimpses of it: shots count alike, so that several items of different colours make
 * each of them unsure. `color` carries the Shopify taxonomy's English value, `color-hex` the measured mean of it.
 */
export function colourAttributes(glimpses: readonly ColouredGlimpse[], timeline: Timeline): readonly SeenAttribute[] {
  const shots = [...new Set(glimpses.map((glimpse) => glimpse.shot))];
  const names = [...new Set(glimpses.flatMap((glimpse) => glimpse.colours.map((colour) => colour.name)))];
  return names
    .map((name) => ({ name, share: mean(shots.map((shot) => mean(glimpses.filter((g) => g.shot === shot).map((g) => shareOf(g, name))))) }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)
    .flatMap(({ name, share }) => {
      const showing = glimpses.filter((glimpse) => shareOf(glimpse, name) >= LEAST_SHARE);
      const strongest = [...glimpses].sort((a, b) => shareOf(b, name) - shareOf(a, name))[0];
      const hex = strongest?.colours.find((colour) => colour.name === name)?.hex;
      const probability = 1 / (1 + Math.exp(-(CALIBRATION.bias + CALIBRATION.slope * share)));
      const seen = timeline.sightings(showing.length > 0 ? showing : strongest === undefined ? [] : [strongest]);
      const attribute = { probability, seen };
      return [{ name: 'color', value: name, ...attribute }, ...(hex === undefined ? [] : [{ name: 'color-hex', value: hex, ...attribute }])];
    });
}

function shareOf(glimpse: ColouredGlimpse, name: string): number {
  return glimpse.colours.find((colour) => colour.name === name)?.share ?? 0;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
}
