import { HEADER, header, headerCount, headerText, withoutLastHeaders } from '../headers.js';
import type { Log } from '../log.js';
import type { LogRecord, OutputRecord } from '../record.js';

/** One dead letter as a person sees it. */
export interface DeadLetter {
  /** Where it lies in the dead-letter topic: `partition/offset`. */
  readonly id: string;
  readonly record: LogRecord;
  readonly key: string | null;
  readonly kind: string;
  readonly code: string;
  readonly message: string;
  readonly stage: string;
  /** Where the record came from. */
  readonly topic: string | null;
  readonly partition: number | null;
  readonly offset: string | null;
  readonly attempt: number;
  readonly firstFailedAt: string | null;
  readonly diedAtMs: number;
  /** How often the record was replayed before it died this time. */
  readonly replays: number;
  /** When this letter was replayed, RFC 3339; null while it was not. */
  readonly replayedAt: string | null;
}

export interface DeadLetterFilter {
  readonly id?: string;
  readonly code?: string;
  readonly stage?: string;
  readonly key?: string;
  /** ms since 1970, of the death. */
  readonly sinceMs?: number;
  readonly untilMs?: number;
}

/** The dead letters that the filter selects, oldest first within a partition. */
export async function findDeadLetters(log: Log, topic: string, filter: DeadLetterFilter, signal: AbortSignal): Promise<readonly DeadLetter[]> {
  const found: DeadLetter[] = [];
  const replayed = new Map<string, string>();
  for await (const record of log.read(topic, signal)) {
    const replayOf = headerText(record.headers, HEADER.replayOf);
    // A letter says why it died; a note of a replay does not, and a producer's own header makes none of a letter.
    if (replayOf !== null && headerText(record.headers, HEADER.errorCode) === null) {
      replayed.set(replayOf, headerText(record.headers, HEADER.replayedAt) ?? '');
      continue;
    }
    const letter = deadLetterOf(record);
    if (selects(filter, letter)) found.push(letter);
  }
  return found.map((letter) => ({ ...letter, replayedAt: replayed.get(letter.id) ?? null }));
}

export type ReplayDecision =
  | { readonly replay: true; readonly letter: DeadLetter; readonly output: OutputRecord }
  | { readonly replay: false; readonly letter: DeadLetter; readonly why: 'replayed already' | 'too often' | 'origin unknown' };

export interface ReplayRules {
  /** A record that was replayed this often and died again stays dead. */
  readonly maxReplays: number;
  /** Replay letters that were replayed before. */
  readonly again: boolean;
}

/** What a replay would do with each letter: back to its topic as it was, with one more replay counted, or not and why. */
export function planReplay(letters: readonly DeadLetter[], { maxReplays, again }: ReplayRules): readonly ReplayDecision[] {
  return letters.map((letter) => {
    if (letter.topic === null) return { replay: false, letter, why: 'origin unknown' };
    if (letter.replayedAt !== null && !again) return { replay: false, letter, why: 'replayed already' };
    if (letter.replays >= maxReplays) return { replay: false, letter, why: 'too often' };
    const headers = [...withoutLastHeaders(letter.record.headers, REASONS), header(HEADER.replays, letter.replays + 1)];
    return { replay: true, letter, output: { topic: letter.topic, key: letter.record.key, value: letter.record.value, headers } };
  });
}

/**
 * Writes each record back and, right after it, a note into the dead-letter topic that it was replayed. Dead letters
 * themselves are never removed. A replay reads the topic up to where it ended at the start, so letters that die again
 * meanwhile are not taken up; and the count that a record carries ends the circle for good.
 */
export async function replay(log: Log, deadLetterTopic: string, plan: readonly ReplayDecision[], now: () => number, signal: AbortSignal): Promise<number> {
  let count = 0;
  for (const decision of plan) {
    if (!decision.replay) continue;
    signal.throwIfAborted();
    const note: OutputRecord = {
      topic: deadLetterTopic,
      key: decision.output.key,
      value: null,
      headers: [header(HEADER.replayOf, decision.letter.id), header(HEADER.replayedAt, new Date(now()).toISOString())],
    };
    await log.produce([decision.output], signal);
    await log.produce([note], signal);
    count += 1;
  }
  return count;
}

/** What a dead letter has behind the headers of its record. */
const REASONS = new Set<string>([
  HEADER.errorKind,
  HEADER.errorCode,
  HEADER.errorMessage,
  HEADER.errorStage,
  HEADER.errorTopic,
  HEADER.errorPartition,
  HEADER.errorOffset,
  HEADER.errorAttempt,
  HEADER.errorFirstFailedAt,
  HEADER.replays,
]);

function deadLetterOf(record: LogRecord): DeadLetter {
  const text = (name: string): string | null => headerText(record.headers, name);
  return {
    id: `${record.partition}/${record.offset}`,
    record,
    key: record.key === null ? null : new TextDecoder().decode(record.key),
    kind: text(HEADER.errorKind) ?? 'unknown',
    code: text(HEADER.errorCode) ?? 'UNKNOWN',
    message: text(HEADER.errorMessage) ?? '',
    stage: text(HEADER.errorStage) ?? 'unknown',
    topic: record.value === null && text(HEADER.valueOmitted) !== null ? null : text(HEADER.errorTopic),
    partition: headerCount(record.headers, HEADER.errorPartition),
    offset: text(HEADER.errorOffset),
    attempt: headerCount(record.headers, HEADER.errorAttempt) ?? 0,
    firstFailedAt: text(HEADER.errorFirstFailedAt),
    diedAtMs: record.timestampMs,
    replays: headerCount(record.headers, HEADER.replays) ?? 0,
    replayedAt: null,
  };
}

function selects(filter: DeadLetterFilter, letter: DeadLetter): boolean {
  return (
    (filter.id === undefined || filter.id === letter.id) &&
    (filter.code === undefined || filter.code === letter.code) &&
    (filter.stage === undefined || filter.stage === letter.stage) &&
    (filter.key === undefined || filter.key === letter.key) &&
    (filter.sinceMs === undefined || letter.diedAtMs >= filter.sinceMs) &&
    (filter.untilMs === undefined || letter.diedAtMs < filter.untilMs)
  );
}
