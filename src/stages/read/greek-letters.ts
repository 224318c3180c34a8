/** Latin letters and signs as which the recogniser, which has no Greek letter with a tonos, reads Greek ones. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  'AΑ BΒ EΕ ZΖ HΗ IΙ KΚ MΜ NΝ OΟ PΡ TΤ YΥ XΧ aα iι ıι kκ nη oο pρ tτ uυ vν xχ yγ áά éέ íί óό úύ ńή ÁΆ ÉΈ ÍΊ ÓΌ ÚΎ µμ ∆Δ'.split(' ').map((pair) => {
    const [latin = '', greek = ''] = pair;
    return [latin, greek];
  }),
);
const WORD = /[\p{L}\p{M}∆]+/gu;
const GREEK = /\p{Script=Greek}/u;
const GREEK_LOWER = /(?=\p{Script=Greek})\p{Ll}/u;
/** Shorter words mix the scripts on purpose: `ΔT`, `μm`. */
const LEAST_LETTERS = 3;
const LEAST_GREEK = 1 / 3;

/**
 * Words of Greek letters with Latin look-alikes among them, in Greek letters: `EλληνιKÓ μÉλι` → `Ελληνικό μέλι`. What the
 * recogniser saw no accent of stays without one.
 */
export function inGreekLetters(text: string): string {
  return text.normalize('NFC').replace(WORD, (word) => {
    const letters = [...word];
    const greek = letters.filter((letter) => GREEK.test(letter));
    if (letters.length < LEAST_LETTERS || greek.length < LEAST_GREEK * letters.length || greek.length === letters.length || !GREEK_LOWER.test(word)) return word;
    if (!letters.every((letter) => GREEK.test(letter) || LOOKALIKES.has(letter))) return word;
    // Only its first letter tells of capitals: K and O are read where κ and ο stand.
    return letters.map((letter, i) => (GREEK.test(letter) ? letter : i === 0 ? (LOOKALIKES.get(letter) ?? letter) : (LOOKALIKES.get(letter) ?? letter).toLowerCase())).join('');
  });
}
