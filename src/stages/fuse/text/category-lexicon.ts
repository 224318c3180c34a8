import { TAXONOMY_LANGUAGES, depthOf, type CategoryAlias, type Taxonomy, type TaxonomyLanguage } from '../../../domain/taxonomy.js';
import { fold, wordsOf } from './fold.js';
import { BOUNDARY, LINKING, TELLTALE } from './grammar.js';
import { SPACED_LANGUAGES, stem, type SpacedLanguage } from './stem.js';

/** A category that a phrase may name, and how surely: 1 an alias, less for a name's part or a far-off vertical. */
export interface LexiconEntry {
  readonly categoryId: string;
  readonly strength: number;
}

export const SCANNED_LANGUAGES = ['zh', 'ja', 'ko', 'th'] as const satisfies readonly TaxonomyLanguage[];
export type ScannedLanguage = (typeof SCANNED_LANGUAGES)[number];

/** Phrases of a spaced language, keyed by their stems joined with a space. */
export interface SpacedIndex {
  readonly phrases: ReadonlyMap<string, readonly LexiconEntry[]>;
  /** Folded words of this language: names, aliases and telltales. */
  readonly vocabulary: ReadonlySet<string>;
  /** Their stems. */
  readonly stems: ReadonlySet<string>;
  readonly longestWords: number;
}

/** Phrases of a language that is scanned letter by letter, folded, without spaces. */
export interface ScannedIndex {
  readonly phrases: ReadonlyMap<string, readonly LexiconEntry[]>;
  readonly longestLetters: number;
}

/** Every phrase by which text can name a category of the taxonomy. Built once, then read-only. */
export interface CategoryLexicon {
  readonly taxonomy: Taxonomy;
  readonly spaced: Readonly<Record<SpacedLanguage, SpacedIndex>>;
  readonly scanned: Readonly<Record<ScannedLanguage, ScannedIndex>>;
}

const WEAK = 0.35;
const PART_OF_NAME = 0.5;
const WHOLE_NAME = 0.9;
/** A name of several words says what a single one leaves to its place in the tree: `Cat Litter`, `High Chairs`. */
const SEVERAL_WORDS = 0.8;
/** How likely a bare word means this vertical. `Baskets` are rather home decor than pet beds; services and bundles are never meant. */
const VERTICAL_PRIOR: Readonly<Record<string, number>> = { ap: 0.6, bt: 0.6, ae: 0.6, bi: 0.35, ha: 0.75, vp: 0.5, me: 0.5, so: 0.3, rc: 0.5, ma: 0.6, sg: 0.8, gc: 0.8 };
/** Below these, names leave out what the parent says: "Bowls" (of pets), "Jeans" (of babies), "Bunk Beds" (for the garden). */
const NAMED_BY_PARENT = ['ap-', 'bt-', 'aa-1-1-', 'aa-1-2-', 'aa-1-3-', 'aa-1-5-', 'aa-1-7-', 'aa-3-', 'aa-8-2-', 'fr-15-', 'fr-1-', 'tg-5-13-', 'tg-5-22-', 'el-7-9-11-'];
/** Words that a name's part may be, yet say nothing alone. Folded. */
const GENERIC = new Set(
  ('accessories accessory parts part sets set kits kit supplies equipment other services products product items gear tools tool fresh frozen dried canned baby toddler indoor outdoor kids mens womens boys girls hot cold mobile smart portable ' +
    'liquid flussig flussige flussiges gefroren gefrorene liquidos liquides liquidi liquido liquide general standard classic home wall floor ceiling fashion data storage covers cover cases case stands holders racks replacement systems system digital video audio control controls natural animals plants media content model models projects call am fm i ' +
    'zubehor sets teile frisch produkte artikel gerate ausrustung werkzeuge accesorios juegos piezas productos articulos equipos fresco accessoires pieces produits articles frais materiel kits acessorios pecas produtos artigos itens accessori ricambi prodotti articoli freschi ' +
    'аксессуары товары наборы комплекты запчасти свежие оборудование benodigdheden accessoires onderdelen producten ' +
    '配件 套装 新鲜 冷冻 新鮮 冷凍 生鮮 신선 냉동 用品 其他 工具 产品 设备 附件 零件 セット 用品 アクセサリー 部品 その他 製品 キット 용품 세트 액세서리 부품 기타 제품 장비 도구 키트').split(' '),
);

/** Joined by these, several words are several names. */
const NAME_OF_SEVERAL = /[,&/、・]|\s(?:und|y|e|et|и|en|and|i|ve|dan|và)\s/u;

class Collector {
  readonly #found = new Map<string, Map<string, number>>();

  add(key: string, categoryId: string, strength: number): void {
    if (key === '') return;
    const entries = this.#found.get(key) ?? new Map<string, number>();
    entries.set(categoryId, Math.max(entries.get(categoryId) ?? 0, strength));
    this.#found.set(key, entries);
  }

  finish(): ReadonlyMap<string, readonly LexiconEntry[]> {
    return new Map([...this.#found].map(([key, entries]) => [key, [...entries].map(([categoryId, strength]) => ({ categoryId, strength })).sort((a, b) => b.strength - a.strength)]));
  }
}

export function buildCategoryLexicon(taxonomy: Taxonomy, aliases: readonly CategoryAlias[]): CategoryLexicon {
  const byLanguage = new Map<TaxonomyLanguage, readonly Phrase[]>(TAXONOMY_LANGUAGES.map((language) => [language, phrasesOf(taxonomy, aliases, language)]));
  const phrases = (language: TaxonomyLanguage): readonly Phrase[] => byLanguage.get(language) ?? [];
  const spaced = Object.fromEntries(SPACED_LANGUAGES.map((language) => [language, spacedIndex(language, phrases(language))])) as Record<SpacedLanguage, SpacedIndex>;
  const scanned = Object.fromEntries(SCANNED_LANGUAGES.map((language) => [language, scannedIndex(phrases(language))])) as Record<ScannedLanguage, ScannedIndex>;
  return { taxonomy, spaced, scanned };
}

interface Phrase extends LexiconEntry {
  readonly text: string;
}

function phrasesOf(taxonomy: Taxonomy, aliases: readonly CategoryAlias[], language: TaxonomyLanguage): readonly Phrase[] {
  const found: Phrase[] = [];
  for (const { id, names } of taxonomy.categories()) {
    const prior = priorOf(id);
    if (prior === 0) continue;
    for (const name of language === 'zh' ? [names.zh, names.zhTraditional] : [names[language]]) {
      if (name === undefined) continue;
      found.push({ text: name, categoryId: id, strength: ownStrength(name, id, WHOLE_NAME, prior) });
      const parts = partsOf(name);
      if (parts.length > 1) found.push(...parts.filter((part) => !GENERIC.has(fold(part).replace(/-$/, ''))).map((text) => ({ text, categoryId: id, strength: ownStrength(text, id, PART_OF_NAME, prior) })));
    }
  }
  for (const alias of aliases) {
    if (alias.language === language && taxonomy.get(alias.categoryId) !== undefined) found.push({ text: alias.words, categoryId: alias.categoryId, strength: alias.weak ? WEAK : 1 });
  }
  return found.filter(({ text, strength }) => strength >= 1 || !GENERIC.has(fold(text)));
}

function ownStrength(name: string, id: string, least: number, prior: number): number {
  const words = wordsOf(fold(name)).filter(({ text }) => text.length > 2).length;
  const isNamedByParent = depthOf(id) < 3 || NAMED_BY_PARENT.some((prefix) => prefix.length > 3 && id.startsWith(prefix));
  return Math.max(least * prior, !isNamedByParent && words >= 2 && words <= 4 && !NAME_OF_SEVERAL.test(name) ? SEVERAL_WORDS * (least === WHOLE_NAME ? 1 : 0.85) * (prior < 0.2 ? 0.6 : 1) : 0);
}

function priorOf(id: string): number {
  const vertical = VERTICAL_PRIOR[id.split('-')[0] ?? id] ?? 1;
  const depth = depthOf(id);
  if (depth === 1) return 0.3 * vertical;
  if (depth >= 4 && NAMED_BY_PARENT.some((prefix) => id.startsWith(prefix))) return 0.35 * vertical;
  return (depth === 2 ? 0.75 : 1) * vertical;
}

/** `Coats & Jackets` → Coats, Jackets; `鸟笼/鸟架` → 鸟笼, 鸟架. */
function partsOf(name: string): readonly string[] {
  return name.replace(/\([^)]*\)/g, ' ').split(/\s*(?:[,/、，・&;]|\s(?:und|y|e|et|и|en|o|ou|and|i|oraz|ve|và|dan)\s|\s-\s)\s*/u).map((part) => part.trim()).filter((part) => part.length > 0);
}

function spacedIndex(language: SpacedLanguage, phrases: readonly Phrase[]): SpacedIndex {
  const collector = new Collector();
  const vocabulary = new Set<string>(TELLTALE[language]);
  const stems = new Set<string>();
  let longestWords = 1;
  for (const { text, categoryId, strength } of phrases) {
    const words = wordsOf(fold(text)).map((word) => word.text).filter((word) => !LINKING[language].has(word) && !BOUNDARY[language].has(word));
    if (words.length === 0 || words.length > 6 || (strength < 1 && words.length === 1 && (words[0] ?? '').length < 3)) continue;
    words.forEach((word) => vocabulary.add(word));
    words.forEach((word) => stems.add(stem(language, word)));
    longestWords = Math.max(longestWords, words.length);
    collector.add(words.map((word) => stem(language, word)).join(' '), categoryId, strength);
  }
  return { phrases: collector.finish(), vocabulary, stems, longestWords };
}

function scannedIndex(phrases: readonly Phrase[]): ScannedIndex {
  const collector = new Collector();
  let longestLetters = 1;
  for (const { text, categoryId, strength } of phrases) {
    const key = fold(text).replace(/[\s・]/g, '');
    longestLetters = Math.max(longestLetters, key.length);
    collector.add(key, categoryId, strength);
  }
  return { phrases: collector.finish(), longestLetters };
}
