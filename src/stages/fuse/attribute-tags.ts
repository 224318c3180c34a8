import type { SeenAttribute } from '../../domain/perception.js';
import type { Evidence, Tag, TagSource } from '../../domain/product-video-enriched.js';
import type { Listing } from '../../domain/product-video-uploaded.js';
import { quantitiesIn } from './attributes/quantity.js';
import { sizesIn, wordedValuesIn } from './attributes/worded.js';
import { visionEvidence } from './evidence.js';
import { fold } from './text/fold.js';
import type { TextPiece } from './text-piece.js';

/** P(right) of an attribute that a text of this kind states about the product; speech is often about something else. */
const TRUST: Readonly<Record<TextPiece['field'], number>> = { title: 0.92, description: 0.8, brand: 0, screen: 0.85, speech: 0.4 };
const LISTED_TRUST = 0.93;

interface Found {
  missing: number;
  readonly sources: Set<TagSource>;
  readonly evidence: Evidence[];
}

/** Collects values stated by several sources; each that agrees lowers what is missing to certainty. */
class Tagger {
  readonly #found = new Map<string, Found>();

  add(name: string, value: string, confidence: number, source: TagSource, evidence: readonly Evidence[]): void {
    const key = `${name}\u0000${value}`;
    const found = this.#found.get(key) ?? { missing: 1, sources: new Set<TagSource>(), evidence: [] };
    // The same source saying it again proves little.
    found.missing *= found.sources.has(source) ? 1 - 0.2 * confidence : 1 - confidence;
    found.sources.add(source);
    if (found.evidence.length < 5) found.evidence.push(...evidence.slice(0, 5 - found.evidence.length));
    this.#found.set(key, found);
  }

  tags(): readonly Tag[] {
    return [...this.#found].map(([key, { missing, sources, evidence }]) => {
      const [id = '', value = ''] = key.split('\u0000');
      return { kind: 'attribute', id, value, path: null, taxonomy: null, taxonomyVersion: null, confidence: Math.min(0.98, 1 - missing), sources: [...sources], evidence };
    });
  }
}

/** Colour, material, size, weight, volume, count, audience from all texts, the listing's own attributes and the picture. */
export function attributeTags(pieces: readonly TextPiece[], seen: readonly SeenAttribute[], listing: Listing | null): readonly Tag[] {
  const tagger = new Tagger();
  for (const { name, value, probability, seen: sightings } of seen) tagger.add(name, value, probability, 'vision', visionEvidence(sightings));
  for (const [name, value] of Object.entries(listing?.attributes ?? {})) {
    if (value.trim() !== '') tagger.add(fold(name), value.trim(), LISTED_TRUST, 'listing', [{ modality: 'listing', startS: null, endS: null, text: `${name}: ${value}`, box: null }]);
  }
  for (const piece of pieces) {
    const trust = TRUST[piece.field];
    // Speech speaks of quantities and colours of anything; only what the listing or the screen says counts as an attribute.
    if (trust === 0 || piece.source === 'speech') continue;
    const own = trust * (piece.trust < 0.2 ? 0.5 : 1);
    for (const { name, value } of quantitiesIn(piece.text)) tagger.add(name, value, own * 0.95, piece.source, [piece.evidence]);
    for (const size of sizesIn(piece.text)) tagger.add('size', size, own, piece.source, [piece.evidence]);
    for (const { name, value } of wordedValuesIn(piece.text)) tagger.add(name, value, own * (name === 'color' ? 0.8 : 0.95), piece.source, [piece.evidence]);
  }
  return tagger.tags();
}
