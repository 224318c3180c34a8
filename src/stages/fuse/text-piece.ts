import type { Perception } from '../../domain/perception.js';
import type { Evidence, TagSource } from '../../domain/product-video-enriched.js';
import type { Listing } from '../../domain/product-video-uploaded.js';
import { fold } from './text/fold.js';

/** A text with its place, and how much it usually says about the product. */
export interface TextPiece {
  readonly source: Extract<TagSource, 'listing' | 'screen-text' | 'speech'>;
  readonly field: 'title' | 'description' | 'brand' | 'screen' | 'speech';
  readonly text: string;
  /** 0…1: how far this text can be trusted to be about the product shown. */
  readonly trust: number;
  readonly evidence: Evidence;
}

const TITLE_TRUST = 1;
const DESCRIPTION_TRUST = 0.5;
const SHORT_SCREEN_TRUST = 0.85;
const LONG_SCREEN_TRUST = 0.3;
/** Sellers talk about everything; a product word in speech says little by itself. */
const SPEECH_TRUST = 0.15;
const LONG_SCREEN_LETTERS = 40;
/** Only the start of a description is about the product itself. */
const DESCRIPTION_LETTERS = 600;

/** Every text of a video, listing first. Subtitles (screen text that repeats the speech) count as speech. */
export function textPiecesOf(perception: Perception, listing: Listing | null): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  const fromListing = (field: 'title' | 'description' | 'brand', text: string | null, trust: number): void => {
    if (text === null || text.trim() === '') return;
    pieces.push({ source: 'listing', field, text, trust, evidence: { modality: 'listing', startS: null, endS: null, text, box: null } });
  };
  fromListing('title', listing?.title ?? null, TITLE_TRUST);
  fromListing('description', listing?.description?.slice(0, DESCRIPTION_LETTERS) ?? null, DESCRIPTION_TRUST);
  fromListing('brand', listing?.brand ?? null, 0);

  const spoken = compact(perception.hearing.segments.map((segment) => segment.text).join(' '));
  for (const read of perception.reading.texts) {
    const { startS, endS, text, confidence, box } = read;
    const subtitle = isRepeated(text, spoken);
    const trust = subtitle ? SPEECH_TRUST : text.length > LONG_SCREEN_LETTERS ? LONG_SCREEN_TRUST : SHORT_SCREEN_TRUST;
    pieces.push({ source: 'screen-text', field: 'screen', text, trust: trust * Math.min(1, confidence + 0.1), evidence: { modality: 'screen-text', startS, endS, text, box } });
  }
  for (const { startS, endS, text, confidence } of perception.hearing.segments) {
    pieces.push({ source: 'speech', field: 'speech', text, trust: SPEECH_TRUST * confidence, evidence: { modality: 'speech', startS, endS, text, box: null } });
  }
  return pieces;
}

/** BCP-47 tags of the languages that the texts are likely in: the listing's, then what is spoken. */
export function languageHints(perception: Perception, listing: Listing | null): readonly string[] {
  return listing?.locale === null || listing?.locale === undefined ? perception.hearing.languages.slice(0, 1).map((share) => share.language) : [listing.locale];
}

function compact(text: string): string {
  return fold(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** Whether most of a text's letter triples are spoken in the video. */
function isRepeated(text: string, spoken: string): boolean {
  const letters = compact(text);
  if (letters.length < 6 || spoken === '') return false;
  let hits = 0;
  for (let i = 0; i + 3 <= letters.length; i += 1) if (spoken.includes(letters.slice(i, i + 3))) hits += 1;
  return hits / (letters.length - 2) > 0.75;
}
