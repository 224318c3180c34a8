import sharp from 'sharp';
import { viewPixels } from '../src/inference/efficientnet-lite2/views.js';
import { coloursOf } from '../src/inference/picture/colours.js';
import { readLabelledPhotos } from './product-head/labelled-photos.js';
import { fitLogistic } from './product-head/logistic.js';

/**
 * How often the colour of a photo is the one that the product has, on produce whose colour its class tells, and the
 * logistic curve from share to chance that colour-attributes.ts uses:
 *
 *   npx tsx scripts/measure-colours.ts ../shared/media/products/products.jsonl
 */
const COLOURS_OF: Readonly<Record<string, readonly string[]>> = {
  'Granny-Smith': ['Green'], 'Red-Delicious': ['Red'], Banana: ['Yellow'], Lemon: ['Yellow'], Lime: ['Green'], Orange: ['Orange'], Satsumas: ['Orange'],
  Pomegranate: ['Red', 'Pink'], Plum: ['Purple', 'Red', 'Black', 'Navy'], Avocado: ['Green', 'Black'], Watermelon: ['Green'], Asparagus: ['Green'],
  Aubergine: ['Purple', 'Black'], Cabbage: ['Green', 'White'], Carrots: ['Orange'], Cucumber: ['Green'], Garlic: ['White', 'Beige'], Ginger: ['Beige', 'Brown'],
  Leek: ['Green', 'White'], 'Brown-Cap-Mushroom': ['Brown', 'Beige'], 'Green-Bell-Pepper': ['Green'], 'Orange-Bell-Pepper': ['Orange'],
  'Red-Bell-Pepper': ['Red'], 'Yellow-Bell-Pepper': ['Yellow', 'Orange'], 'Red-Beet': ['Red', 'Purple', 'Brown'], 'Beef-Tomato': ['Red', 'Orange'],
  'Regular-Tomato': ['Red', 'Orange'], 'Vine-Tomato': ['Red', 'Orange'], Zucchini: ['Green'], Kiwi: ['Brown', 'Green'],
};

const { photos } = await readLabelledPhotos(process.argv.slice(2), null);
const cases: { label: string; name: string; share: number; right: boolean }[] = [];
for (const photo of photos) {
  const wanted = COLOURS_OF[photo.label];
  if (wanted === undefined) continue;
  const { data, info } = await sharp(photo.file).rotate().removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const [first] = coloursOf(viewPixels({ pixels: data, width: info.width, height: info.height }, 'square'), 260);
  if (first !== undefined) cases.push({ label: photo.label, name: first.name, share: first.share, right: wanted.includes(first.name) });
}
const rightOf = (some: readonly { readonly right: boolean }[]): string => (some.filter((one) => one.right).length / some.length).toFixed(3);
for (const label of Object.keys(COLOURS_OF)) {
  const own = cases.filter((one) => one.label === label);
  const named = [...new Set(own.map((one) => one.name))].map((name) => `${name} ${own.filter((one) => one.name === name).length}`);
  process.stdout.write(`${label.padEnd(20)} ${rightOf(own)}  ${named.join(', ')}\n`);
}
process.stdout.write(`${cases.length} photos, first colour right ${rightOf(cases)}\n`);
const curve = fitLogistic(cases.map(({ share, right }) => ({ signs: [1, share], outcome: right, weight: 1 })));
process.stdout.write(`log-odds of right = ${curve.map((value) => value.toFixed(2)).join(' + share × ')}\n`);
