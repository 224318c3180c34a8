import { foldText } from './same-text.js';

/** How much of `part` stands in `whole`, somewhere, in one piece: 1 all of it, 0 nothing. Blanks and case do not count. */
export function shareFoundIn(part: string, whole: string): number {
  const x = [...foldText(part)];
  const y = [...foldText(whole)];
  if (x.length === 0) return 0;
  // Levenshtein with free ends in `whole` (Sellers 1980): the first row costs nothing, the best of the last row counts.
  let row = y.map(() => 0);
  row.push(0);
  x.forEach((character, i) => {
    const next = [i + 1];
    y.forEach((other, j) => next.push(Math.min((next[j] as number) + 1, (row[j + 1] as number) + 1, (row[j] as number) + (character === other ? 0 : 1))));
    row = next;
  });
  return Math.max(0, 1 - Math.min(...row) / x.length);
}
