/** HTML that is safe to print: made only by `html`, which escapes everything that is not such a piece itself. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Markup | string | number | null | false | readonly Piece[];

/** Tagged template: `html\`<b>${untrusted}</b>\``. Put values in element content or in double-quoted attributes only. */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  return new Markup(strings.reduce((text, part, index) => `${text}${printed(values[index - 1] ?? null)}${part}`));
}

function printed(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (piece === null || piece === false) return '';
  if (typeof piece === 'object') return piece.map(printed).join('');
  return escaped(String(piece));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Characters that HTML or a reader's eye would take for something else; controls and marks that reorder text go. */
function escaped(text: string): string {
  return text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ').replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
