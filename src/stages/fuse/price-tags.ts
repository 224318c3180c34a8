import type { Conflict, Evidence, Tag, TagSource } from '../../domain/product-video-enriched.js';
import type { Listing } from '../../domain/product-video-uploaded.js';
import { sharedSigns } from './attributes/currency.js';
import { pricesIn, type Price } from './attributes/price.js';
import type { TextPiece } from './text-piece.js';

const SHOWN = 0.9;
const LISTED = 0.93;
const AGREED = 0.98;
const CONTRADICTED = 0.55;
/** Prices that differ by less are the same, rounded. */
const TOLERANCE = 0.01;

export interface PriceFinding {
  readonly tags: readonly Tag[];
  readonly conflicts: readonly Conflict[];
}

interface Shown {
  readonly price: Price;
  readonly source: TagSource;
  readonly evidence: Evidence;
}

/** Prices on the screen and in the listing; a conflict where both name one in the same currency and none agrees. */
export function findPrices(pieces: readonly TextPiece[], listing: Listing | null, market: string | null, hints: readonly string[]): PriceFinding {
  const kana = pieces.some((piece) => piece.source !== 'speech' && /[\u3041-\u30ff]/.test(piece.text));
  const shared = sharedSigns(listing?.currency ?? null, market, kana ? [...hints, 'ja'] : hints);
  const shown = pieces.filter((piece) => piece.source !== 'speech').flatMap((piece) => pricesIn(piece.text, shared).filter(({ own }) => own).map((price): Shown => ({ price, source: piece.source, evidence: piece.evidence })));
  const listed = listing?.price ?? null;
  const currency = listing?.currency?.toUpperCase() ?? null;
  const onScreen = shown.filter(({ source }) => source === 'screen-text');
  const comparable = onScreen.filter(({ price }) => price.perUnit === null && (currency === null || price.currency === currency));
  const agreeing = listed === null ? [] : comparable.filter(({ price }) => same(price.amount, listed));
  const conflict = listed !== null && comparable.length > 0 && agreeing.length === 0 ? priceConflict(listed, currency, comparable) : null;

  const tags = new Map<string, Tag>();
  const add = (value: string, confidence: number, source: TagSource, evidence: Evidence): void => {
    const known = tags.get(value);
    tags.set(value, {
      kind: 'attribute', id: 'price', value, path: null, taxonomy: null, taxonomyVersion: null,
      confidence: known === undefined ? confidence : known.sources.includes(source) ? known.confidence : AGREED,
      sources: known === undefined ? [source] : [...new Set([...known.sources, source])],
      evidence: known === undefined ? [evidence] : [...known.evidence, evidence].slice(0, 5),
    });
  };
  if (listed !== null) {
    const listedEvidence: Evidence = { modality: 'listing', startS: null, endS: null, text: `${listed} ${currency ?? ''}`.trim(), box: null };
    add(`${listed} ${currency ?? ''}`.trim(), conflict !== null ? CONTRADICTED : LISTED, 'listing', listedEvidence);
  }
  for (const { price, source, evidence } of shown) add(priceValue(price), conflict !== null ? CONTRADICTED : SHOWN, source, evidence);
  return { tags: [...tags.values()], conflicts: conflict === null ? [] : [conflict] };
}

export function priceValue(price: Price): string {
  return `${price.amount} ${price.currency}${price.perUnit === null ? '' : `/${price.perUnit}`}`;
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(a, b);
}

function priceConflict(listed: number, currency: string | null, shown: readonly Shown[]): Conflict {
  const prices = [...new Set(shown.map(({ price }) => priceValue(price)))].join(', ');
  const listedEvidence: Evidence = { modality: 'listing', startS: null, endS: null, text: `${listed} ${currency ?? ''}`.trim(), box: null };
  return {
    between: ['listing', 'screen-text'],
    detail: `price: the listing says ${`${listed} ${currency ?? ''}`.trim()}, the screen shows ${prices}`,
    evidence: [listedEvidence, ...shown.map(({ evidence }) => evidence)].slice(0, 5),
  };
}
