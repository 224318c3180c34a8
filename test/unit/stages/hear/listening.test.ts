import { describe, expect, it } from '@jest/globals';
import { HEAR_RULES } from '../../../../src/stages/hear/hear.js';
import { listenToRuns, type Listen } from '../../../../src/stages/hear/listening.js';
import { packWindows } from '../../../../src/stages/hear/packing.js';
import type { Phrase } from '../../../../src/stages/hear/phrases.js';

const DURATION_S = 30;
const phrase = (startS: number, endS: number): Phrase => ({ startS, endS, pauses: [] });
type Guess = Readonly<Record<string, number>>;

/** A recogniser that hears `together` in the shared window and `alone` in a phrase's own; `calls` says what it was asked. */
function listening(phrases: readonly Phrase[], together: readonly Guess[], alone: readonly Guess[]) {
  const calls: string[] = [];
  const guesses = (guess: Guess) => ({ languages: Object.entries(guess).map(([language, probability]) => ({ language, probability })).sort((a, b) => b.probability - a.probability), noSpeechProbability: 0 });
  const listen: Listen = async (window, stretches, care) => {
    const shared = window.items.length === phrases.length && phrases.length > 1;
    const at = phrases.findIndex((one) => one.startS === window.items[0]?.startS);
    calls.push(`${shared ? 'together' : `alone ${at}`} ${care}`);
    return { sound: calls.at(-1), stretches: stretches.map((_, index) => guesses((shared ? together[index] : alone[at]) ?? {})) };
  };
  const [window] = packWindows(phrases, DURATION_S, HEAR_RULES.packing);
  return { calls, runs: () => listenToRuns(window!, DURATION_S, listen, [], HEAR_RULES) };
}

const TWO = [phrase(1, 6), phrase(7, 12)];

describe('the runs of a window', () => {
  it('are one, heard once, where all phrases are clearly in one language', async () => {
    const { calls, runs } = listening(TWO, [{ it: 0.99 }, { it: 0.95 }], []);
    expect((await runs()).map(({ language, phrase: { startS, endS }, heard }) => ({ language, startS, endS, sound: heard.sound }))).toEqual([{ language: 'it', startS: 1, endS: 12, sound: 'together quick' }]);
    expect(calls).toEqual(['together quick']);
  });

  it('are two where a phrase alone is of another language than beside its neighbour, each with a sound of its own', async () => {
    const { calls, runs } = listening(TWO, [{ it: 0.99 }, { it: 0.74, el: 0.07 }], [{ it: 1 }, { el: 1 }]);
    expect((await runs()).map(({ language, heard }) => ({ language, sound: heard.sound }))).toEqual([{ language: 'it', sound: 'alone 0 quick' }, { language: 'el', sound: 'alone 1 quick' }]);
    expect(calls).toEqual(['together quick', 'alone 1 quick', 'alone 0 quick']);
  });

  it('are heard alone, all of them, where the phrases differ', async () => {
    const { calls, runs } = listening(TWO, [{ la: 0.9 }, { nl: 0.95 }], [{ fi: 0.93 }, { nl: 0.98 }]);
    expect((await runs()).map(({ language }) => language)).toEqual(['fi', 'nl']);
    expect(calls).toEqual(['together quick', 'alone 0 quick', 'alone 1 quick']);
  });

  it('are heard again, thoroughly, where no language is likely', async () => {
    const { calls, runs } = listening([phrase(1, 6)], [], [{ et: 0.3, fi: 0.28 }]);
    expect((await runs()).map(({ language }) => language)).toEqual(['et']);
    expect(calls).toEqual(['alone 0 quick', 'alone 0 thorough']);
  });
});
