import { readFile } from 'node:fs/promises';
import type { Weighing } from '../../stages/see/vision-model.js';
import type { ModelDefinition } from '../model-definition.js';
import { likeness, type Likeness } from '../siglip/likeness.js';
import { readHead, type FittedHead } from './head-file.js';
import { isRelatedToAny, parseImagenetTable, type ImagenetClass } from './imagenet-table.js';
import { softmax, summarise, type Summary } from './summary.js';
import { weigh, type WeighedCategory } from './weigh.js';
import { WEIGH, type WeighInput } from './weigh-task.js';

/** Less probable categories and objects are not worth a line in a report. */
const LEAST_CATEGORY = 0.01;
const LEAST_OBJECT = 0.3;
/** A look shows a category when it gives it at least this much, or this share of what the best look gives. */
const SHOWN = 0.5;

export const weighModel: ModelDefinition<WeighInput, Weighing> = {
  name: WEIGH.name,
  needs: ['product-head'],
  load: async (host) => {
    const file = (name: string): string => host.file('product-head', name);
    const fitted = await readHead(file('head.json'), file('head.f32'));
    const table = parseImagenetTable(await readFile(file('imagenet-categories.tsv'), 'utf8'));
    return { run: (inputs) => Promise.resolve(inputs.map((input) => weighing(input, fitted, table))) };
  },
};

function weighing(input: WeighInput, { head, calibration }: FittedHead, table: readonly ImagenetClass[]): Weighing {
  const looks = input.looks.map((look) => ({ ...look.impression, shot: look.shot }));
  const summary = summarise(head, looks);
  const perLook = looks.map(({ logits }) => softmax(logits));
  const alike = input.zeroShot === undefined ? null : likeness(input.looks, input.zeroShot);
  const elsewhere = alike === null ? undefined : unrelatedTo(summary.categoryIds, alike.shares);
  const categories = weigh(summary, table, calibration, elsewhere).filter((category) => category.probability >= LEAST_CATEGORY);
  return {
    categories: categories.map((category) => ({
      categoryId: category.categoryId,
      probability: category.probability,
      looks: showing(alike !== null && !category.known ? alike.perLook(category.categoryId) : sharePerLook(category, summary, perLook, table)),
    })),
    objects: unsoldOf(table, summary.imagenet)
      .map((entry) => ({
        id: `imagenet:${entry.index}`,
        label: entry.name,
        probability: summary.imagenet[entry.index] ?? 0,
        looks: showing(perLook.map((shares) => shares[entry.index] ?? 0)),
      }))
      .sort((a, b) => b.probability - a.probability),
  };
}

/** Classes of things that no shop sells and that are seen. */
function unsoldOf(table: readonly ImagenetClass[], shares: Float32Array): readonly ImagenetClass[] {
  const seen: ImagenetClass[] = [];
  for (const entry of table) if (entry.categoryId === null && (shares[entry.index] ?? 0) >= LEAST_OBJECT) seen.push(entry);
  return seen;
}

/** What the head knows is its own to name, also where a likeness says otherwise. */
function unrelatedTo(categoryIds: readonly string[], shares: Likeness['shares']): Likeness['shares'] {
  return new Map([...shares].filter(([id]) => !isRelatedToAny(id, categoryIds)));
}

function sharePerLook(category: WeighedCategory, summary: Summary, perLook: readonly Float32Array[], table: readonly ImagenetClass[]): number[] {
  if (category.known) {
    const at = summary.categoryIds.indexOf(category.categoryId);
    return summary.perLook.map((shares) => shares[at] ?? 0);
  }
  const classes = indicesOf(category.categoryId, table);
  return perLook.map((shares) => classes.reduce((sum, index) => sum + (shares[index] ?? 0), 0));
}

function indicesOf(categoryId: string, table: readonly ImagenetClass[]): readonly number[] {
  const indices: number[] = [];
  for (const entry of table) if (entry.categoryId === categoryId) indices.push(entry.index);
  return indices;
}

/** Places of the looks that show a thing: never none. */
function showing(shares: readonly number[]): number[] {
  const best = Math.max(...shares);
  return shares.flatMap((share, look) => (share >= SHOWN || share >= SHOWN * best ? [look] : []));
}
