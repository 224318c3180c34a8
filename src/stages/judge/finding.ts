/** A place in a text that a rule objects to. */
export interface Finding {
  /** What was matched, as the rule read it. */
  readonly text: string;
  /** P(a careful reader would object). */
  readonly confidence: number;
}

/** What is known of where a text comes from. Optional: a rule must work without. */
export interface TextOrigin {
  /** ISO 3166 countries whose readers it speaks to, likeliest first. */
  readonly regions: readonly string[];
}

/** Looks through one text. Pure; must be safe on any text. */
export type TextRule = (text: string, origin?: TextOrigin) => readonly Finding[];

/** Two texts of one picture that stand close: a phrase may run across it, a number may not. */
export const LINE_BREAK = '\u2028';
