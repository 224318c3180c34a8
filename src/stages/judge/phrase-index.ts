import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** What every match begins with; `open`: more of the pattern's own letters may follow. */
interface Beginning {
  readonly letters: string;
  readonly open: boolean;
}

/** Letters that are told apart: more makes the index larger and hardly surer. */
const MOST_LETTERS = 6;
/** A pattern with more beginnings, or a class with more letters, counts as one that may begin with anything. */
const MOST_BEGINNINGS = 2_000;
const MOST_OF_A_CLASS = 24;

const EMPTY: readonly Beginning[] = [{ letters: '', open: true }];
const close = ({ letters }: Beginning): Beginning => ({ letters, open: false });

/**
 * The strings that every match of a pattern begins with, up to six letters each, read from its syntax tree; null: it may
 * begin with anything. Look-around and anchors at its start are passed over.
 */
export function beginningsOf({ source, flags }: RegExp): ReadonlySet<string> | null {
  const { alternatives } = new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags.includes('u') });
  const beginnings = ofAlternatives(alternatives);
  const letters = new Set(beginnings.map((beginning) => beginning.letters));
  return letters.has('') || letters.size > MOST_BEGINNINGS ? null : letters;
}

function ofAlternatives(alternatives: readonly AST.Alternative[]): readonly Beginning[] {
  return alternatives.flatMap(({ elements }) => elements.reduce(followedBy, EMPTY));
}

function followedBy(before: readonly Beginning[], element: AST.Element): readonly Beginning[] {
  if (element.type === 'Assertion' || !before.some(({ open }) => open)) return before;
  const next = ofElement(element);
  const all = before.flatMap((beginning) => (beginning.open ? next.map(({ letters, open }) => joined(beginning.letters + letters, open)) : [beginning]));
  return all.length > MOST_BEGINNINGS ? [{ letters: '', open: false }] : all;
}

function joined(letters: string, open: boolean): Beginning {
  return letters.length >= MOST_LETTERS ? { letters: letters.slice(0, MOST_LETTERS), open: false } : { letters, open };
}

function ofElement(element: AST.Element): readonly Beginning[] {
  switch (element.type) {
    case 'Character':
      return [{ letters: String.fromCodePoint(element.value), open: true }];
    case 'CharacterClass':
      return ofClass(element);
    case 'Group':
    case 'CapturingGroup':
      return ofAlternatives(element.alternatives);
    case 'Quantifier': {
      const once = ofElement(element.element);
      const atLeastOnce = element.max === 1 ? once : once.map(close);
      return element.min === 0 ? [...EMPTY, ...atLeastOnce] : atLeastOnce;
    }
    default:
      return [{ letters: '', open: false }];
  }
}

function ofClass({ negate, elements }: AST.CharacterClass): readonly Beginning[] {
  const letters: Beginning[] = [];
  for (const element of elements) {
    const [from, to] = element.type === 'Character' ? [element.value, element.value] : element.type === 'CharacterClassRange' ? [element.min.value, element.max.value] : [0, Infinity];
    if (negate || to - from + letters.length >= MOST_OF_A_CLASS) return [{ letters: '', open: false }];
    for (let value = from; value <= to; value += 1) letters.push({ letters: String.fromCodePoint(value), open: true });
  }
  return letters;
}

interface Node {
  readonly next: Map<string, Node>;
  readonly items: Set<number>;
}

/**
 * Of many patterns, those that can match a text at all. One walk over the text against a tree of their beginnings: hundreds of
 * patterns with letter classes and look-behind are costly to run and, as the engine drops code that it has not used for
 * a while, to compile again and again.
 */
export class PhraseIndex {
  readonly #root: Node = { next: new Map(), items: new Set() };
  readonly #always: readonly number[];

  constructor(patterns: readonly RegExp[]) {
    const always: number[] = [];
    patterns.forEach((pattern, item) => {
      const beginnings = beginningsOf(pattern);
      if (beginnings === null) always.push(item);
      else for (const letters of beginnings) this.#add(letters, item);
    });
    this.#always = always;
  }

  /** Positions of the patterns, in their order. */
  candidates(text: string): readonly number[] {
    const found = new Set(this.#always);
    for (let start = 0; start < text.length; start += 1) {
      let node: Node | undefined = this.#root;
      for (let at = start; node !== undefined; at += 1) {
        for (const item of node.items) found.add(item);
        node = node.next.get(text[at] ?? '');
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  #add(letters: string, item: number): void {
    let node = this.#root;
    for (const letter of letters.split('')) {
      const known = node.next.get(letter);
      const next: Node = known ?? { next: new Map(), items: new Set() };
      if (known === undefined) node.next.set(letter, next);
      node = next;
    }
    node.items.add(item);
  }
}
