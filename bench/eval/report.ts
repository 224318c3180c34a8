import Table from 'cli-table3';
import { errorRate, type ErrorCount, type SpeechReport } from './speech.js';
import type { ScreenTextScore } from './screen-text.js';
import type { CategoryScore, ConflictScore, FlagScore, Share } from './understanding.js';

export interface EvalReport {
  readonly videos: number;
  readonly failed: readonly string[];
  readonly speech: { readonly all: SpeechReport; readonly human: SpeechReport; readonly synthetic: SpeechReport };
  readonly screenText: ScreenTextScore;
  readonly categories: CategoryScore;
  readonly conflicts: ConflictScore;
  readonly flags: FlagScore;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const of = ({ right, of: all }: Share): string => `${right}/${all}  ${percent(all === 0 ? 0 : right / all)}`;

/** The whole report as text: a table a part, then every miss. */
export function renderReport(report: EvalReport): string {
  return [
    `${report.videos} videos${report.failed.length === 0 ? '' : `, ${report.failed.length} failed: ${report.failed.join(', ')}`}`,
    speechTable(report.speech), screenTextTable(report.screenText), categoryTable(report.categories), conflictLines(report.conflicts), flagTable(report.flags), missList(report),
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const drawn = new Table({ head: [...head], style: { head: [], border: [] } });
  drawn.push(...rows.map((row) => [...row]));
  return drawn.toString();
}

function speechTable({ all, human, synthetic }: EvalReport['speech']): string {
  const row = (name: string, count: ErrorCount): string[] => [name, String(count.videos), String(count.units), percent(errorRate(count))];
  const rows = [
    ...[...all.byLanguage].sort(([a], [b]) => (a < b ? -1 : 1)).map(([language, count]) => row(language, count)),
    row('all, one language', all.overall), row('  human voices', human.overall), row('  synthetic voices', synthetic.overall), row('several languages', all.severalLanguagesErrors),
  ];
  return [
    'Speech', table(['language', 'videos', 'words or characters', 'error'], rows),
    `language right, one language   ${of({ right: all.singleLanguage.right, of: all.singleLanguage.videos })}`,
    `all languages found, several   ${of({ right: all.severalLanguages.right, of: all.severalLanguages.videos })}`,
    `invented segments              ${all.invented.segments} over ${all.invented.videos} videos without speech`,
  ].join('\n');
}

function screenTextTable(score: ScreenTextScore): string {
  const rows = score.byScript.map((one) => [one.script, String(one.texts), of({ right: one.found, of: one.texts }), percent(one.inTimeShare)]);
  return ['Screen text (found: character error at most 10 %; in time: first and last second within 0.7 s)', table(['script', 'texts', 'found', 'in time'], rows), `texts beyond the drawn ones      ${score.extraTexts}`].join('\n');
}

function categoryTable(score: CategoryScore): string {
  const rows = [...score.byClass].sort(([a], [b]) => (a < b ? -1 : 1)).map(([label, share]) => [label, of(share)]);
  return ['Category', table(['class', 'right'], [...rows, ['all', of(score.overall)]]), `expected calibration error       ${score.ece.toFixed(3)}`].join('\n');
}

function conflictLines(score: ConflictScore): string {
  return ['Conflicts', `contradicting videos found       ${of(score.contradicting)}`, `others called contradicting      ${of(score.falseAlarms)}`].join('\n');
}

function flagTable(score: FlagScore): string {
  const ratio = (a: number, b: number): string => (a + b === 0 ? '-' : percent(a / (a + b)));
  const rows = [...score.byClass].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { hit, missed, wrong }]) => [name, String(hit), String(missed), String(wrong), ratio(hit, wrong), ratio(hit, missed)]);
  return ['Flags', table(['class', 'hit', 'missed', 'wrong', 'precision', 'recall'], rows)].join('\n');
}

function missList({ speech, screenText, categories, conflicts, flags }: EvalReport): string {
  const cut = (text: string): string => (text.length > 110 ? `${text.slice(0, 109)}…` : text);
  const lines = [
    ...speech.all.misses.map((miss) => `speech    ${miss.file}  ${miss.kind}${miss.errorRate === null ? '' : ` ${percent(miss.errorRate)}`}\n            wanted ${cut(miss.wanted)}\n            heard  ${cut(miss.found)}`),
    ...screenText.misses.map((miss) => `text      ${miss.file}  ${miss.why}  wanted "${cut(miss.truth.text)}"  ${miss.why === 'time' ? `start ${(miss.startErrorS ?? 0).toFixed(2)} s, end ${(miss.endErrorS ?? 0).toFixed(2)} s off` : `nearest "${cut(miss.nearest ?? '')}"`}`),
    ...categories.misses.map((miss) => `category  ${miss.file}  wanted ${miss.wanted}  found ${miss.found} (${miss.confidence.toFixed(2)})`),
    ...conflicts.misses.map((miss) => `conflict  ${miss.file}  ${miss.what}  ${cut(miss.detail)}`),
    ...flags.misses.map((miss) => `flag      ${miss.file}  ${miss.what} ${miss.class}  ${cut(miss.evidence)}`),
  ];
  return ['Misses', ...(lines.length === 0 ? ['none'] : lines)].join('\n');
}
