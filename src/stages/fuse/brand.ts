import type { Conflict, Evidence, Tag, TagSource } from '../../domain/product-video-enriched.js';
import type { Listing } from '../../domain/product-video-uploaded.js';
import { compact, isInCapitals } from './text/brand-word.js';
import type { CategoryLexicon } from './text/category-lexicon.js';
import { categoryMentions, namedCategories } from './text/category-mentions.js';
import { fold, wordsOf } from './text/fold.js';
import { SPACED_LANGUAGES, stem } from './text/stem.js';
import type { TextPiece } from './text-piece.js';

const LISTED = 0.9;
const LISTED_AND_SHOWN = 0.97;
/** On the screen by itself and at the front of the title. */
const SHOWN_AND_TITLED = 0.85;
const LONGEST_BRAND_WORDS = 3;

export interface BrandFinding {
  readonly tags: readonly Tag[];
  readonly conflicts: readonly Conflict[];
}

/** The brand from the listing, or a name that the screen shows alone and the title begins with. */
export function findBrand(lexicon: CategoryLexicon, pieces: readonly TextPiece[], listing: Listing | null, hints: readonly string[]): BrandFinding {
  const title = listing?.title ?? null;
  const shown = title === null ? null : brandOnScreen(lexicon, pieces, title, hints);
  const listed = listing?.brand?.trim() ?? '';
  if (listed === '') return { tags: shown === null ? [] : [brandTag(shown.name, SHOWN_AND_TITLED, ['screen-text', 'listing'], [shown.evidence, titleEvidence(title)])], conflicts: [] };

  const repeats = pieces.filter((piece) => piece.field !== 'brand' && contains(piece.text, listed));
  const elsewhere = repeats.filter((piece) => piece.source !== 'listing');
  const sources: TagSource[] = ['listing', ...new Set(elsewhere.map((piece) => piece.source))];
  const evidence = [listedEvidence(listed), ...elsewhere.slice(0, 3).map((piece) => piece.evidence)];
  const tag = brandTag(listed, elsewhere.length > 0 ? LISTED_AND_SHOWN : LISTED, sources, evidence);
  if (shown === null || contains(shown.name, listed) || contains(listed, shown.name) || repeats.length > 0) return { tags: [tag], conflicts: [] };
  const conflict: Conflict = { between: ['listing', 'screen-text'], detail: `brand: the listing says "${listed}", the screen shows "${shown.name}"`, evidence: [listedEvidence(listed), shown.evidence] };
  return { tags: [brandTag(listed, 0.5, ['listing'], [listedEvidence(listed)]), brandTag(shown.name, 0.45, ['screen-text'], [shown.evidence])], conflicts: [conflict] };
}

function brandOnScreen(lexicon: CategoryLexicon, pieces: readonly TextPiece[], title: string, hints: readonly string[]): { readonly name: string; readonly evidence: Evidence } | null {
  const start = compact(title);
  for (const piece of pieces) {
    if (piece.source !== 'screen-text') continue;
    const name = piece.text.trim();
    const letters = compact(name);
    if (letters.length < 2 || name.split(/\s+/).length > LONGEST_BRAND_WORDS || /\d/.test(name)) continue;
    if (!start.startsWith(letters) || start === letters) continue;
    if (!isProductWord(lexicon, name, title, hints)) return { name, evidence: piece.evidence };
  }
  return null;
}

/** Fruit are names (Apple, Mango, Orange, Blackberry); coffee and shoes are products. */
const PRODUCE = 'fb-2-10';

/** Whether the words name a product rather than its maker. A fruit in capitals before another kind of product is a maker. */
function isProductWord(lexicon: CategoryLexicon, name: string, title: string, hints: readonly string[]): boolean {
  const letters = compact(name);
  const known = wordsOf(fold(name)).every(({ text }) => SPACED_LANGUAGES.some((language) => lexicon.spaced[language].phrases.has(stem(language, text))));
  const mentions = categoryMentions(lexicon, name, hints).filter((mention) => mention.head);
  if (!known && !mentions.some((mention) => mention.weight > 0.3)) return false;
  const fruit = mentions.some(({ categories }) => categories.some(({ categoryId, share }) => categoryId.startsWith(PRODUCE) && share > 0.5));
  const [product] = namedCategories(categoryMentions(lexicon, title.trim().split(/\s+/).slice(1).join(' '), hints));
  return !(fruit && isInCapitals(title) && compact(title).startsWith(letters) && product !== undefined && product.strength >= 0.4 && !product.categoryId.startsWith('fb'));
}

function brandTag(value: string, confidence: number, sources: readonly TagSource[], evidence: readonly Evidence[]): Tag {
  return { kind: 'brand', id: 'brand', value, path: null, taxonomy: null, taxonomyVersion: null, confidence, sources, evidence };
}

function listedEvidence(brand: string): Evidence {
  return { modality: 'listing', startS: null, endS: null, text: brand, box: null };
}

function titleEvidence(title: string | null): Evidence {
  return { modality: 'listing', startS: null, endS: null, text: title, box: null };
}

function contains(text: string, name: string): boolean {
  const letters = compact(name);
  return letters !== '' && compact(text).includes(letters);
}
