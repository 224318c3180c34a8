import { type Document, isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar, visit } from 'yaml';
import { outsideValue } from './outside-value.js';

/** One thing that is wrong with a configuration. */
export interface ConfigProblem {
  /** The file, or `--set`. */
  readonly file: string;
  /** 1-based; null where it came from the command line. */
  readonly line: number | null;
  readonly key: string;
  readonly found: string;
  readonly expected: string;
}

type KeyPath = readonly PropertyKey[];

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/** A YAML file with environment values put in and `--set` applied, that still knows where each key stands. */
export class YamlSource {
  readonly problems: readonly ConfigProblem[];
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #file: string;
  /** The variables that a value is made of. */
  readonly #variables = new WeakMap<object, readonly string[]>();
  readonly #set: KeyPath[] = [];

  constructor(file: string, content: string, environment: Readonly<Record<string, string | undefined>>, sets: readonly string[]) {
    this.#file = file;
    this.#lines = new LineCounter();
    this.#document = parseDocument(content, { lineCounter: this.#lines, prettyErrors: false });
    const problems: ConfigProblem[] = this.#document.errors.map((error) => ({ file, line: this.#lines.linePos(error.pos[0]).line, key: '(syntax)', found: error.message.split('\n')[0] ?? '', expected: 'YAML' }));
    if (problems.length === 0 && !isMap(this.#document.contents)) problems.push(this.problem([], 'a map of keys, as in pipelines/'));
    if (problems.length === 0) problems.push(...this.#aliases(), ...this.#substitute(environment));
    if (problems.length === 0) problems.push(...sets.flatMap((set) => this.#override(set)));
    this.problems = problems;
  }

  value(): unknown {
    return this.#document.toJS();
  }

  /** A problem at a path of keys, with the line of the nearest key that the file has, or the `--set` that put the value there. */
  problem(path: KeyPath, expected: string): ConfigProblem {
    const bySet = path.length > 0 && this.#set.some((key) => startsWith(path, key) || startsWith(key, path));
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    const variables = isNode(node) ? (this.#variables.get(node) ?? []) : [];
    const found = `${shown(node)}${variables.length === 0 ? '' : ` (${variables.join(', ')})`}`;
    return { file: bySet ? '--set' : this.#file, line: bySet ? null : this.#lineOf(path), key: path.map(String).join('.') || '(file)', found, expected };
  }

  /** The line of the key itself: its value may begin further down. */
  #lineOf(path: KeyPath): number {
    let at: unknown = this.#document.contents;
    let line = 1;
    for (const step of path) {
      const pair = isMap(at) ? at.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step)) : undefined;
      const item = isSeq(at) ? at.items[Number(step)] : undefined;
      const node = pair?.key ?? item;
      if (!isNode(node) || node.range == null) break;
      line = this.#lines.linePos(node.range[0]).line;
      at = pair?.value ?? item;
    }
    return line;
  }

  /** An alias would repeat a part of the file that no line number can be given for, and can be made to repeat without end. */
  #aliases(): readonly ConfigProblem[] {
    const problems: ConfigProblem[] = [];
    visit(this.#document, {
      Alias: (key, node, ancestors) => {
        const line = node.range == null ? null : this.#lines.linePos(node.range[0]).line;
        problems.push({ file: this.#file, line, key: keyPath(key, ancestors).map(String).join('.') || '(file)', found: `the alias *${node.source}`, expected: 'the value itself: pipeline files have no aliases' });
      },
    });
    return problems;
  }

  /** `${NAME}` and `${NAME:-default}`; a plain scalar that holds one is read as its key wants it. */
  #substitute(environment: Readonly<Record<string, string | undefined>>): readonly ConfigProblem[] {
    const problems: ConfigProblem[] = [];
    visit(this.#document, {
      Scalar: (key, node: Scalar, ancestors) => {
        if (typeof node.value !== 'string' || !node.value.includes('${')) return;
        const path = keyPath(key, ancestors);
        const names: string[] = [];
        const filled = node.value.replace(VARIABLE, (whole: string, name: string, fallback: string | undefined) => {
          const value = environment[name];
          if (value !== undefined && value !== '') {
            names.push(name);
            return value;
          }
          if (fallback !== undefined) return fallback;
          problems.push({ file: this.#file, line: this.#lineOf(path), key: path.map(String).join('.'), found: `${whole}, which is not set`, expected: `${name} in the environment, or a default as in \${${name}:-value}` });
          return '';
        });
        node.value = node.type === 'PLAIN' ? outsideValue(path, filled) : filled;
        this.#variables.set(node, names);
      },
    });
    return problems;
  }

  #override(set: string): readonly ConfigProblem[] {
    const [, key, text] = /^([A-Za-z$][\w$.-]*)=(.*)$/s.exec(set) ?? [];
    if (key === undefined || text === undefined) return [{ file: '--set', line: null, key: set, found: set, expected: 'key=value, e.g. concurrency.videos=8' }];
    const path = key.split('.');
    for (let length = 1; length < path.length; length += 1) {
      const above = path.slice(0, length);
      const node = this.#document.getIn(above, true);
      if (node === undefined || isMap(node) || isSeq(node)) continue;
      if (!isScalar(node) || node.value !== null) return [{ file: '--set', line: null, key, found: `${shown(node)} at ${above.join('.')}`, expected: 'a map there' }];
      this.#document.setIn(above, this.#document.createNode({}));
    }
    try {
      this.#document.setIn(path, this.#document.createNode(outsideValue(path, text)));
    } catch (error) {
      return [{ file: '--set', line: null, key, found: error instanceof Error ? error.message : String(error), expected: 'a key of the file' }];
    }
    this.#set.push(path);
    return [];
  }
}

/** The keys that lead to a node which `visit` has come to. */
function keyPath(key: unknown, ancestors: readonly unknown[]): KeyPath {
  const path: PropertyKey[] = [];
  for (const [at, ancestor] of ancestors.entries()) {
    if (isPair(ancestor)) path.push(String(isScalar(ancestor.key) ? ancestor.key.value : ancestor.key));
    if (isSeq(ancestor)) path.push(at + 1 < ancestors.length ? ancestor.items.indexOf(ancestors[at + 1]) : Number(key));
  }
  return path;
}

const startsWith = (path: KeyPath, beginning: KeyPath): boolean => beginning.every((step, at) => String(path[at]) === String(step));

function shown(node: unknown): string {
  const plain: unknown = isScalar(node) ? node.value : isNode(node) ? (node as Node).toJSON() : node;
  if (plain === undefined || (node === null)) return 'nothing';
  const json = JSON.stringify(plain) ?? String(plain);
  return json.length > 80 ? `${json.slice(0, 77)}…` : json;
}
