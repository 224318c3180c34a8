import type { LanguageShare, TranscriptSegment } from '../../src/domain/product-video-enriched.js';

/** What a truth row of videos.jsonl says of the sound. */
export interface SpeechTruth {
  readonly file: string;
  /** One entry a spoken stretch; empty: nobody speaks. */
  readonly speech: readonly { readonly language: string; readonly transcript: string }[];
  readonly traits?: readonly string[];
}

/** What was heard: the fields of a `ProductVideoEnriched` that speech is measured by. */
export interface HeardSpeech {
  readonly transcript: readonly Pick<TranscriptSegment, 'startS' | 'endS' | 'language' | 'text'>[];
  readonly languages: readonly Pick<LanguageShare, 'language' | 'seconds'>[];
}

export interface ErrorCount {
  /** Edits: words that are wrong, missing or too many; characters in zh, ja, ko and th. */
  readonly errors: number;
  /** Words or characters of the reference. */
  readonly units: number;
  readonly videos: number;
}

export interface SpeechMiss {
  readonly file: string;
  readonly kind: 'errors' | 'language' | 'invented';
  readonly wanted: string;
  readonly found: string;
  /** Error rate; null for languages. */
  readonly errorRate: number | null;
}

export interface SpeechReport {
  /** Videos in one language, by its primary subtag. */
  readonly byLanguage: ReadonlyMap<string, ErrorCount>;
  /** Over all videos in one language. */
  readonly overall: ErrorCount;
  readonly singleLanguage: { readonly right: number; readonly videos: number };
  /** Videos whose languages were all found, among those with several. */
  readonly severalLanguages: { readonly right: number; readonly videos: number };
  /** Errors in videos of several languages: each language's segments against its own transcript. */
  readonly severalLanguagesErrors: ErrorCount;
  /** Segments where nobody speaks. */
  readonly invented: { readonly segments: number; readonly videos: number };
  readonly misses: readonly SpeechMiss[];
}

/** Languages whose words are not set apart by spaces (Korean's are, but not reliably): counted by characters. */
const COUNTED_BY_CHARACTER: ReadonlySet<string> = new Set(['zh', 'yue', 'ja', 'ko', 'th']);

/** Languages are compared by their primary subtag: `zh-TW` and `zh` are the same speech. */
export function primarySubtag(language: string): string {
  return (language.split(/[-_]/)[0] ?? '').toLowerCase();
}

/** Words, or characters, of a text after NFKC, lower case, without punctuation and symbols. */
export function unitsOf(text: string, language: string): readonly string[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[\p{P}\p{S}]/gu, ' ').replace(/\s+/gu, ' ').trim();
  if (plain === '') return [];
  return COUNTED_BY_CHARACTER.has(primarySubtag(language)) ? Array.from(plain.replaceAll(' ', '')) : plain.split(' ');
}

/** Insertions, deletions and substitutions that turn one sequence into the other (Levenshtein 1966). */
export function editDistance(from: readonly string[], to: readonly string[]): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  from.forEach((unit, index) => {
    const next = [index + 1];
    to.forEach((other, column) => {
      next.push(Math.min((next[column] ?? 0) + 1, (row[column + 1] ?? 0) + 1, (row[column] ?? 0) + (unit === other ? 0 : 1)));
    });
    row = next;
  });
  return row[to.length] ?? 0;
}

/**
 * `heard` by the truth row's file; a video that was not heard counts as heard with no words.
 * `fold` brings spellings together that mean the same, e.g. traditional and simplified characters; default: none.
 */
export function evaluateSpeech(truth: readonly SpeechTruth[], heard: ReadonlyMap<string, HeardSpeech>, fold: (text: string) => string = (text) => text): SpeechReport {
  const byLanguage = new Map<string, ErrorCount>();
  const misses: SpeechMiss[] = [];
  let overall = NOTHING;
  let severalLanguagesErrors = NOTHING;
  const singleLanguage = { right: 0, videos: 0 };
  const severalLanguages = { right: 0, videos: 0 };
  const invented = { segments: 0, videos: 0 };
  for (const row of truth) {
    const { transcript, languages } = heard.get(row.file) ?? { transcript: [], languages: [] };
    const spoken = Array.from(new Set(row.speech.map(({ language }) => primarySubtag(language))));
    const found = Array.from(new Set(languages.filter(({ seconds }) => seconds > 0).map(({ language }) => primarySubtag(language))));
    const [language] = spoken;
    if (language === undefined) {
      invented.videos += 1;
      invented.segments += transcript.length;
      if (transcript.length > 0) misses.push({ file: row.file, kind: 'invented', wanted: '', found: textOf(transcript), errorRate: null });
      continue;
    }
    const count = (segments: HeardSpeech['transcript'], of: string): ErrorCount => {
      const wanted = textOf(row.speech.filter((stretch) => primarySubtag(stretch.language) === of).map(({ transcript: text }) => ({ text })));
      const reference = unitsOf(fold(wanted), of);
      const errors = editDistance(reference, unitsOf(fold(textOf(segments)), of));
      if (errors > 0) misses.push({ file: row.file, kind: 'errors', wanted, found: textOf(segments), errorRate: errors / Math.max(1, reference.length) });
      return { errors, units: reference.length, videos: 1 };
    };
    const sameLanguages = found.length === spoken.length && spoken.every((one) => found.includes(one));
    if (!sameLanguages) misses.push({ file: row.file, kind: 'language', wanted: spoken.join(' '), found: found.join(' '), errorRate: null });
    if (spoken.length === 1) {
      const counted = count(transcript, language);
      overall = plus(overall, counted);
      byLanguage.set(language, plus(byLanguage.get(language) ?? NOTHING, counted));
      singleLanguage.videos += 1;
      singleLanguage.right += sameLanguages ? 1 : 0;
    } else {
      severalLanguages.videos += 1;
      severalLanguages.right += spoken.every((one) => found.includes(one)) ? 1 : 0;
      for (const one of spoken) severalLanguagesErrors = plus(severalLanguagesErrors, { ...count(transcript.filter((segment) => primarySubtag(segment.language) === one), one), videos: 0 });
      severalLanguagesErrors = plus(severalLanguagesErrors, { errors: 0, units: 0, videos: 1 });
    }
  }
  return { byLanguage, overall, singleLanguage, severalLanguages, severalLanguagesErrors, invented, misses };
}

export function errorRate({ errors, units }: ErrorCount): number {
  return units === 0 ? 0 : errors / units;
}

const NOTHING: ErrorCount = { errors: 0, units: 0, videos: 0 };

function plus(a: ErrorCount, b: ErrorCount): ErrorCount {
  return { errors: a.errors + b.errors, units: a.units + b.units, videos: a.videos + b.videos };
}

function textOf(segments: readonly { readonly text: string }[]): string {
  return segments.map(({ text }) => text).join(' ').trim();
}
