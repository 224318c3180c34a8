import { InvalidArgumentError, Option, type Command } from 'commander';
import { THINKING_REQUESTS, type ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import type { OpenEnricher, VideoEnricher } from '../enrichment/enricher-port.js';
import { runEnrichment } from '../enrichment/enrich-run.js';
import { EXIT } from '../exit-code.js';
import { collectRequests, type RequestFlags } from '../input/upload-requests.js';
import { ResultFolder } from '../output/result-folder.js';
import { Progress } from '../rendering/progress.js';
import { FORMATS, resultWriter, type Format } from '../rendering/result-writer.js';
import { duration } from '../rendering/quantities.js';
import { ReportFile } from '../report/report-file.js';
import type { Terminal } from '../terminal.js';

interface EnrichFlags extends RequestFlags {
  readonly format: Format;
  readonly out?: string;
  readonly report?: string;
  readonly concurrency?: number;
  readonly model: Readonly<Record<string, string>>;
}

/** `thalweg enrich`: the main job without any server. @param onExit is told the exit code. */
export function registerEnrich(program: Command, terminal: Terminal, openEnricher: OpenEnricher, onExit: (code: number) => void): void {
  program
    .command('enrich')
    .description('turn product videos into structured, evidence-backed facts')
    .argument('[sources...]', 'video files, folders, s3://… or https://…')
    .option('--title <text>', 'title of the listing that the videos belong to')
    .option('--description <text>', 'description of the listing')
    .option('--brand <text>', 'brand of the listing')
    .option('--listing <file.json>', 'the whole listing as JSON')
    .option('--from <uploads.jsonl>', 'one ProductVideoUploaded a line; relative paths start at the file; flags win over its lines')
    .option('--market <code>', 'market of the listing, e.g. DE, CN, TW')
    .addOption(new Option('--thinking <level>', 'how hard to think about hard videos').choices(THINKING_REQUESTS))
    .addOption(new Option('--format <format>', 'what to print on stdout').choices(FORMATS).default('pretty'))
    .option('--out <dir>', 'write one JSON file a video into this folder')
    .option('--report <file.html>', 'write one self-contained HTML report')
    .option('--concurrency <count>', 'videos in flight (default: what keeps this machine busy)', wholeNumber)
    .option('--model <role=name>', 'the model that plays a role, e.g. speech=whisper-small; pull it first (thalweg models list, pull); may be repeated', modelChoice, {})
    .addHelpText('after', '\n--title, --description, --brand and --listing speak of every video named on the command line;\nwith --from they change its line, which must be the only one.\n\nExit code: 0 all done, 1 some videos failed (the others are done), 2 usage or configuration, 130 stopped (what was done is kept).')
    .action(async (sources: readonly string[], flags: EnrichFlags) => {
      onExit(await enrich(sources, flags, terminal, openEnricher));
    });
}

async function enrich(sources: readonly string[], flags: EnrichFlags, terminal: Terminal, openEnricher: OpenEnricher): Promise<number> {
  const requests = await collectRequests(sources, flags, terminal.workingFolder);
  const folder = flags.out === undefined ? null : await ResultFolder.open(flags.out);
  const report = flags.report === undefined ? null : await ReportFile.open(flags.report);
  try {
    const enricher = await openEnricher(flags.model);
    try {
      return await enrichAll(requests, flags, terminal, enricher, folder, report);
    } finally {
      await enricher.close();
    }
  } finally {
    await report?.discard();
  }
}

async function enrichAll(requests: readonly ProductVideoUploaded[], flags: EnrichFlags, terminal: Terminal, enricher: VideoEnricher, folder: ResultFolder | null, report: ReportFile | null): Promise<number> {
  const startedAtMs = performance.now();
  const outputs = { writer: resultWriter(flags.format, terminal.out), folder, report, progress: new Progress(terminal.err, requests.length) };
  const { done, failed, videoSeconds, fatal } = await runEnrichment(requests, flags.concurrency ?? enricher.suggestedConcurrency, enricher, outputs, terminal.signal);
  const reported = report !== null && (fatal === null || report.entries > 0);
  if (reported) await report.close();
  if (fatal !== null) throw fatal;
  const tookMs = performance.now() - startedAtMs;
  await terminal.err.write(`${done} of ${requests.length} enriched${failed === 0 ? '' : `, ${failed} failed`}: ${duration(videoSeconds * 1000)} of video in ${duration(tookMs)}\n`);
  if (folder !== null) await terminal.err.write(`results: ${flags.out ?? ''}\n`);
  if (reported) await terminal.err.write(`report: ${report.path}\n`);
  if (terminal.signal.aborted && done + failed < requests.length) {
    await terminal.err.write(`stopped: ${requests.length - done - failed} of ${requests.length} not done; what was done is kept\n`);
    return EXIT.stopped;
  }
  return failed === 0 ? EXIT.done : EXIT.someFailed;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 256) throw new InvalidArgumentError('expected a whole number from 1 to 256');
  return value;
}

function modelChoice(text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, role, name] = /^([a-z-]+)=(.+)$/.exec(text) ?? [];
  if (role === undefined || name === undefined) throw new InvalidArgumentError('expected role=name, e.g. speech=whisper-small');
  if (role in before) throw new InvalidArgumentError(`the role ${role} has a model already`);
  return { ...before, [role]: name };
}
