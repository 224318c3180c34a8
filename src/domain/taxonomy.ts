/** Languages whose category names the project carries. `zh` covers both scripts. */
export const TAXONOMY_LANGUAGES = ['en', 'zh', 'ja', 'ko', 'de', 'es', 'fr', 'pt', 'it', 'ru', 'nl', 'th', 'pl', 'tr', 'vi', 'id'] as const;
export type TaxonomyLanguage = (typeof TAXONOMY_LANGUAGES)[number];

export const GID_PREFIX = 'gid://shopify/TaxonomyCategory/';

export interface TaxonomyCategory {
  /** Bare Shopify id: `aa-1-4`. The parent of `a-b-c` is `a-b`. */
  readonly id: string;
  /** One name a language, at least English; `zhTraditional` beside the simplified `zh`. */
  readonly names: Readonly<Partial<Record<TaxonomyLanguage | 'zhTraditional', string>> & { en: string }>;
}

/** How two categories stand to each other in the tree. */
export type Kinship = 'same' | 'ancestor' | 'descendant' | 'sibling' | 'cousin' | 'apart';

/** Shopify's product taxonomy (or the part of it that the project carries): pure lookup. */
export class Taxonomy {
  readonly #byId: ReadonlyMap<string, TaxonomyCategory>;

  constructor(
    /** As published, e.g. `2025-08-unstable`. */
    readonly version: string,
    categories: Iterable<TaxonomyCategory>,
  ) {
    this.#byId = new Map([...categories].map((category) => [category.id, category]));
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): TaxonomyCategory | undefined {
    return this.#byId.get(bareCategoryId(id));
  }

  categories(): Iterable<TaxonomyCategory> {
    return this.#byId.values();
  }

  /** In `language`, else in English; the id itself where the category is not carried. */
  name(id: string, language: TaxonomyLanguage = 'en'): string {
    const category = this.get(id);
    return category?.names[language] ?? category?.names.en ?? bareCategoryId(id);
  }

  /** Names from the root down, joined with ` > `. */
  path(id: string, language: TaxonomyLanguage = 'en'): string {
    return lineage(bareCategoryId(id)).map((step) => this.name(step, language)).join(' > ');
  }

  /** The category itself where it is carried, else its nearest ancestor that is, else null. */
  nearest(id: string): string | null {
    const steps = lineage(bareCategoryId(id));
    for (let i = steps.length - 1; i >= 0; i -= 1) {
      const step = steps[i];
      if (step !== undefined && this.#byId.has(step)) return step;
    }
    return null;
  }
}

/** `gid://shopify/TaxonomyCategory/aa-1-4` and `aa-1-4` → `aa-1-4`. */
export function bareCategoryId(id: string): string {
  return id.startsWith(GID_PREFIX) ? id.slice(GID_PREFIX.length) : id;
}

export function categoryGid(id: string): string {
  return GID_PREFIX + bareCategoryId(id);
}

/** `a-1-2` → [`a`, `a-1`, `a-1-2`]. */
export function lineage(id: string): readonly string[] {
  const parts = id.split('-');
  return parts.map((_, i) => parts.slice(0, i + 1).join('-'));
}

export function depthOf(id: string): number {
  return id.split('-').length;
}

/** What `a` is to `b`: `ancestor` when `b` lies below `a`. Siblings share a parent that is no vertical; cousins share at least a second level. */
export function kinship(a: string, b: string): Kinship {
  if (a === b) return 'same';
  if (b.startsWith(`${a}-`)) return 'ancestor';
  if (a.startsWith(`${b}-`)) return 'descendant';
  const shared = sharedDepth(a, b);
  if (shared >= 2 && shared === depthOf(a) - 1 && shared === depthOf(b) - 1) return 'sibling';
  return shared >= 2 ? 'cousin' : 'apart';
}

/** Levels that two ids have in common from the root: `fb-2-10-7-1` and `fb-2-10-8` share 3. */
export function sharedDepth(a: string, b: string): number {
  const left = a.split('-');
  const right = b.split('-');
  let depth = 0;
  while (depth < left.length && depth < right.length && left[depth] === right[depth]) depth += 1;
  return depth;
}

/** Everyday words for a category that its names lack. `weak` words are more often an attribute than a product. */
export interface CategoryAlias {
  readonly categoryId: string;
  readonly language: TaxonomyLanguage;
  readonly words: string;
  readonly weak: boolean;
}
