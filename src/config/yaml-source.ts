import { LineCounter, isNode, isScalar, parse, parseDocument, visit, type Document, type Scalar } from 'yaml';

/** One thing that is wrong with a configuration file. */
export interface ConfigProblem {
  readonly file: string;
  /** 1-based; null where it came from the command line. */
  readonly line: number | null;
  readonly key: string;
  readonly found: string;
  readonly expected: string;
}

/** A YAML file with environment values put in and `--set` applied, that still knows where each key stands. */
export class YamlSource {
  readonly problems: readonly ConfigProblem[];
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #file: string;

  constructor(file: string, content: string, environment: Readonly<Record<string, string | undefined>>, sets: readonly string[]) {
    this.#file = file;
    this.#lines = new LineCounter();
    this.#document = parseDocument(content, { lineCounter: this.#lines, prettyErrors: false, maxAliasCount: 0 } as Parameters<typeof parseDocument>[1]);
    const problems: ConfigProblem[] = this.#document.errors.map((error) => ({ file, line: this.#lines.linePos(error.pos[0]).line, key: '(syntax)', found: error.message.split('\n')[0] ?? '', expected: 'YAML' }));
    if (problems.length === 0) {
      problems.push(...this.#substitute(environment));
      problems.push(...sets.flatMap((set) => this.#set(set)));
    }
    this.problems = problems;
  }

  value(): unknown {
    return this.#document.toJS({ maxAliasCount: 0 });
  }

  /** A problem at a path of keys, with the line of the nearest key that the file has. */
  problem(path: readonly PropertyKey[], expected: string): ConfigProblem {
    return { file: this.#file, line: this.#lineOf(path), key: path.map(String).join('.') || '(file)', found: shown(this.#document.getIn(path)), expected };
  }

  #lineOf(path: readonly PropertyKey[]): number | null {
    for (let length = path.length; length > 0; length -= 1) {
      const node = this.#document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range != null) return this.#lines.linePos(node.range[0]).line;
    }
    return 1;
  }

  /** `${NAME}` and `${NAME:-default}`; a plain scalar that holds one is read anew, so that numbers stay numbers and nothing becomes null. */
  #substitute(environment: Readonly<Record<string, string | undefined>>): readonly ConfigProblem[] {
    const problems: ConfigProblem[] = [];
    visit(this.#document, {
      Scalar: (_, node: Scalar) => {
        if (typeof node.value !== 'string' || !node.value.includes('${')) return;
        const line = node.range == null ? null : this.#lines.linePos(node.range[0]).line;
        const filled = node.value.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g, (whole: string, name: string, fallback: string | undefined) => {
          const value = environment[name];
          if (value !== undefined && value !== '') return value;
          if (fallback !== undefined) return fallback;
          problems.push({ file: this.#file, line, key: whole, found: 'an environment variable that is not set', expected: `${name} set, or a default as in \${${name}:-value}` });
          return '';
        });
        node.value = node.type === 'PLAIN' ? retyped(filled) : filled;
      },
    });
    return problems;
  }

  #set(set: string): readonly ConfigProblem[] {
    const match = /^([A-Za-z$][\w$.-]*)=(.*)$/s.exec(set);
    if (match === null) return [{ file: '--set', line: null, key: set, found: set, expected: 'key=value, e.g. concurrency.videos=8' }];
    this.#document.setIn((match[1] ?? '').split('.'), this.#document.createNode(retyped(match[2] ?? '')));
    return [];
  }
}

/** Numbers, booleans and null as YAML reads them; everything else, also what would be a list or a map, stays text. */
function retyped(value: string): unknown {
  if (value === '') return null;
  try {
    const read: unknown = parse(value);
    return typeof read === 'number' || typeof read === 'boolean' || read === null || Array.isArray(read) ? read : value;
  } catch {
    return value;
  }
}

function shown(value: unknown): string {
  const plain: unknown = isScalar(value) ? value.value : isNode(value) ? value.toJSON() : value;
  if (plain === undefined) return 'nothing';
  const json = JSON.stringify(plain) ?? String(plain);
  return json.length > 80 ? `${json.slice(0, 77)}…` : json;
}
