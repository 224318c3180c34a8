import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as App from '../../src/app/enricher.js';
import type { ProductVideoUploaded } from '../../src/domain/product-video-uploaded.js';
import { cpuTimeMs } from './cpu-time.js';
import type { BenchVideo, Job, JobReport } from './job.js';

/** (a) This pipeline, built, as `thalweg enrich` runs it: several videos in flight. */
export async function runThalweg({ root, videos, profile, thinking, warmUp = true }: Job): Promise<JobReport> {
  const startedAt = performance.now();
  const { createEnricher } = (await import(pathToFileURL(join(root, 'dist/app/enricher.js')).href)) as typeof App;
  const enricher = await createEnricher({ profile });
  const signal = new AbortController().signal;
  const first = videos[0];
  // As many at once as there are workers, so that each has loaded its models.
  if (warmUp && first !== undefined) await Promise.all(Array.from({ length: enricher.suggestedConcurrency }, () => enricher.enrich(upload(first, thinking), { signal })));
  const before = profile ? await enricher.sessionUses() : [];
  const startMs = performance.now() - startedAt;
  const cpuBefore = cpuTimeMs();
  const timedFrom = performance.now();
  let next = 0;
  let videoSeconds = 0;
  let secondLooks = 0;
  const made = { segments: 0, texts: 0, categories: 0 };
  const languages: (string | null)[] = [];
  await Promise.all(
    Array.from({ length: enricher.suggestedConcurrency }, async () => {
      for (let index = next++; index < videos.length; index = next++) {
        const result = await enricher.enrich(upload(videos[index] as BenchVideo, thinking), { signal });
        videoSeconds += result.media.durationS;
        made.segments += result.transcript.length;
        made.texts += result.screenText.length;
        made.categories += result.tags.filter((tag) => tag.kind === 'category').length;
        if (result.thinking.level !== 'none') secondLooks += 1;
        languages[index] = result.languages[0]?.language ?? null;
      }
    }),
  );
  const wallMs = performance.now() - timedFrom;
  const cpuMs = cpuTimeMs() - cpuBefore;
  const uses = profile ? without(await enricher.sessionUses(), before) : [];
  await enricher.close();
  return { startMs, wallMs, cpuMs, videoSeconds, videos: videos.length, made, languages, uses, secondLooks, parts: {} };
}

function upload({ path, title }: BenchVideo, thinking: Job['thinking']): ProductVideoUploaded {
  const listing = title === null ? null : { title, description: null, categoryId: null, brand: null, price: null, currency: null, attributes: {}, locale: null };
  return { videoId: null, productId: null, media: { uri: path, etag: null, versionId: null, sizeBytes: null, sha256: null, contentType: null }, listing, market: null, lane: 'realtime', thinking, uploadedAt: null };
}

/** Runs counted since `before`, summed over the workers. */
function without(after: JobReport['uses'], before: JobReport['uses']): JobReport['uses'] {
  const sums = new Map<string, { file: string; shapes: string; runs: number; totalMs: number }>();
  const add = (uses: JobReport['uses'], sign: 1 | -1): void => {
    for (const use of uses) {
      const key = `${use.file} ${use.shapes}`;
      const sum = sums.get(key) ?? { file: use.file, shapes: use.shapes, runs: 0, totalMs: 0 };
      sum.runs += sign * use.runs;
      sum.totalMs += sign * use.totalMs;
      sums.set(key, sum);
    }
  };
  add(after, 1);
  add(before, -1);
  return [...sums.values()].filter((use) => use.runs > 0);
}
