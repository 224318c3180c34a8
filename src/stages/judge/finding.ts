/** A place in a text that a rule objects to. */
export interface Finding {
  readonly text: string;
  /** P(a careful reader would object). */
  readonly confidence: number;
}

/** Looks through one text. Pure; must be safe on any text. */
export type TextRule = (text: string) => readonly Finding[];

/** Text as rules read it: NFKC, typographic quotes, dashes and spaces plain; case and accents kept. Long texts are cut: a rule's cost stays bounded. */
export function plain(text: string): string {
  return text.slice(0, 20_000).normalize('NFKC').replace(/[’‘`´]/g, "'").replace(/[“”„«»]/g, '"').replace(/[‐-―−]/g, '-').replace(/[\u00a0\u2000-\u200b\u202f\u3000]/g, ' ');
}
