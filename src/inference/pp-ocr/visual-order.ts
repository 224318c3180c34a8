/** What is written from left to right inside a line of Arabic: Latin letters, digits and the signs between them. */
const LEFT_TO_RIGHT = /[a-zA-Z0-9 :*./%+-]+|[^a-zA-Z0-9 :*./%+-]/gu;

/** A recogniser reads a line from left to right; a line of Arabic is said from right to left, its numbers and Latin words are not. */
export function logicalOrder(visual: string): string {
  return (visual.match(LEFT_TO_RIGHT) ?? []).reverse().join('');
}
