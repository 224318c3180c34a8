import type { Evidence } from '../../domain/product-video-enriched.js';
import type { Listing } from '../../domain/product-video-uploaded.js';
import type { Understanding } from '../../domain/understanding.js';
import { LINE_BREAK, type TextOrigin, type TextRule } from './finding.js';
import { neighbouringLines } from './neighbouring-lines.js';

/** A text of the video, as a rule reads it. */
export interface JudgedText {
  readonly evidence: Evidence;
  /** How far the text can be believed to be what is there: recognised text may be wrong. */
  readonly trust: number;
  /** The single lines of the screen that it is made of: a finding in one of these is that line's own. */
  readonly parts: readonly string[];
}

/** Lines that were written apart may not be meant together. */
const JOINED_TRUST = 0.95;
const SPEECH_TRUST = 0.85;

/** Every text of the video: listing, screen (each line, then neighbouring ones as one), speech, and what its codes lead to. */
export function judgedTexts(understanding: Understanding, listing: Listing | null): readonly JudgedText[] {
  const texts: JudgedText[] = [];
  for (const text of [listing?.title ?? '', listing?.description ?? '']) if (text !== '') texts.push({ evidence: { modality: 'listing', startS: null, endS: null, text, box: null }, trust: 1, parts: [] });
  for (const { startS, endS, text, box, confidence } of understanding.screenText) texts.push({ evidence: { modality: 'screen-text', startS, endS, text, box }, trust: recognised(confidence), parts: [] });
  for (const { startS, endS, text, confidence } of understanding.transcript) texts.push({ evidence: { modality: 'speech', startS, endS, text, box: null }, trust: SPEECH_TRUST * recognised(confidence), parts: [] });
  for (const tag of understanding.tags) {
    // What a QR code leads to is as much shown as what is written.
    if (tag.kind === 'code') texts.push(...tag.evidence.slice(0, 1).map((evidence) => ({ evidence: { ...evidence, text: tag.value }, trust: 1, parts: [] })));
  }
  for (const { lines, joined: { startS, endS, text, box, confidence } } of neighbouringLines(understanding.screenText)) {
    texts.push({ evidence: { modality: 'screen-text', startS, endS, text, box }, trust: JOINED_TRUST * recognised(confidence), parts: lines.map((line) => line.text) });
  }
  return texts;
}

function recognised(confidence: number): number {
  return confidence >= 0.6 ? 1 : 0.6 + 0.66 * Math.max(0, confidence);
}

export interface Hit {
  readonly evidence: Evidence;
  readonly confidence: number;
}

/** Where a rule objects, surest first. A run of lines counts only where none of its lines, and no shorter run of them, was objected to alone. */
export function objections(texts: readonly JudgedText[], find: TextRule, origin: TextOrigin, leastConfidence: number): readonly Hit[] {
  const hits: Hit[] = [];
  const told: string[] = [];
  for (const { evidence, trust, parts } of texts) {
    const text = evidence.text ?? '';
    if (parts.some((part) => told.includes(part))) continue;
    const confidence = trust * Math.max(0, ...find(text, origin).map((finding) => finding.confidence));
    if (confidence < leastConfidence) continue;
    told.push(...(parts.length === 0 ? [text] : parts));
    hits.push({ evidence: { ...evidence, text: evidence.text?.replaceAll(LINE_BREAK, ' ') ?? null }, confidence });
  }
  return hits.sort((a, b) => b.confidence - a.confidence);
}
