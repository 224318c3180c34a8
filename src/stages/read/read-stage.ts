import type { ScreenReading } from '../../domain/perception.js';
import type { FrameObserver, PerceptionContext } from '../frame-observer.js';
import { expectedScripts } from './script-decision.js';
import type { Alphabet, TextReader } from './text-reader.js';
import { TextWatcher } from './text-watcher.js';
import { speaksVietnamese } from './vietnamese.js';
import { SEARCH_PLANS } from './where-to-look.js';

export interface ReadStageOptions {
  readonly reader: TextReader;
}

export interface ReadStage {
  /** One observer a video. */
  open(context: PerceptionContext): FrameObserver<ScreenReading>;
}

/** Reads the text on the screen: found where the picture changes, read once or a few times, followed from frame to frame. */
export function createReadStage({ reader }: ReadStageOptions): ReadStage {
  return {
    open(context) {
      const expected: ReadonlySet<Alphabet> = new Set<Alphabet>([
        ...expectedScripts(context.listingTexts, context.locale),
        ...(speaksVietnamese(context.listingTexts, context.locale, context.market) ? (['Viet'] as const) : []),
      ]);
      return new TextWatcher({ reader, plan: SEARCH_PLANS[context.effort], expected, listingTexts: context.listingTexts, durationS: context.durationS, priority: context.priority });
    },
  };
}
