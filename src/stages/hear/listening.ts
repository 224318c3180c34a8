import { decideLanguages, type LanguageEvidence, type LanguageRules } from './language-runs.js';
import { packWindows, windowTime, type PackedWindow, type PackingRules } from './packing.js';
import { joined, type Phrase } from './phrases.js';
import type { HeardStretch, HeardWindow, ListeningCare, Stretch } from './speech-model.js';

export interface ListeningRules {
  readonly packing: PackingRules;
  readonly languages: LanguageRules;
  /** A phrase whose likeliest language is this likely is clear when it is long (`longS`) … */
  readonly clearLong: number;
  /** … and this likely when it is shorter: too little sound tells no language surely. */
  readonly clearShort: number;
  readonly longS: number;
  /** With less confidence in a language the run is listened to again, thoroughly. */
  readonly sureLanguage: number;
  /** Phrases of one language are transcribed together across pauses up to this … */
  readonly togetherPauseS: number;
  /** … and up to this length: more context, fewer errors. */
  readonly togetherS: number;
}

/** Sends a packed window, with the stretches to tell the languages of (in seconds of the slowed window), through the recogniser's encoder. */
export type Listen = (window: PackedWindow<Phrase>, stretches: readonly Stretch[], care: ListeningCare, slowedBy?: number) => Promise<HeardWindow>;

/** Phrases of one language that are transcribed together, with the sound that they are transcribed from. */
export interface HeardRun {
  readonly language: string;
  readonly confidence: number;
  readonly phrase: Phrase;
  readonly heard: HeardWindow;
  readonly stretch: Stretch;
}

interface Sound {
  readonly heard: HeardWindow;
  readonly stretch: Stretch;
}

interface Run {
  readonly language: string;
  readonly confidence: number;
  readonly phrases: readonly Phrase[];
  readonly phrase: Phrase;
}

const NO_GUESS: HeardStretch = { languages: [], noSpeechProbability: 0 };

/**
 * The runs of one window. All its phrases are listened to at once; the encoder attends over the whole window, though, so
 * that one language colours what it hears of another (measured on pairs of clips: Greek beside Italian came out as
 * Italian 0.74, alone as Greek 1.00). Where the phrases do not clearly agree, those in doubt are therefore listened to
 * by themselves, and runs of different languages are transcribed from sounds of their own. Of 40 pairs of clips with
 * pauses of 0.3 to 1.7 s, both languages were found in 27 without this and in 39 with it.
 */
export async function listenToRuns(window: PackedWindow<Phrase>, durationS: number, listen: Listen, hints: readonly string[], rules: ListeningRules): Promise<readonly HeardRun[]> {
  const apart = new Map<Phrase, Sound>();
  const listenApart = async (phrase: Phrase): Promise<Sound> => {
    const sound = await listenAlone(phrase, durationS, listen, 'quick', rules.packing);
    apart.set(phrase, sound);
    return sound;
  };
  const together = await listen(window, window.items.map((phrase) => stretchOf(window, phrase, 0)), 'quick');
  let evidence: readonly LanguageEvidence[] = window.items.map((phrase, index) => ({ ...phrase, heard: together.stretches[index] ?? NO_GUESS }));
  const doubtful = doubtfulOf(evidence, rules);
  if (doubtful.size > 0) {
    evidence = await Promise.all(
      window.items.map(async (phrase, index) => {
        const known = evidence[index];
        return known !== undefined && !doubtful.has(known) ? known : { ...phrase, heard: (await listenApart(phrase)).heard.stretches[0] ?? NO_GUESS };
      }),
    );
  }
  const runs = runsOf(window.items, evidence, hints, rules);
  const oneLanguage = new Set(runs.map(({ language }) => language)).size <= 1;
  return Promise.all(
    runs.map(async ({ language, confidence, phrases, phrase }): Promise<HeardRun> => {
      if (confidence < rules.sureLanguage) {
        const sound = await listenAlone(phrase, durationS, listen, 'thorough', rules.packing);
        const [decided] = decideLanguages([{ ...phrase, heard: sound.heard.stretches[0] ?? NO_GUESS }], hints, rules.languages);
        return { ...(decided ?? { language, confidence }), phrase, ...sound };
      }
      if (oneLanguage) return { language, confidence, phrase, heard: together, stretch: stretchOf(window, phrase, rules.packing.edgeS) };
      const [only] = phrases.length === 1 ? phrases : [];
      const known = only === undefined ? undefined : apart.get(only);
      return { language, confidence, phrase, ...(known ?? (await listenApart(phrase))) };
    }),
  );
}

/** The phrase in a window of its own. */
export async function listenAlone(phrase: Phrase, durationS: number, listen: Listen, care: ListeningCare, packing: PackingRules, slowedBy = 1): Promise<Sound> {
  const [window] = packWindows([phrase], durationS, packing);
  if (window === undefined) throw new RangeError('a phrase fills a window');
  const by = Math.max(1, Math.min(slowedBy, packing.maxS / window.lengthS));
  const stretch = { startS: 0, endS: window.lengthS * by, quietUntilS: Infinity };
  return { heard: await listen(window, [stretch], care, by), stretch };
}

function isClear({ startS, endS, heard }: LanguageEvidence, rules: ListeningRules): boolean {
  const likeliest = heard.languages[0]?.probability ?? 0;
  return likeliest >= (endS - startS >= rules.longS ? rules.clearLong : rules.clearShort);
}

/** Phrases whose language a neighbour may have coloured: all where they differ, the unclear ones where they do not. One phrase has no neighbour. */
function doubtfulOf(evidence: readonly LanguageEvidence[], rules: ListeningRules): ReadonlySet<LanguageEvidence> {
  if (evidence.length <= 1) return new Set();
  const languages = new Set(evidence.map(({ heard }) => heard.languages[0]?.language));
  return new Set(languages.size > 1 ? evidence : evidence.filter((phrase) => !isClear(phrase, rules)));
}

function runsOf(phrases: readonly Phrase[], evidence: readonly LanguageEvidence[], hints: readonly string[], rules: ListeningRules): readonly Run[] {
  const decided = decideLanguages(evidence, hints, rules.languages);
  const runs: Run[] = [];
  phrases.forEach((phrase, index) => {
    const { language = 'en', confidence = 0 } = decided[index] ?? {};
    const last = runs.at(-1);
    const together = last !== undefined && last.language === language && phrase.startS - last.phrase.endS <= rules.togetherPauseS && phrase.endS - last.phrase.startS <= rules.togetherS;
    if (together) runs[runs.length - 1] = { ...last, phrases: [...last.phrases, phrase], phrase: joined(last.phrase, phrase) };
    else runs.push({ language, confidence, phrases: [phrase], phrase });
  });
  return runs;
}

/** With the quiet before it, as far as it was kept: the recogniser knows better where speech begins when it hears it begin. */
function stretchOf(window: PackedWindow<Phrase>, phrase: Phrase, edgeS: number): Stretch {
  const before = window.items.findLast((item) => item.endS <= phrase.startS);
  const after = window.items.find((item) => item.startS >= phrase.endS);
  const beginsS = windowTime(window, phrase.startS);
  return {
    startS: Math.max(0, beginsS - edgeS, before === undefined ? 0 : windowTime(window, before.endS)),
    endS: windowTime(window, phrase.endS),
    quietUntilS: after === undefined ? Infinity : windowTime(window, after.startS),
  };
}
