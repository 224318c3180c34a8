/** A stretch of the track in which somebody speaks, in seconds. */
export interface Utterance {
  readonly startS: number;
  readonly endS: number;
}

export interface ActivityRules {
  /** Speech begins at this probability … */
  readonly speechThreshold: number;
  /** … and ends below this one, … */
  readonly silenceThreshold: number;
  /** … once it has stayed there for so long. */
  readonly minSilenceS: number;
  /** Shorter bursts are no speech. */
  readonly minSpeechS: number;
  /** Added on both sides (half of the pause where it is shorter): the first and last sounds of a word are quiet. */
  readonly padS: number;
  /** Longer ones are cut at their least certain moment. */
  readonly maxSpeechS: number;
}

/** Silero's window at 16 kHz. */
export const ACTIVITY_WINDOW_S = 0.032;

/** Speech probabilities, one per 32 ms, to utterances in order, without overlap. */
export function utterancesOf(probabilities: ArrayLike<number>, durationS: number, rules: ActivityRules): readonly Utterance[] {
  const bursts = burstsOf(probabilities, rules).flatMap((burst) => cut(probabilities, burst, rules));
  return bursts.map((burst, index) => {
    const start = burst.start * ACTIVITY_WINDOW_S;
    const end = Math.min(burst.end * ACTIVITY_WINDOW_S, durationS);
    const previousEnd = index === 0 ? -Infinity : (bursts[index - 1]?.end ?? 0) * ACTIVITY_WINDOW_S;
    const nextStart = (bursts[index + 1]?.start ?? Infinity) * ACTIVITY_WINDOW_S;
    return {
      startS: Math.max(0, start - Math.min(rules.padS, (start - previousEnd) / 2)),
      endS: Math.min(durationS, end + Math.min(rules.padS, (nextStart - end) / 2)),
    };
  });
}

/** In windows, `end` excluded. */
interface Burst {
  readonly start: number;
  readonly end: number;
}

function burstsOf(probabilities: ArrayLike<number>, rules: ActivityRules): Burst[] {
  const minSilence = rules.minSilenceS / ACTIVITY_WINDOW_S;
  const minSpeech = rules.minSpeechS / ACTIVITY_WINDOW_S;
  const bursts: Burst[] = [];
  let start = -1;
  let quietSince = -1;
  for (let window = 0; window < probabilities.length; window += 1) {
    const probability = probabilities[window] ?? 0;
    if (probability >= rules.speechThreshold) {
      if (start < 0) start = window;
      quietSince = -1;
    } else if (start >= 0 && probability < rules.silenceThreshold) {
      if (quietSince < 0) quietSince = window;
      if (window - quietSince >= minSilence) {
        bursts.push({ start, end: quietSince });
        start = -1;
        quietSince = -1;
      }
    }
  }
  if (start >= 0) bursts.push({ start, end: quietSince < 0 ? probabilities.length : quietSince });
  return bursts.filter((burst) => burst.end - burst.start >= minSpeech);
}

function cut(probabilities: ArrayLike<number>, burst: Burst, rules: ActivityRules): Burst[] {
  const limit = Math.floor(rules.maxSpeechS / ACTIVITY_WINDOW_S);
  const length = burst.end - burst.start;
  if (length <= limit) return [burst];
  // Somewhere in the second half of what fits, so that no piece is tiny.
  let at = burst.start + Math.floor(limit / 2);
  for (let window = at; window < burst.start + limit; window += 1) {
    if ((probabilities[window] ?? 0) <= (probabilities[at] ?? 0)) at = window;
  }
  return [{ start: burst.start, end: at }, ...cut(probabilities, { start: at, end: burst.end }, rules)];
}
