import { kinship, type TaxonomyLanguage } from '../../../domain/taxonomy.js';
import type { CategoryLexicon } from './category-lexicon.js';
import type { Mention } from './mention.js';
import { languageOf } from './language-guess.js';
import { scannedMentions } from './scanned-mentions.js';
import { latinShare, spacedParts } from './script-parts.js';
import { spacedMentions } from './spaced-mentions.js';

/** Latin words in a Chinese, Japanese, Korean or Russian text are mostly brands and model names … */
const FOREIGN_WORDS_WEIGHT = 0.25;
/** … but where the other words name nothing and Latin ones are more than half of the text, rather the others are; from here on surely. */
const CLEARLY_LATIN = 0.75;
/** Below this the other words name nothing. */
const NAMES_SOMETHING = 0.2;
/** Web and mail addresses and handles name shops, not products. */
const ADDRESS = /(?:https?:\/\/|www\.)\S+|\S+@\S+|@[\w.]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|shop|store|example|de|fr|es|it|co|cn|jp|kr|br|ru|io|me)\b\S*/giu;

/**
 * Where a text names product categories, in any of the project's languages, strongest first. `hints` are BCP-47 tags of
 * what the text is likely in (listing locale, spoken languages). A text that names nothing gives an empty list.
 */
export function categoryMentions(lexicon: CategoryLexicon, rawText: string, hints: readonly string[] = []): readonly Mention[] {
  const text = rawText.replace(ADDRESS, ' ');
  const has = (script: RegExp): boolean => script.test(text);
  const hangul = has(/\p{Script=Hangul}/u);
  const kana = has(/[\u3041-\u30ff]/u);
  const han = has(/\p{Script=Han}/u);
  const thai = has(/\p{Script=Thai}/u);
  const mentions: Mention[] = [];
  if (hangul) mentions.push(...scannedMentions(lexicon, 'ko', text, 1));
  if (thai) mentions.push(...scannedMentions(lexicon, 'th', text, 1));
  if (kana) mentions.push(...scannedMentions(lexicon, 'ja', text, 1));
  else if (han) {
    const japanese = hints.some((hint) => languageOf(hint) === 'ja') && !hints.some((hint) => languageOf(hint) === 'zh');
    mentions.push(...eitherChineseOrJapanese(scannedMentions(lexicon, 'zh', text, 1), scannedMentions(lexicon, 'ja', text, 1), japanese));
  }
  for (const part of spacedParts(text)) {
    const weight = part.script === 'latin' ? latinWeight(latinShare(text), mentions.some((mention) => mention.head && mention.weight > NAMES_SOMETHING)) : 1;
    mentions.push(...spacedMentions(lexicon, part.text, hints).map((mention) => ({ ...mention, weight: mention.weight * weight })));
  }
  return mentions.sort((a, b) => b.weight - a.weight);
}

/** How much Latin words say in a text of which they are this share, where the words of other scripts name something or not. */
function latinWeight(share: number, namedElsewhere: boolean): number {
  if (share === 1) return 1;
  const clearly = namedElsewhere ? 0 : Math.min(1, Math.max(0, (share - 0.5) / (CLEARLY_LATIN - 0.5)));
  return FOREIGN_WORDS_WEIGHT + (1 - FOREIGN_WORDS_WEIGHT) * clearly;
}

/** Text in Chinese characters alone: the language that can name more of it is the likelier one. */
function eitherChineseOrJapanese(zh: readonly Mention[], ja: readonly Mention[], japanese: boolean): readonly Mention[] {
  const named = (mentions: readonly Mention[]): number => mentions.reduce((most, { head, text, weight }) => (head && weight > 0.2 ? Math.max(most, text.length) : most), 0);
  const likelihood = { zh: (japanese ? 0.35 : 0.75) * (0.3 + named(zh)), ja: (japanese ? 0.75 : 0.35) * (0.3 + named(ja)) };
  const most = Math.max(likelihood.zh, likelihood.ja);
  const weighed = (mentions: readonly Mention[], share: number): readonly Mention[] => mentions.map((mention) => ({ ...mention, weight: mention.weight * share }));
  return [...weighed(zh, likelihood.zh / most), ...weighed(ja, likelihood.ja / most)];
}

export interface NamedCategory {
  readonly categoryId: string;
  /** 0…1: how strongly the text names it. */
  readonly strength: number;
  readonly words: string;
  readonly language: TaxonomyLanguage;
}

/** How much a mention of `said` speaks for `candidate`. */
export function support(candidate: string, said: string): number {
  switch (kinship(candidate, said)) {
    case 'same': return 1;
    case 'ancestor': return 0.6;
    case 'descendant': return 0.45;
    case 'sibling': return 0.1;
    case 'cousin':
    case 'apart': return 0;
  }
}

/** The categories that a text names, best first: each mention also speaks for the kin of what it names. */
export function namedCategories(mentions: readonly Mention[]): readonly NamedCategory[] {
  const candidates = new Map<string, { own: number; words: string; language: TaxonomyLanguage }>();
  for (const mention of mentions) {
    for (const { categoryId, share } of mention.categories) {
      const own = mention.weight * share;
      const known = candidates.get(categoryId);
      if (known === undefined || known.own < own) candidates.set(categoryId, { own, words: mention.text, language: mention.language });
    }
  }
  return [...candidates].map(([categoryId, { words, language }]) => {
    let strength = 0;
    for (const mention of mentions) for (const said of mention.categories) strength += mention.weight * said.share * support(categoryId, said.categoryId);
    return { categoryId, strength: Math.min(1, strength), words, language, own: candidates.get(categoryId)?.own ?? 0 };
  }).sort((a, b) => b.strength + 0.3 * b.own - (a.strength + 0.3 * a.own)).map(({ categoryId, strength, words, language }) => ({ categoryId, strength, words, language }));
}
