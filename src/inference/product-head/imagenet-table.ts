import { CLASS_COUNT } from '../efficientnet-lite2/network.js';

/** One ImageNet class: its name, and the Shopify category that a picture of it belongs to, where a shop sells it. */
export interface ImagenetClass {
  readonly index: number;
  readonly name: string;
  readonly categoryId: string | null;
  /** Path of the category; without one, why the class is not mapped: `animal`, `person`, `place or building`, … */
  readonly note: string;
}

/**
 * Reads imagenet-categories.tsv: `class  name  category id or -  path or reason`, one line for each of the 1000 classes.
 * @throws Error naming the line that is not so.
 */
export function parseImagenetTable(text: string): readonly ImagenetClass[] {
  const classes = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line, index) => {
      const [number, name, categoryId, note] = line.split('\t');
      if (Number(number) !== index || name === undefined || categoryId === undefined || note === undefined) {
        throw new Error(`imagenet-categories.tsv: entry ${index} is "${line}"; wanted "${index}<tab>name<tab>category id or -<tab>path or reason"`);
      }
      return { index, name, categoryId: categoryId === '-' ? null : categoryId, note };
    });
  if (classes.length !== CLASS_COUNT) throw new Error(`imagenet-categories.tsv has ${classes.length} classes; wanted ${CLASS_COUNT}`);
  return classes;
}

/** True where one category is the other or lies above or below it. */
export function areRelated(one: string, other: string): boolean {
  return one.length >= other.length ? isAtOrBelow(one, other) : isAtOrBelow(other, one);
}

export function isRelatedToAny(one: string, others: readonly string[]): boolean {
  for (const other of others) if (areRelated(one, other)) return true;
  return false;
}

function isAtOrBelow(id: string, above: string): boolean {
  return id.startsWith(above) && (id.length === above.length || id[above.length] === '-');
}
