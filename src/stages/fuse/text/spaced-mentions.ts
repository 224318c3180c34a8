import type { CategoryLexicon, LexiconEntry } from './category-lexicon.js';
import { writtenWordsOf, type Word, type WrittenWord } from './fold.js';
import { isFunctionWord } from './function-words.js';
import { BOUNDARY, COLOUR_WORDS, COMPOUND_HEADS, CONTAINERS, HEAD_FIRST, INGREDIENTS, LINKING } from './grammar.js';
import { guessLanguages, isKnown, type LanguageGuess } from './language-guess.js';
import { MODIFIER_WEIGHT, PHRASE_WEIGHTS, shareOut, type Mention } from './mention.js';
import { SPACED_LANGUAGES, stem, type SpacedLanguage } from './stem.js';

/** Below this the text is hardly in that language. */
const LEAST_LANGUAGE = 0.04;
/** Folded words that end in a known word by chance. */
const NO_COMPOUND = new Set(['hersteller', 'besteller', 'produkt', 'produkte', 'angebot', 'angebote', 'projekt', 'projekte', 'unterstutzung', 'bestellung', 'besitz', 'antwort', 'vorteil', 'natur', 'kultur', 'struktur']);
/** German adjectives that end like a table. */
const ADJECTIVE_IN_TISCH = /(?:[aeiouy]|ak|as|es|is|os|ys|ap|ep|op|yp|an|en)tisch(?:e[rsnm]?)?$/;
/** Words that may stand between the two words of an English or Dutch product name: `iPhone 15 Silicone Case`. */
const WIDEST_GAP = 3;
const LONGEST_CHANCE = 4;
const CHANCE_WEIGHT = 0.3;
/** From here on a text is in a language, whatever another one could read into a word of it. */
const CERTAIN_LANGUAGE = 0.6;

interface Match {
  readonly entries: readonly LexiconEntry[];
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** 0 before the first boundary word of the phrase, 1 after it, … */
  readonly segment: number;
}

/** Mentions in text of a spaced script, over all languages that it may be in: what a language can name there also speaks for that language. */
export function spacedMentions(lexicon: CategoryLexicon, text: string, hints: readonly string[]): readonly Mention[] {
  const phrases = phrasesOf(text).map(writtenWordsOf);
  const guess = guessLanguages(lexicon, text, hints);
  const { byLanguage, elsewhere } = guess;
  const readings = [...byLanguage].filter(([, probability]) => probability >= LEAST_LANGUAGE).map(([language, probability]) => {
    const found = withoutChance(lexicon, language, phrases.flat(), mentionsInOrder(lexicon, language, phrases, guess));
    const words = found.filter((mention) => mention.head && mention.weight > 0.2).reduce((most, mention) => Math.max(most, mention.text.split(' ').length), 0);
    return { found, likelihood: probability * (0.1 + words) };
  });
  // A language that is not carried would name something, too.
  const total = readings.reduce((sum, { likelihood }) => sum + likelihood, elsewhere);
  return readings.flatMap(({ found, likelihood }) => found.map((mention) => ({ ...mention, weight: (mention.weight * likelihood) / total })));
}

/** A short word among words that its language does not know is there by chance: `cam` is a bed in Portuguese, not in `dash cam`. */
function withoutChance(lexicon: CategoryLexicon, language: SpacedLanguage, words: readonly Word[], mentions: readonly Mention[]): readonly Mention[] {
  const written = words.filter(({ text }) => text.length > 1 && !/^\d/.test(text));
  const known = written.filter(({ text }) => isKnown(lexicon, language, text)).length;
  if (written.length < 2 || known > written.length / 2) return mentions;
  return mentions.map((mention) => (mention.text.length <= LONGEST_CHANCE ? { ...mention, weight: mention.weight * CHANCE_WEIGHT } : mention));
}

function mentionsInOrder(lexicon: CategoryLexicon, language: SpacedLanguage, phrases: readonly (readonly WrittenWord[])[], guess: LanguageGuess): readonly Mention[] {
  const mentions: Mention[] = [];
  let ordinal = 0;
  for (const phrase of phrases) {
    const found = mentionsOfPhrase(lexicon, language, phrase, guess);
    if (found.length === 0) continue;
    const weight = PHRASE_WEIGHTS[ordinal] ?? PHRASE_WEIGHTS.at(-1) ?? 0;
    mentions.push(...found.map((mention) => ({ ...mention, weight: mention.weight * weight })));
    if (found.some((mention) => mention.head && mention.weight >= 0.5)) ordinal += 1;
  }
  return mentions;
}

/** `NOVARIA Women's Dress, Knee Length – new` → its three phrases. A comma between digits parts nothing. */
export function phrasesOf(text: string): readonly string[] {
  return text.split(/\s[-–—|/·•]\s|[|·•:;!?()[\]{}«»„“”"\n、。，！？：；（）【】「」『』《》～~]+|,(?!\d)|\.(?=\s|$)/u).map((phrase) => phrase.trim()).filter((phrase) => phrase !== '');
}

function mentionsOfPhrase(lexicon: CategoryLexicon, language: SpacedLanguage, words: readonly WrittenWord[], guess: LanguageGuess): readonly Mention[] {
  const matches = withoutContainers(findMatches(lexicon, language, words, guess), language, words);
  if (matches.length === 0) return [];
  const head = headOf(matches, language, words);
  return matches.map((match) => {
    const { strength, categories } = shareOut(match.entries);
    const isHead = match === head && !namesLess(match, language, words);
    return { categories, text: match.text, language, weight: strength * (isHead ? 1 : MODIFIER_WEIGHT), head: isHead };
  });
}

/** Whether a noun that nothing known covers makes something else of the words before it: `fish tank`, `phone stand`. */
function namesLess(head: Match, language: SpacedLanguage, words: readonly Word[]): boolean {
  if (language !== 'en') return false;
  for (const { text } of words.slice(head.to + 1, head.to + 3)) {
    if (BOUNDARY.en.has(text)) return false;
    if (COMPOUND_HEADS.has(stem('en', text))) return true;
  }
  return false;
}

/**
 * A word by itself that names no thing: a function word of this language, or one of another that the text is as likely in.
 * `solo` is "only" in Spanish and no inflection of Polish `sól`. In capitals a word may have lost its accents: `MAIS`.
 */
function namesNothing(lexicon: CategoryLexicon, language: SpacedLanguage, { text, written }: WrittenWord, { byLanguage, elsewhere }: LanguageGuess): boolean {
  const isName = lexicon.spaced[language].vocabulary.has(text);
  if (isFunctionWord(language, written)) return !isName || written !== written.toUpperCase();
  const here = byLanguage.get(language) ?? 0;
  const there = [...SPACED_LANGUAGES, null].filter((other) => isFunctionWord(other, written)).reduce((most, other) => Math.max(most, other === null ? elsewhere : (byLanguage.get(other) ?? 0)), -1);
  return there >= 0 && (isName ? there >= here : here <= CERTAIN_LANGUAGE);
}

function findMatches(lexicon: CategoryLexicon, language: SpacedLanguage, words: readonly WrittenWord[], guess: LanguageGuess): readonly Match[] {
  const { phrases, longestWords } = lexicon.spaced[language];
  const content: (WrittenWord & { readonly segment: number; readonly stem: string })[] = [];
  let segment = 0;
  for (const word of words) {
    if (BOUNDARY[language].has(word.text)) segment += 1;
    else if (!LINKING[language].has(word.text)) content.push({ ...word, segment, stem: stem(language, word.text) });
  }
  const matches: Match[] = [];
  for (let i = 0; i < content.length; ) {
    const match = longestAt(i);
    if (match !== null) matches.push(match);
    i = match === null ? i + 1 : i + match.words;
  }
  return matches;

  function longestAt(i: number): (Match & { readonly words: number }) | null {
    const first = content[i];
    if (first === undefined) return null;
    for (let length = Math.min(longestWords, content.length - i); length >= 1; length -= 1) {
      if (length === 1) {
        const gapped = gappedAt(first, i);
        if (gapped !== null) return gapped;
        if (namesNothing(lexicon, language, first, guess)) return null;
      }
      const window = content.slice(i, i + length);
      const entries = phrases.get(window.map((word) => word.stem).join(' '));
      if (entries !== undefined) return { entries, text: window.map((word) => word.text).join(' '), from: first.at, to: (window.at(-1) ?? first).at, segment: first.segment, words: length };
    }
    const tail = language === 'de' || language === 'nl' ? compoundTail(phrases, language, first.text) : null;
    return tail === null ? null : { entries: tail, text: first.text, from: first.at, to: first.at, segment: first.segment, words: 1 };
  }

  function gappedAt(first: (typeof content)[number], i: number): (Match & { readonly words: number }) | null {
    if (HEAD_FIRST[language] || language === 'de' || language === 'tr') return null;
    for (let gap = 1; gap <= WIDEST_GAP; gap += 1) {
      const last = content[i + gap + 1];
      const between = content[i + gap];
      if (last === undefined || last.segment !== first.segment || (between !== undefined && phrases.has(between.stem))) return null;
      const entries = phrases.get(`${first.stem} ${last.stem}`)?.filter((entry) => entry.strength >= 1);
      if (entries !== undefined && entries.length > 0) return { entries, text: `${first.text} ${last.text}`, from: first.at, to: last.at, segment: first.segment, words: gap + 2 };
    }
    return null;
  }
}

/** The longest known word at the end of a closed compound: Winterjacke → Jacke. Its head is its end. */
function compoundTail(phrases: ReadonlyMap<string, readonly LexiconEntry[]>, language: SpacedLanguage, word: string): readonly LexiconEntry[] | null {
  if (word.length < 7 || NO_COMPOUND.has(word) || ADJECTIVE_IN_TISCH.test(word)) return null;
  for (let at = 3; at <= word.length - 4; at += 1) {
    const entries = phrases.get(stem(language, word.slice(at)))?.filter((entry) => entry.strength >= 0.75);
    if (entries !== undefined && entries.length > 0) return entries.map((entry) => ({ ...entry, strength: entry.strength * 0.9 }));
  }
  return null;
}

/** Drops `bag` of `bag of oranges`: packaging that a genitive follows is not the product. */
function withoutContainers(matches: readonly Match[], language: SpacedLanguage, words: readonly Word[]): readonly Match[] {
  const genitive = language === 'en' ? new Set(['of']) : language === 'de' ? new Set(['mit', 'von']) : language === 'vi' || language === 'id' || language === 'tr' ? new Set<string>() : new Set(['de', 'di', 'd', 'do', 'da', 'del', 'des', 'du', 'met']);
  const kept = matches.filter((match) => {
    const last = words[match.to];
    const next = words[match.to + 1];
    const containing = last !== undefined && CONTAINERS[language].has(last.text) && next !== undefined && genitive.has(next.text);
    return !containing;
  });
  // After `bag of` the content is the head even though it stands behind a boundary word.
  return kept.length === matches.length ? kept : kept.map((match) => ({ ...match, segment: 0 }));
}

function headOf(matches: readonly Match[], language: SpacedLanguage, words: readonly Word[]): Match | undefined {
  const segment = Math.min(...matches.map((match) => match.segment));
  const first = matches.filter((match) => match.segment === segment);
  // `16GB RAM` measures something that was named before.
  const unmeasured = first.filter((match, i) => i === 0 || !/^\d+\p{L}+$/u.test(words[match.from - 1]?.text ?? ''));
  const here = unmeasured.length > 0 ? unmeasured : first;
  const named = here.filter((match) => !COLOUR_WORDS.has(match.text) && !INGREDIENTS.has(match.text));
  const candidates = named.length > 0 ? named : here;
  const strong = candidates.filter((match) => Math.max(...match.entries.map((entry) => entry.strength)) >= 0.5);
  const pool = strong.length > 0 ? strong : candidates;
  return HEAD_FIRST[language] ? pool[0] : pool.at(-1);
}
