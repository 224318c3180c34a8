import type { Conflict, Evidence, Tag, TagSource } from '../../domain/product-video-enriched.js';
import type { Listing } from '../../domain/product-video-uploaded.js';
import type { CategoryLexicon } from './text/category-lexicon.js';
import { categoryMentions } from './text/category-mentions.js';
import { fold } from './text/fold.js';
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
    const names = categoryMentions(lexicon, name, hints).some((mention) => mention.head && mention.weight > 0.3);
    if (!names) return { name, evidence: piece.evidence };
  }
  return null;
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

function compact(text: string): string {
  return fold(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

function contains(text: string, name: string): boolean {
  const letters = compact(name);
  return letters !== '' && compact(text).includes(letters);
}
