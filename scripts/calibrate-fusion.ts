/**
 * Fits the confidence of the fuse stage and writes src/stages/fuse/fitted-calibration.ts:
 *
 *   npx tsx scripts/calibrate-fusion.ts --photos ../shared/media/products/products.jsonl [--outside products.jsonl] [--frames n] [--dry-run]
 *
 * What it is fitted on: made-up videos of labelled photos that the vision head did not see (scripts/product-head), each
 * with a made-up listing: a title in one of sixteen languages that names the product, names another one, or names none.
 * Printed figures are cross-fitted by kind of product: a kind is judged by a model that saw none of it.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { calibratedCategory, categoryInputs, contradictionInputs, type FusionCalibration, type LogisticModel } from '../src/domain/calibration.js';
import { readHead } from '../src/inference/product-head/head-file.js';
import { parseImagenetTable } from '../src/inference/product-head/imagenet-table.js';
import { contradictionProbability } from '../src/stages/fuse/category-fusion.js';
import { buildCategoryLexicon } from '../src/stages/fuse/text/category-lexicon.js';
import { loadTaxonomy } from '../src/taxonomy/load-taxonomy.js';
import { fusedExamples, type FusedExample } from './fusion/examples.js';
import { makeVideos, type Familiarity, type MadeUpVideo } from './fusion/made-up-videos.js';
import { fitLogistic } from './product-head/logistic.js';
import { seedOf } from './product-head/random.js';

const program = new Command('calibrate-fusion')
  .option('--photos <products.jsonl...>', 'labelled photos', ['../shared/media/products/products.jsonl'])
  .option('--outside <products.jsonl...>', 'labelled photos of kinds unlike all that the head is fitted on', [])
  .option('--frames <n>', 'how many drawn frames of each photo the head is fitted with', '2')
  .option('--cache <folder>', 'where the features are kept', '.cache/product-head')
  .option('--videos <file>', 'where the made-up videos are kept between runs: fitting the heads takes minutes', '.cache/made-up-videos.json')
  .option('--dry-run', 'print the figures, write nothing', false)
  .parse();
const options = program.opts<{ photos: string[]; outside: string[]; frames: string; cache: string; videos: string; dryRun: boolean }>();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const FOLDS = 5;
const FAMILIARITIES = ['known', 'left out', 'outside'] as const;
const OF_KINDS: Readonly<Record<Familiarity, string>> = { known: 'known to the head', 'left out': 'left out of the head', outside: 'unlike all that the head knows' };
const OUT = 'src/stages/fuse/fitted-calibration.ts';

const { taxonomy, aliases } = await loadTaxonomy('models/shopify-taxonomy');
const head = await readHead('models/product-head/head.json', 'models/product-head/head.f32');
const table = parseImagenetTable(await readFile('models/product-head/imagenet-categories.tsv', 'utf8'));
const videos = await keptVideos();
say(`${videos.length} made-up videos: ${FAMILIARITIES.map((familiarity) => `${videos.filter((video) => video.familiarity === familiarity).length} of kinds ${OF_KINDS[familiarity]}`).join(', ')}`);
const examples = fusedExamples(videos, buildCategoryLexicon(taxonomy, aliases), taxonomy, aliases);
say(`${examples.length} with listings: ${examples.filter((one) => one.title === 'right').length} right, ${examples.filter((one) => one.title === 'contradicting').length} contradicting, ${examples.filter((one) => one.title === 'none').length} naming nothing`);

const crossed = examples.map((example) => ({ example, calibration: null as FusionCalibration | null }));
for (let fold = 0; fold < FOLDS; fold += 1) {
  const seen = examples.filter((example) => seedOf(example.kind) % FOLDS !== fold);
  const fitted = fitAll(seen);
  for (const one of crossed) if (seedOf(one.example.kind) % FOLDS === fold) one.calibration = fitted;
}
report();
const calibration = fitAll(examples);
if (!options.dryRun) await writeFile(OUT, source(calibration));

async function keptVideos(): Promise<readonly MadeUpVideo[]> {
  if (existsSync(options.videos)) return JSON.parse(await readFile(options.videos, 'utf8')) as readonly MadeUpVideo[];
  const made = await makeVideos(options.photos, options.outside, Number(options.frames), options.cache, head, table);
  await writeFile(options.videos, JSON.stringify(made));
  return made;
}

function fitAll(from: readonly FusedExample[]): FusionCalibration {
  const category = fitModel(from.map((one) => ({ inputs: categoryInputs(one.fusion.features), outcome: one.right, weight: one.weight })), 1);
  const doubtful = from.filter(isDisagreement);
  const contradiction = fitModel(doubtful.map((one) => ({ inputs: contradictionInputs(one.fusion.contradictionFeatures), outcome: one.title === 'contradicting', weight: one.weight })), 1);
  const partial: FusionCalibration = { category, contradiction, conflictThreshold: 0.5, provenance: { fittedOn: '', examples: from.length, expectedCalibrationError: null } };
  return { ...partial, conflictThreshold: thresholdOf(from, partial) };
}

function isDisagreement({ fusion }: FusedExample): boolean {
  return fusion.contradicted !== null;
}

function isCalled({ fusion }: FusedExample, fitted: FusionCalibration, threshold: number): boolean {
  const { vision, contradicted, contradictionFeatures } = fusion;
  return vision !== null && contradicted !== null && contradictionProbability({ ...fitted, conflictThreshold: threshold }, contradictionFeatures) >= threshold;
}

function fitModel(cases: readonly { readonly inputs: Readonly<Record<string, number>>; readonly outcome: boolean; readonly weight: number }[], ridge: number): LogisticModel {
  const names = Object.keys(cases[0]?.inputs ?? {});
  const [bias = 0, ...weights] = fitLogistic(cases.map(({ inputs, outcome, weight }) => ({ signs: [1, ...names.map((name) => inputs[name] ?? 0)], outcome, weight })), ridge);
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return { bias: round(bias), weights: Object.fromEntries(names.map((name, i) => [name, round(weights[i] ?? 0)])) };
}

/** The lowest threshold, from where a contradiction is likelier than not, at which at most 3 % of the videos without contradiction are called one. */
function thresholdOf(from: readonly FusedExample[], fitted: FusionCalibration): number {
  const agreeing = from.filter((one) => one.title !== 'contradicting');
  const total = agreeing.reduce((sum, one) => sum + one.weight, 0);
  for (let threshold = 0.5; threshold < 0.95; threshold += 0.01) {
    const called = agreeing.filter((one) => isCalled(one, fitted, threshold)).reduce((sum, one) => sum + one.weight, 0);
    if (called / total <= 0.03) return Math.round(threshold * 100) / 100;
  }
  return 0.95;
}

interface Rated {
  readonly example: FusedExample;
  readonly confidence: number;
}

/** Expected calibration error over ten bins, each example with its weight in the population that is assumed. */
function weightedError(rows: readonly Rated[]): number {
  const total = rows.reduce((sum, row) => sum + row.example.weight, 0);
  let error = 0;
  for (let bin = 0; bin < 10; bin += 1) {
    const gap = rows.filter((row) => Math.min(9, Math.floor(row.confidence * 10)) === bin).reduce((sum, row) => sum + row.example.weight * (row.confidence - (row.example.right ? 1 : 0)), 0);
    error += Math.abs(gap);
  }
  return error / Math.max(1e-9, total);
}

function report(): void {
  const rows = crossed.flatMap(({ example, calibration: fitted }) => (fitted === null ? [] : [{ example, fitted, confidence: calibratedCategory(fitted, example.fusion.features) }]));
  const part = (name: string, of: (row: (typeof rows)[number]) => boolean): void => {
    const chosen = rows.filter(of);
    const weight = chosen.reduce((sum, row) => sum + row.example.weight, 0);
    const right = chosen.reduce((sum, row) => sum + (row.example.right ? row.example.weight : 0), 0);
    say(`  ${name.padEnd(60)} ${String(chosen.length).padStart(6)}  right ${(right / Math.max(1e-9, weight)).toFixed(3)}  ECE ${weightedError(chosen).toFixed(3)}`);
  };
  say('category, cross-fitted by kind of product:');
  part('all', () => true);
  for (const title of ['right', 'contradicting', 'none'] as const) for (const familiarity of FAMILIARITIES) part(`title ${title}, kind ${OF_KINDS[familiarity]}`, (row) => row.example.title === title && row.example.familiarity === familiarity);
  for (const shots of [1, 2, 3, 4]) part(`${shots} photo(s)`, (row) => row.example.shots === shots);
  say('conflicts, cross-fitted by kind of product:');
  for (const familiarity of FAMILIARITIES) for (const title of ['contradicting', 'right', 'none'] as const) {
    const chosen = rows.filter((row) => row.example.title === title && row.example.familiarity === familiarity);
    const called = chosen.filter((row) => isCalled(row.example, row.fitted, row.fitted.conflictThreshold)).length;
    say(`  title ${title}, kind ${OF_KINDS[familiarity]}: ${called} of ${chosen.length} called a conflict (${(called / Math.max(1, chosen.length)).toFixed(3)})`);
  }
}

function source(fitted: FusionCalibration): string {
  const rows = crossed.flatMap(({ example, calibration: fold }) => (fold === null ? [] : [{ example, confidence: calibratedCategory(fold, example.fusion.features) }]));
  const whole: FusionCalibration = {
    ...fitted,
    provenance: {
      fittedOn: `${videos.length} made-up videos of photos that the head did not see, with made-up titles in sixteen languages (scripts/calibrate-fusion.ts)`,
      examples: examples.length,
      expectedCalibrationError: Math.round(weightedError(rows) * 10_000) / 10_000,
    },
  };
  return `import type { FusionCalibration } from '../../domain/calibration.js';\n\n/** Written by scripts/calibrate-fusion.ts; its ECE is cross-fitted by kind of product. */\nexport const FUSION_CALIBRATION: FusionCalibration = ${JSON.stringify(whole, null, 2)};\n`;
}
