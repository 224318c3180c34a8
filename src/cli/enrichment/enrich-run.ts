import { asThalwegError, type ThalwegError } from '../../domain/errors.js';
import type { ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import type { ResultFolder } from '../output/result-folder.js';
import type { Progress } from '../rendering/progress.js';
import type { ResultWriter } from '../rendering/result-writer.js';
import { picturedSpans } from '../report/evidence-link.js';
import type { ReportFile } from '../report/report-file.js';
import { ThumbnailCollector } from '../report/thumbnail-collector.js';
import type { VideoEnricher } from './enricher-port.js';
import { runInOrder, type Outcome } from './ordered-run.js';

/** Results that wait for a slower video before them; a result is a few ten kB. */
const MOST_HELD = 256;

export interface EnrichOutputs {
  /** In input order. */
  readonly writer: ResultWriter;
  /** As videos are done. */
  readonly folder: ResultFolder | null;
  /** As videos are done. */
  readonly report: ReportFile | null;
  readonly progress: Progress;
}

/** What a run came to. */
export interface RunTotals {
  readonly done: number;
  readonly failed: number;
  readonly videoSeconds: number;
  /** A failure that concerns every video (a missing model or tool, a full disk): it ended the run. */
  readonly fatal: ThalwegError | null;
}

/** Enriches the videos, several at a time, and gives each result to the outputs. Never rejects: failures are in the totals. */
export async function runEnrichment(requests: readonly ProductVideoUploaded[], atOnce: number, enricher: VideoEnricher, outputs: EnrichOutputs, stop: AbortSignal): Promise<RunTotals> {
  const { writer, folder, report, progress } = outputs;
  const ending = new AbortController();
  const signal = AbortSignal.any([stop, ending.signal]);
  let done = 0;
  let failed = 0;
  let videoSeconds = 0;
  let fatal: ThalwegError | null = null;
  const end = (error: ThalwegError): void => {
    fatal ??= error;
    ending.abort(error);
  };

  const enrich = async (uploaded: ProductVideoUploaded, place: number): Promise<ProductVideoEnriched> => {
    const pictures = report === null ? null : new ThumbnailCollector();
    const result = await enricher.enrich(uploaded, {
      signal,
      onMoment: (moment, durationS) => {
        progress.moved(place, moment.timestampS, durationS);
        pictures?.add(moment);
      },
    });
    await folder?.write(result);
    if (pictures !== null) await report?.add(place, { uploaded, outcome: { kind: 'enriched', result, thumbnails: await pictures.finish(picturedSpans(result)) } });
    return result;
  };

  const work = async (uploaded: ProductVideoUploaded, place: number): Promise<ProductVideoEnriched> => {
    const beganAtMs = performance.now();
    progress.started(place, uploaded.media.uri);
    try {
      const result = await enrich(uploaded, place);
      done += 1;
      videoSeconds += result.media.durationS;
      await progress.ended(place, performance.now() - beganAtMs, null);
      return result;
    } catch (error) {
      const known = asThalwegError(error);
      if (known.kind === 'fatal') end(known);
      else if (known.kind !== 'cancelled') {
        failed += 1;
        await progress.ended(place, performance.now() - beganAtMs, `${known.code}: ${known.message}`);
        await report?.add(place, { uploaded, outcome: { kind: 'failed', code: known.code, message: known.message } }).catch((unwritten: unknown) => end(asThalwegError(unwritten)));
      }
      throw known;
    }
  };

  const handOut = async (outcome: Outcome<ProductVideoEnriched>): Promise<void> => {
    if (!outcome.ok) return;
    const { result } = outcome;
    await progress.aside(() => writer.write(result)).catch((unwritten: unknown) => end(asThalwegError(unwritten)));
  };

  await runInOrder(requests, { atOnce, mostHeld: MOST_HELD, signal }, work, handOut);
  await progress.end();
  await writer.end().catch((unwritten: unknown) => end(asThalwegError(unwritten)));
  return { done, failed, videoSeconds, fatal };
}
