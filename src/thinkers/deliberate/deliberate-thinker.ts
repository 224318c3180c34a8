import type { Hearing, ScreenReading } from '../../domain/perception.js';
import type { DeepLevel, HardCase, Thinker, Thought } from '../../stages/think/thinker.js';

/**
 * The embedded thinker: no language model, but a second, harder look at the same video with the models at hand. The
 * level sets how hard (see `Effort`); for each sense the more confident of the two perceptions is kept, so thinking
 * never makes a reading worse. Counts no tokens.
 */
export function createDeliberateThinker(): Thinker {
  return {
    provider: 'embedded',
    model: 'deliberate',
    async think(hardCase: HardCase, level: DeepLevel, signal: AbortSignal): Promise<Thought> {
      const again = await hardCase.lookAgain(level, signal);
      const before = hardCase.perception;
      if (before === null) return { perception: again, promptTokens: 0, completionTokens: 0 };
      return {
        perception: {
          sightings: again.sightings.framesLookedAt >= before.sightings.framesLookedAt ? again.sightings : before.sightings,
          reading: clearer(before.reading, again.reading),
          hearing: surer(before.hearing, again.hearing),
        },
        promptTokens: 0,
        completionTokens: 0,
      };
    },
  };
}

/** The reading with more confidently read characters. */
function clearer(a: ScreenReading, b: ScreenReading): ScreenReading {
  const readable = (reading: ScreenReading): number => reading.texts.reduce((sum, text) => sum + text.text.length * text.confidence, 0);
  return readable(b) >= readable(a) ? b : a;
}

/** The hearing with the higher confidence per second of speech; silence found by either is silence only if both agree. */
function surer(a: Hearing, b: Hearing): Hearing {
  if (a.segments.length === 0 || b.segments.length === 0) return b;
  const confidence = (hearing: Hearing): number => {
    let seconds = 0;
    let sum = 0;
    for (const segment of hearing.segments) {
      const length = Math.max(0.01, segment.endS - segment.startS);
      seconds += length;
      sum += length * segment.confidence;
    }
    return sum / seconds;
  };
  return confidence(b) >= confidence(a) ? b : a;
}
