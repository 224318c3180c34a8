/** For comparing readings: compatibility forms folded, lower case, without blanks; quotes and dashes of one kind. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, '')
    .replace(/[‘’´`′]/gu, "'")
    .replace(/[“”„″]/gu, '"')
    .replace(/[‐‑‒–—―]/gu, '-');
}

/** Levenshtein distance in code points. */
export function editDistance(a: string, b: string): number {
  const x = [...a];
  const y = [...b];
  let row = Array.from({ length: y.length + 1 }, (_, j) => j);
  x.forEach((character, i) => {
    const next = [i + 1];
    y.forEach((other, j) => next.push(Math.min((next[j] as number) + 1, (row[j + 1] as number) + 1, (row[j] as number) + (character === other ? 0 : 1))));
    row = next;
  });
  return row[y.length] as number;
}

/** 1 for equal texts, 0 for texts without anything in common. */
export function textLikeness(a: string, b: string): number {
  const x = foldText(a);
  const y = foldText(b);
  const longer = Math.max([...x].length, [...y].length);
  return longer === 0 ? 1 : 1 - editDistance(x, y) / longer;
}
