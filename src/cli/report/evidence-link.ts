import type { Evidence, ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import type { Span } from './kept-pictures.js';

/** What the page highlights for an evidence: [modality, start, end, box], seconds and fractions; -1 where there is no time. */
export type EvidenceMark = readonly [modality: string, startS: number, endS: number, box: readonly number[] | null];

/** Evidence as an attribute value that the page's script reads. */
export function evidenceMarks(evidence: readonly Evidence[]): string {
  const marks = evidence.map((item): EvidenceMark => [item.modality, item.startS ?? -1, item.endS ?? item.startS ?? -1, item.box]);
  return JSON.stringify(marks);
}

/** The times that the page wants a picture of: all that was seen or read. */
export function picturedSpans({ tags, flags, consistency, screenText }: ProductVideoEnriched): readonly Span[] {
  const evidence = [...tags, ...flags, ...consistency.conflicts].flatMap((fact) => fact.evidence);
  const looked = evidence.filter(({ modality }) => modality === 'vision' || modality === 'screen-text');
  return [...looked.flatMap(({ startS, endS }) => (startS === null ? [] : [{ startS, endS: endS ?? startS }])), ...screenText];
}
