import { deflateSync } from 'node:zlib';

/** How often a run of `period` tokens must stand at the end, one after the other, to be called a loop. */
function loopCount(period: number): number {
  if (period === 1) return 8;
  return period <= 3 ? 6 : 4;
}

const LONGEST_PERIOD = 24;

/**
 * A decoder that has lost the sound says the same again and again. Returns the number of tokens before the second
 * saying when `tokens` ends in a loop, else null.
 */
export function loopStart(tokens: readonly number[]): number | null {
  for (let period = 1; period <= LONGEST_PERIOD; period += 1) {
    const needed = period * loopCount(period);
    if (tokens.length < needed) continue;
    let start = tokens.length - period;
    while (start > 0 && tokens[start - 1] === tokens[start - 1 + period]) start -= 1;
    if (tokens.length - start >= needed) return start + period;
  }
  return null;
}

/** Whisper's own measure of repetition: UTF-8 bytes per byte after zlib. Above 2.4 it is a loop (Radford et al. 2022, §4.5). */
export function compressionRatio(text: string): number {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length === 0 ? 0 : bytes.length / deflateSync(bytes).length;
}
