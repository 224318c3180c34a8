import { bareCategoryId } from '../../domain/taxonomy.js';
import type { Evidence, TagSource } from '../../domain/product-video-enriched.js';
import type { Listing } from '../../domain/product-video-uploaded.js';
import { agree } from './kin.js';
import { compact, openingBrand, type OpenedByBrand } from './text/brand-word.js';
import type { CategoryLexicon } from './text/category-lexicon.js';
import { categoryMentions, namedCategories, type NamedCategory } from './text/category-mentions.js';
import type { Mention } from './text/mention.js';
import type { TextPiece } from './text-piece.js';

/** What the texts together say for one category. */
export interface TextVote {
  readonly categoryId: string;
  /** 0…1 over all texts: each independent text that says it adds to it. */
  readonly strength: number;
  /** As `strength`, by the listing alone. */
  readonly listed: number;
  /** How many different phrases on the screen name it or its kin. */
  readonly screenPhrases: number;
  readonly sources: readonly TagSource[];
  readonly evidence: readonly Evidence[];
}

const LISTED_CATEGORY_TRUST = 0.9;
/** Speech counts only where product words recur: a mention in passing is none. */
const SPEECH_LEAST_MENTIONS = 2;
/** Below this a screen text names nothing in particular. */
const SCREEN_PHRASE_LEAST = 0.5;
/** From here on the words beside a brand are a product. */
const PRODUCT_LEAST = 0.4;
const EVIDENCE_LEAST = 0.05;
const EVIDENCE_MOST = 4;

interface Tally {
  missing: number;
  unlisted: number;
  readonly bySource: Map<TagSource, number>;
  readonly evidence: { readonly evidence: Evidence; readonly source: TagSource; readonly weight: number }[];
}

/** Votes of title, description, listed category, screen text and speech, strongest first. */
export function textVotes(lexicon: CategoryLexicon, pieces: readonly TextPiece[], listing: Listing | null, hints: readonly string[]): readonly TextVote[] {
  const tallies = new Map<string, Tally>();
  const vote = (categoryId: string, weight: number, source: TagSource, evidence: Evidence): void => {
    const tally = tallies.get(categoryId) ?? { missing: 1, unlisted: 1, bySource: new Map<TagSource, number>(), evidence: [] };
    tally.missing *= 1 - Math.min(0.95, weight);
    if (source === 'listing') tally.unlisted *= 1 - Math.min(0.95, weight);
    tally.bySource.set(source, (tally.bySource.get(source) ?? 0) + weight);
    tally.evidence.push({ evidence, source, weight });
    tallies.set(categoryId, tally);
  };
  const listed = listing?.categoryId ?? null;
  if (listed !== null) {
    const id = lexicon.taxonomy.nearest(bareCategoryId(listed));
    if (id !== null) vote(id, LISTED_CATEGORY_TRUST, 'listing', { modality: 'listing', startS: null, endS: null, text: listed, box: null });
  }
  const all = distinctPieces(lexicon, pieces, listing, hints);
  const onScreen = all.flatMap(({ piece, named }) => (piece.source === 'screen-text' && (named[0]?.strength ?? 0) >= SCREEN_PHRASE_LEAST ? named.slice(0, 1) : []));
  for (const { piece, named } of all) {
    for (const { categoryId, strength } of named) vote(categoryId, strength * piece.trust, piece.source, piece.evidence);
  }
  return [...tallies].map(([categoryId, { missing, unlisted, bySource, evidence }]) => {
    const sources = telling([...bySource], ([, weight]) => weight).map(([source]) => source);
    const ofThem = evidence.filter(({ source }) => sources.includes(source));
    return {
      categoryId,
      strength: 1 - missing,
      listed: 1 - unlisted,
      screenPhrases: new Set(onScreen.filter((named) => agree(named.categoryId, categoryId)).map((named) => named.words)).size,
      sources,
      evidence: telling(ofThem, ({ weight }) => weight).sort((a, b) => b.weight - a.weight).slice(0, EVIDENCE_MOST).map((one) => one.evidence),
    };
  }).filter((vote) => vote.strength >= EVIDENCE_LEAST).sort((a, b) => b.strength - a.strength);
}

/** Those that say something by themselves; all where they do so only together. */
function telling<T>(parts: readonly T[], weightOf: (part: T) => number): T[] {
  const alone = parts.filter((part) => weightOf(part) >= EVIDENCE_LEAST);
  return alone.length > 0 ? alone : [...parts];
}

interface Named {
  readonly piece: TextPiece;
  readonly named: readonly NamedCategory[];
}

/** Each piece with what it names. A text shown twice counts once; speech counts where what it names recurs. */
function distinctPieces(lexicon: CategoryLexicon, pieces: readonly TextPiece[], listing: Listing | null, hints: readonly string[]): readonly Named[] {
  const seen = new Set<string>();
  const opening = openingBrand(listing?.title ?? '', listing?.brand ?? null, pieces.filter((piece) => piece.source === 'screen-text').map((piece) => piece.text));
  const product = opening === null ? null : productBesideBrand(lexicon, listing?.title ?? '', opening, hints);
  const all = pieces.filter((piece) => {
    const key = `${piece.source} ${piece.text}`;
    if (piece.trust === 0 || (piece.source !== 'speech' && seen.has(key))) return false;
    seen.add(key);
    return product === null || opening === null || piece.source !== 'screen-text' || compact(piece.text) !== compact(opening.brand);
  }).map((piece) => {
    const mentions = piece.field === 'title' && product !== null ? product : categoryMentions(lexicon, piece.text, hints);
    return { piece, named: namedCategories(mentions).slice(0, 8) };
  });
  const spokenOf = new Map<string, number>();
  for (const { piece, named } of all) if (piece.source === 'speech') for (const { categoryId } of named) spokenOf.set(categoryId, (spokenOf.get(categoryId) ?? 0) + 1);
  return all.map(({ piece, named }) => ({
    piece,
    named: piece.source === 'speech' ? named.filter(({ categoryId }) => (spokenOf.get(categoryId) ?? 0) >= SPEECH_LEAST_MENTIONS) : named,
  }));
}

/** What the title names without the name that opens it, where only that name made it a product of its own: `MANGO Vestido midi` is a dress. */
function productBesideBrand(lexicon: CategoryLexicon, title: string, { brand, rest }: OpenedByBrand, hints: readonly string[]): readonly Mention[] | null {
  const name = compact(brand);
  const [first] = categoryMentions(lexicon, title, hints);
  if (first === undefined || !name.includes(compact(first.text))) return null;
  const without = categoryMentions(lexicon, rest, hints);
  return without.some((mention) => mention.head && mention.weight >= PRODUCT_LEAST) ? without : null;
}
