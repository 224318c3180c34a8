import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { scoreScreenText, type ScreenTextCase, type TrueText } from '../../bench/eval/screen-text.js';
import type { ScreenReading } from '../../src/domain/perception.js';
import { createTextReader } from '../../src/inference/screen-text-reader.js';
import { createFfmpegDemuxer } from '../../src/media/ffmpeg/ffmpeg-demuxer.js';
import { createReadStage } from '../../src/stages/read/read-stage.js';
import { InferencePool } from '../../src/inference/inference-pool.js';

interface Row {
  readonly file: string;
  readonly title: string;
  readonly seconds: number;
  readonly displayWidth: number;
  readonly displayHeight: number;
  readonly screenText: readonly TrueText[];
}

const MEDIA = fileURLToPath(new URL('../../../shared/media/', import.meta.url));
const MODELS = fileURLToPath(new URL('../../models/', import.meta.url));
const TRUTH = join(MEDIA, 'videos/videos.jsonl');
const here = existsSync(TRUTH);
if (!here) process.stderr.write(`screen text on ${TRUTH} did NOT run: the file is not there\n`);

/** Every eighth video, and the first of each script: about ten, so that the test stays under a minute. */
function chosen(): readonly Row[] {
  const rows = readFileSync(TRUTH, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Row);
  const seen = new Set<string>();
  return rows.filter((row, i) => {
    const fresh = row.screenText.some(({ script }) => !seen.has(script));
    for (const { script } of row.screenText) seen.add(script);
    return fresh || i % 8 === 0;
  });
}

async function readVideo(row: Row, pool: InferencePool, workFolder: string): Promise<ScreenReading> {
  const path = join(MEDIA, row.file);
  const signal = new AbortController().signal;
  const video = await createFfmpegDemuxer().open({ path, bytes: statSync(path).size }, { workFolder, maxGapS: 0.5, maxShortSidePx: 720, maxDurationS: 600, maxPixels: 5e7, maxStreams: 16, timeoutMs: 60_000 }, signal);
  try {
    const observer = createReadStage({ reader: createTextReader(pool) }).open({ videoId: row.file, listingTexts: [row.title], locale: null, market: null, width: row.displayWidth, height: row.displayHeight, durationS: row.seconds, priority: 0, effort: 'fast' });
    for await (const frame of video.frames) {
      await observer.observe(frame, signal);
      if (frame.kind === 'frame') frame.release();
    }
    await video.audio;
    return await observer.finish(signal);
  } finally {
    await video.dispose();
  }
}

(here ? describe : describe.skip)('screen text of composed videos', () => {
  it('finds the drawn texts in time, with few detector runs', async () => {
    const workFolder = await mkdtemp(join(tmpdir(), 'thalweg-read-'));
    let detectorRuns = 0;
    const pool = new InferencePool({ workers: 2, verifiedFolder: (model) => Promise.resolve(join(MODELS, model)), onBatch: ({ task, size }) => (detectorRuns += task === 'pp-ocr/detect' ? size : 0) });
    const cases: ScreenTextCase[] = [];
    let seconds = 0;
    try {
      for (const row of chosen()) {
        const { texts } = await readVideo(row, pool, workFolder);
        cases.push({ file: row.file, displayWidth: row.displayWidth, displayHeight: row.displayHeight, truth: row.screenText, read: texts });
        seconds += row.seconds;
      }
    } finally {
      await pool.close();
      await rm(workFolder, { recursive: true, force: true });
    }
    const { byScript, misses } = scoreScreenText(cases);
    const readable = byScript.filter(({ script }) => ['Latn', 'Hans', 'Jpan'].includes(script));
    const found = readable.reduce((sum, score) => sum + score.found, 0) / readable.reduce((sum, score) => sum + score.texts, 0);
    expect({ found: found >= 0.97, misses: found >= 0.97 ? [] : misses }).toEqual({ found: true, misses: [] });
    expect(byScript.find(({ script }) => script === 'Kore')?.foundShare).toBeGreaterThanOrEqual(0.7);
    expect(byScript.find(({ script }) => script === 'Thai')?.foundShare).toBeGreaterThanOrEqual(0.5);
    expect(misses.filter(({ why }) => why === 'time')).toEqual([]);
    expect(detectorRuns / seconds).toBeLessThan(1.2);
  }, 240_000);
});
