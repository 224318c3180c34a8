import type { Sighting } from '../../domain/perception.js';
import type { Evidence } from '../../domain/product-video-enriched.js';

const MOST = 5;

/** The longest sightings first, at most a handful: evidence is for eyes, not for counting. */
export function visionEvidence(seen: readonly Sighting[], text: string | null = null): readonly Evidence[] {
  return [...seen].sort((a, b) => b.endS - b.startS - (a.endS - a.startS) || a.startS - b.startS).slice(0, MOST)
    .map(({ startS, endS, box }) => ({ modality: 'vision', startS, endS, text, box }));
}
