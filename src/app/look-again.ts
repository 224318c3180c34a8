import type { Perception } from '../domain/perception.js';
import type { FrameObserver, Sense } from '../stages/frame-observer.js';
import type { Senses } from './perceive.js';

/**
 * The senses of a second look: those in `harder` work with the effort that they are opened with; the others keep what
 * the fast pass found (`before`), or do the fast pass's work where that was not kept.
 */
export function sensesForAgain(senses: Senses, harder: ReadonlySet<Sense>, before: Perception | null): Senses {
  return {
    see: (context) => (harder.has('see') ? senses.see(context) : before === null ? senses.see({ ...context, effort: 'fast' }) : kept(before.sightings)),
    read: (context) => (harder.has('read') ? senses.read(context) : before === null ? senses.read({ ...context, effort: 'fast' }) : kept(before.reading)),
    hear: async (audio, context, signal) => (harder.has('hear') ? senses.hear(audio, context, signal) : before === null ? senses.hear(audio, { ...context, effort: 'fast' }, signal) : before.hearing),
  };
}

/** Lets the frames go by. */
function kept<Result>(result: Result): FrameObserver<Result> {
  return { observe: async () => undefined, finish: async () => result };
}
