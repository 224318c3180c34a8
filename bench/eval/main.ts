/**
 * How good the pipeline is on labelled videos:
 *
 *   npm run eval -- <videos.jsonl> [--limit n] [--json FILE] [--results FILE] [--save FILE] [-- <options of thalweg enrich>]
 *
 * Runs `thalweg enrich` on every file of a truth file in the layout of videos.jsonl, with the titles as listings, and
 * prints a table for speech, screen text, category, conflicts and flags, then each miss.
 */
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { ProductVideoEnriched } from '../../src/domain/product-video-enriched.js';
import { renderReport, type EvalReport } from './report.js';
import { readResults, runPipeline } from './run-pipeline.js';
import { scoreScreenText } from './screen-text.js';
import { evaluateSpeech, type SpeechReport } from './speech.js';
import { readTruth, type Truth } from './truth.js';
import { scoreCategories, scoreConflicts, scoreFlags } from './understanding.js';

const program = new Command('eval')
  .argument('<videos.jsonl>', 'truth file; paths in it are relative to the folder above its own')
  .argument('[enrich options...]', 'passed on to thalweg enrich, after --')
  .option('--limit <n>', 'only the first n videos')
  .option('--head <folder>', 'product head fitted without the videos\' own photos (train:product-head --exclude … --out <folder>)')
  .option('--results <file>', 'do not run anything: judge these ProductVideoEnriched lines (videoId = file)')
  .option('--save <file>', 'keep the ProductVideoEnriched lines')
  .option('--json <file>', 'write the report as JSON')
  .option('--program <path>', 'the built thalweg', 'dist/cli/main.js')
  .parse();
const options = program.opts<{ limit?: string; head?: string; results?: string; save?: string; json?: string; program: string }>();
const [truthFile = '', ...enrichOptions] = program.args;

const rows = (await readTruth(truthFile)).slice(0, options.limit === undefined ? undefined : Number(options.limit));
const found = options.results === undefined ? await runPipeline(rows, [process.execPath, options.program], options.head ?? null, enrichOptions) : await readResults(options.results);
if (options.save !== undefined) await writeFile(options.save, rows.flatMap((row) => found.get(row.file) ?? []).map((enriched) => `${JSON.stringify(enriched)}\n`).join(''));
const report = evaluate(rows, found);
process.stdout.write(`${renderReport(report)}\n`);
if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(report, (_, value: unknown): unknown => (value instanceof Map ? Object.fromEntries(value as ReadonlyMap<string, unknown>) : value), 2)}\n`);

function evaluate(truths: readonly Truth[], results: ReadonlyMap<string, ProductVideoEnriched>): EvalReport {
  const judged = truths.map((truth) => ({ truth, found: results.get(truth.file) ?? null }));
  const speechOf = (some: readonly Truth[]): SpeechReport => evaluateSpeech(some, results);
  const voiced = (voice: string): readonly Truth[] => truths.filter((row) => row.speech.length > 0 && row.speech.every((one) => one.voice === voice));
  return {
    videos: truths.length,
    failed: judged.filter((one) => one.found === null).map((one) => one.truth.file),
    speech: { all: speechOf(truths), human: speechOf(voiced('human')), synthetic: speechOf(voiced('synthetic')) },
    screenText: scoreScreenText(judged.map(({ truth, found: one }) => ({ file: truth.file, displayWidth: truth.displayWidth, displayHeight: truth.displayHeight, truth: truth.screenText, read: one?.screenText ?? [] }))),
    categories: scoreCategories(judged),
    conflicts: scoreConflicts(judged),
    flags: scoreFlags(judged),
  };
}
