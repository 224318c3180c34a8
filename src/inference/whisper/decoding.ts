import type { DecoderBatch } from './decoder.js';
import type { Candidate, NextToken } from './next-token.js';
import { loopStart } from './repetition.js';

/** What was decoded of one row. */
export interface Decoded {
  /** Text tokens, without prompt and end-of-text. */
  readonly tokens: readonly number[];
  /** Sum over `tokens` and, when it came, end-of-text. */
  readonly logProbability: number;
  /** False: cut by the limit or by a loop. */
  readonly ended: boolean;
  readonly looped: boolean;
}

export interface DecodingLimits {
  readonly endOfText: number;
  /** Text tokens of each row at most. */
  readonly maxTokens: readonly number[];
}

interface OpenRow {
  readonly index: number;
  readonly tokens: number[];
  logProbability: number;
}

/**
 * Takes the likeliest token (or what `choose` says) of every row until end-of-text, a loop or the limit. Rows that are
 * done stay as ballast until half of the batch is: dropping them copies the caches of the others.
 */
export async function decodeStepwise(batch: DecoderBatch, next: NextToken, limits: DecodingLimits, choose: (logits: Float32Array, row: number) => Candidate): Promise<Decoded[]> {
  const done = new Map<number, Decoded>();
  let seated: OpenRow[] = Array.from({ length: batch.rows }, (_, index) => ({ index, tokens: [], logProbability: 0 }));
  for (let step = 0; ; step += 1) {
    const chosen = seated.map((row, seat) => {
      if (done.has(row.index)) return limits.endOfText;
      const logits = batch.logits(seat);
      next.suppress(logits, step === 0);
      const { token, logProbability } = choose(logits, row.index);
      row.logProbability += logProbability;
      if (token !== limits.endOfText) row.tokens.push(token);
      const end = endOf(row, token, limits);
      if (end !== null) done.set(row.index, end);
      return token;
    });
    const open = seated.flatMap((row, seat) => (done.has(row.index) ? [] : [seat]));
    if (open.length === 0) break;
    if (open.length * 2 > seated.length) {
      await batch.step(chosen);
    } else {
      batch.select(open);
      seated = open.flatMap((seat) => seated[seat] ?? []);
      await batch.step(open.map((seat) => chosen[seat] ?? limits.endOfText));
    }
  }
  return Array.from(done).sort(([a], [b]) => a - b).map(([, decoded]) => decoded);
}

function endOf(row: OpenRow, token: number, limits: DecodingLimits): Decoded | null {
  const { tokens, logProbability } = row;
  if (token === limits.endOfText) return { tokens, logProbability, ended: true, looped: false };
  const loop = loopStart(tokens);
  if (loop !== null) return { tokens: tokens.slice(0, loop), logProbability: (logProbability * loop) / tokens.length, ended: false, looped: true };
  if (tokens.length >= (limits.maxTokens[row.index] ?? 0)) return { tokens, logProbability, ended: false, looped: false };
  return null;
}

interface Beam {
  readonly tokens: readonly number[];
  readonly logProbability: number;
}

/**
 * Beam search from a batch of one row (Whisper's: a beam ends with end-of-text; the search ends when `width` have). The
 * best is that of the highest log-probability per token.
 */
export async function decodeBeams(batch: DecoderBatch, next: NextToken, width: number, limits: { readonly endOfText: number; readonly maxTokens: number }): Promise<Decoded> {
  let beams: Beam[] = [{ tokens: [], logProbability: 0 }];
  const ended: Beam[] = [];
  for (let step = 0; step < limits.maxTokens; step += 1) {
    const options = beams.flatMap((beam, row) => {
      const logits = batch.logits(row);
      next.suppress(logits, step === 0);
      return next.top(logits, width + 1).map(({ token, logProbability }) => ({ row, token, tokens: beam.tokens, logProbability: beam.logProbability + logProbability }));
    });
    options.sort((a, b) => b.logProbability - a.logProbability);
    const open: typeof options = [];
    for (const option of options) {
      if (open.length === width) break;
      if (option.token === limits.endOfText) ended.push(option);
      else if (loopStart([...option.tokens, option.token]) === null) open.push(option);
    }
    if (ended.length >= width || open.length === 0) break;
    beams = open.map(({ tokens, token, logProbability }) => ({ tokens: [...tokens, token], logProbability }));
    batch.select(open.map(({ row }) => row), true);
    await batch.step(open.map(({ token }) => token));
  }
  const perToken = (beam: Beam, extra: number): number => beam.logProbability / (beam.tokens.length + extra);
  const best = ended.reduce<Beam | null>((a, b) => (a === null || perToken(b, 1) > perToken(a, 1) ? b : a), null);
  const { tokens, logProbability } = best ?? beams[0] ?? { tokens: [], logProbability: 0 };
  return { tokens, logProbability, ended: best !== null, looped: false };
}
