import { depthOf, type Taxonomy } from '../../domain/taxonomy.js';

export interface ComparedCategory {
  readonly categoryId: string;
  /** What the text model is asked about. */
  readonly prompt: string;
}

/** As deep as pictures are compared: a third-level name (Dresses, Tableware) is something that one sees. */
const DEPTH = 3;

/**
 * The categories that zero-shot chooses from, none above another, so that their probabilities exclude each other: those
 * of the third level and the leaves above it; where the head knows some of what is below one, those around what it knows.
 * Each with SigLIP 2's own prompt around its English name (the tokens are lower-cased later).
 */
export function comparedCategories(taxonomy: Taxonomy, visionKnows: readonly string[]): readonly ComparedCategory[] {
  const all = [...taxonomy.categories()];
  const parents = new Set(all.map(({ id }) => id.replace(/-?[^-]+$/, '')));
  const isOpened = (id: string): boolean => parents.has(id) && (depthOf(id) < DEPTH || visionKnows.some((known) => known.startsWith(`${id}-`)));
  return all
    .filter(({ id }) => !isOpened(id) && ancestorsOf(id).every(isOpened))
    .map(({ id, names }) => ({ categoryId: id, prompt: `This is a photo of ${names.en}.` }));
}

function ancestorsOf(id: string): readonly string[] {
  const steps = id.split('-');
  return steps.slice(1).map((_, i) => steps.slice(0, i + 1).join('-'));
}
