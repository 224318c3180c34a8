import type { Evidence } from '../../domain/product-video-enriched.js';

/** What the page highlights for an evidence: [modality, start, end, box], seconds and fractions; -1 where there is no time. */
export type EvidenceMark = readonly [modality: string, startS: number, endS: number, box: readonly number[] | null];

/** Evidence as an attribute value that the page's script reads. */
export function evidenceMarks(evidence: readonly Evidence[]): string {
  const marks = evidence.map((item): EvidenceMark => [item.modality, item.startS ?? -1, item.endS ?? item.startS ?? -1, item.box]);
  return JSON.stringify(marks);
}
