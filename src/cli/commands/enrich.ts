import { InvalidArgumentError, Option, type Command } from 'commander';
import { asThalwegError, isThalwegError, type ThalwegError } from '../../domain/errors.js';
import type { ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import { THINKING_REQUESTS, type ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import type { OpenEnricher, VideoEnricher } from '../enrichment/enricher-port.js';
import { runInOrder, type Outcome } from '../enrichment/ordered-run.js';
import { EXIT } from '../exit-code.js';
import { collectRequests, type RequestFlags } from '../input/upload-requests.js';
import { ResultFolder } from '../output/result-folder.js';
import { Progress } from '../rendering/progress.js';
import { FORMATS, resultWriter, type Format } from '../rendering/result-writer.js';
import { duration } from '../rendering/quantities.js';
import { ReportFile } from '../report/report-file.js';
import { ThumbnailCollector, type Thumbnail } from '../report/thumbnail-collector.js';
import type { Terminal } from '../terminal.js';

interface EnrichFlags extends RequestFlags {
  readonly format: Format;
  readonly out?: string;
  readonly report?: string;
  readonly concurrency?: number;
}

interface Enriched {
  readonly result: ProductVideoEnriched;
  readonly thumbnails: readonly Thumbnail[];
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
    .option('--from <uploads.jsonl>', 'one ProductVideoUploaded a line; relative paths start at the file')
    .option('--market <code>', 'market of the listing, e.g. DE, CN, TW')
    .addOption(new Option('--thinking <level>', 'how hard to think about hard videos').choices(THINKING_REQUESTS))
    .addOption(new Option('--format <format>', 'what to print on stdout').choices(FORMATS).default('pretty'))
    .option('--out <dir>', 'write one JSON file a video into this folder')
    .option('--report <file.html>', 'write one self-contained HTML report')
    .option('--concurrency <count>', 'videos in flight (default: what keeps this machine busy)', wholeNumber)
    .addHelpText('after', '\nExit code: 0 all done, 1 some videos failed (the others are done), 2 usage or configuration, 130 stopped (what was done is kept).')
    .action(async (sources: readonly string[], flags: EnrichFlags) => {
      onExit(await enrich(sources, flags, terminal, openEnricher));
    });
}

async function enrich(sources: readonly string[], flags: EnrichFlags, terminal: Terminal, openEnricher: OpenEnricher): Promise<number> {
  const requests = await collectRequests(sources, flags, terminal.workingFolder);
  const folder = flags.out === undefined ? null : await ResultFolder.open(flags.out);
  const report = flags.report === undefined ? null : await ReportFile.open(flags.report);
  const enricher = await openEnricher();
  try {
    return await enrichAll(requests, flags, terminal, enricher, folder, report);
  } finally {
    await enricher.close();
  }
}

async function enrichAll(requests: readonly ProductVideoUploaded[], flags: EnrichFlags, terminal: Terminal, enricher: VideoEnricher, folder: ResultFolder | null, report: ReportFile | null): Promise<number> {
  const startedAtMs = performance.now();
  const writer = resultWriter(flags.format, terminal.out);
  const progress = new Progress(terminal.err, requests.length);
  // A failure that concerns every video (a missing model or tool) ends the run instead of failing each in turn.
  const ending = new AbortController();
  const signal = AbortSignal.any([terminal.signal, ending.signal]);
  let done = 0;
  let failed = 0;
  let videoSeconds = 0;

  const work = async (uploaded: ProductVideoUploaded): Promise<Enriched> => {
    const name = uploaded.media.uri;
    progress.started(name);
    const beganAtMs = performance.now();
    const pictures = report === null ? null : new ThumbnailCollector();
    try {
      const result = await enricher.enrich(uploaded, { signal, ...(pictures === null ? {} : { onFrame: (frame) => pictures.add(frame) }) });
      const thumbnails = pictures === null ? [] : await pictures.finish();
      await progress.ended(name, performance.now() - beganAtMs, null);
      return { result, thumbnails };
    } catch (error) {
      const known = asThalwegError(error);
      if (known.kind === 'fatal') ending.abort(known);
      else if (known.kind !== 'cancelled') await progress.ended(name, performance.now() - beganAtMs, sentence(known));
      throw known;
    }
  };
  const handOut = async (outcome: Outcome<Enriched>, index: number): Promise<void> => {
    const uploaded = requests[index] as ProductVideoUploaded;
    if (!outcome.ok) {
      const known = asThalwegError(outcome.error);
      if (known.kind === 'cancelled' || known.kind === 'fatal') return;
      failed += 1;
      await report?.add({ uploaded, outcome: { kind: 'failed', code: known.code, message: known.message } });
      return;
    }
    const { result, thumbnails } = outcome.result;
    done += 1;
    videoSeconds += result.media.durationS;
    await folder?.write(result);
    await report?.add({ uploaded, outcome: { kind: 'enriched', result, thumbnails } });
    await writer.write(result);
  };

  try {
    await runInOrder(requests, flags.concurrency ?? enricher.suggestedConcurrency, signal, work, handOut);
  } finally {
    await progress.end();
    await writer.end();
    await report?.close();
  }
  if (isThalwegError(ending.signal.reason)) throw ending.signal.reason;
  const tookMs = performance.now() - startedAtMs;
  await terminal.err.write(`${done} of ${requests.length} enriched${failed === 0 ? '' : `, ${failed} failed`}: ${duration(videoSeconds * 1000)} of video in ${duration(tookMs)}\n`);
  if (folder !== null) await terminal.err.write(`results: ${flags.out ?? ''}\n`);
  if (report !== null) await terminal.err.write(`report: ${report.path}\n`);
  if (terminal.signal.aborted && done + failed < requests.length) {
    await terminal.err.write(`stopped: ${requests.length - done - failed} of ${requests.length} not done; what was done is kept\n`);
    return EXIT.stopped;
  }
  return failed === 0 ? EXIT.done : EXIT.someFailed;
}

function sentence(error: ThalwegError): string {
  return `${error.code}: ${error.message}`;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 256) throw new InvalidArgumentError('expected a whole number from 1 to 256');
  return value;
}
