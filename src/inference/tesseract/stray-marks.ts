const EDGE_MARKS = /^[\s|_[\]{}~=«»<>\\/.,:;'"`-]+(?=[^\d])|[\s|_[\]{}~=«»<>\\/`]+$/gu;
/** Between two letters of a script that has no apostrophes or dots inside words. */
const INNER_MARKS = /(?<=[\p{Script=Hangul}\p{Script=Thai}\p{Script=Arabic}\p{Script=Devanagari}])\s?['"`.,|_]\s?(?=[\p{Script=Hangul}\p{Script=Thai}\p{Script=Arabic}\p{Script=Devanagari}])/gu;

/** Removes what tesseract makes of box edges and of the ground: strokes and brackets at the ends, dots and quotes inside. */
export function withoutStrayMarks(text: string): string {
  return text.replace(EDGE_MARKS, '').replace(/^\(([^)]*)$/u, '$1').replace(/^([^(]*)\)$/u, '$1').replace(INNER_MARKS, ' ').trim();
}
