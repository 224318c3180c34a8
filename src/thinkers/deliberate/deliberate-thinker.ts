import type { Hearing, Perception, ScreenReading } from '../../domain/perception.js';
import type { EscalationReason } from '../../domain/understanding.js';
import type { Sense } from '../../stages/frame-observer.js';
import type { DeepLevel, HardCase, Thinker, Thought } from '../../stages/think/thinker.js';

/** What each reason to think is about. Looking again at what nobody doubts costs as much and tells nothing new. */
const SENSES_OF: Readonly<Record<EscalationReason, readonly Sense[]>> = {
  'category-uncertain': ['see'],
  'category-unknown': ['see'],
  'product-conflict': ['see'],
  'adult-uncertain': ['see'],
  'price-conflict': ['read'],
  'brand-conflict': ['read'],
  'text-script-unreadable': ['read'],
  'text-low-confidence': ['read'],
  'text-too-much': ['read'],
  'speech-low-confidence': ['hear'],
  'speech-compression-ratio': ['hear'],
  'speech-repetition': ['hear'],
  'speech-implausible-rate': ['hear'],
  'speech-no-speech': ['hear'],
  'speech-language-uncertain': ['hear'],
  'policy-review': ['read', 'hear'],
  requested: ['see', 'read', 'hear'],
  'other-doubt': ['see', 'read', 'hear'],
};

/**
 * The embedded thinker: no language model, but a second, harder look at the same video with the models at hand. The
 * level sets how hard (see `Effort`), the reasons which senses; for each the more confident of the two perceptions is
 * kept, so thinking never makes a reading worse. Counts no tokens.
 */
export function createDeliberateThinker(): Thinker {
  return {
    provider: 'embedded',
    model: 'deliberate',
    async think(hardCase: HardCase, level: DeepLevel, signal: AbortSignal): Promise<Thought> {
      const again = await hardCase.lookAgain(level, sensesToUse(hardCase.reasons), signal);
      return { perception: hardCase.perception === null ? again : better(hardCase.perception, again), promptTokens: 0, completionTokens: 0 };
    },
  };
}

/** All of them for reasons that nobody here knows. */
function sensesToUse(reasons: readonly string[]): ReadonlySet<Sense> {
  const known: Readonly<Record<string, readonly Sense[] | undefined>> = SENSES_OF;
  return new Set((reasons.length === 0 ? ['requested'] : reasons).flatMap((reason) => known[reason] ?? SENSES_OF.requested));
}

function better(before: Perception, again: Perception): Perception {
  return {
    sightings: again.sightings.framesLookedAt >= before.sightings.framesLookedAt ? again.sightings : before.sightings,
    reading: clearer(before.reading, again.reading),
    hearing: surer(before.hearing, again.hearing),
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
