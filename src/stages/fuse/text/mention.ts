import type { TaxonomyLanguage } from '../../../domain/taxonomy.js';
import type { LexiconEntry } from './category-lexicon.js';

/** A place in a text that names a category (or one of several). */
export interface Mention {
  readonly categories: readonly { readonly categoryId: string; readonly share: number }[];
  /** The words that name it, as matched (folded). */
  readonly text: string;
  readonly language: TaxonomyLanguage;
  /** 0…1: how much this mention says about what the text is about; heads of early phrases weigh most. */
  readonly weight: number;
  readonly head: boolean;
}

/** How strongly a phrase names anything at all, and how its candidates share it: squares favour the surest. */
export function shareOut(entries: readonly LexiconEntry[]): { readonly strength: number; readonly categories: Mention['categories'] } {
  const total = entries.reduce((sum, entry) => sum + entry.strength ** 2, 0);
  const strength = entries.reduce((most, entry) => Math.max(most, entry.strength), 0);
  return { strength, categories: total === 0 ? [] : entries.map(({ categoryId, strength: own }) => ({ categoryId, share: own ** 2 / total })).filter(({ share }) => share > 0.02) };
}

/** A mention that is no head tells of an ingredient, a use or a colour. */
export const MODIFIER_WEIGHT = 0.12;
/** Later phrases of a title tell more of the offer and less of the product. */
export const PHRASE_WEIGHTS: readonly number[] = [1, 0.45, 0.3];
