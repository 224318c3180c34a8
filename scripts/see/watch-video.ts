import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sightings } from '../../src/domain/perception.js';
import { createFfmpegDemuxer } from '../../src/media/ffmpeg/ffmpeg-demuxer.js';
import { createSeeStage } from '../../src/stages/see/see-stage.js';
import type { VisionModel } from '../../src/stages/see/vision-model.js';

const LIMITS = { maxGapS: 1, maxShortSidePx: 720, maxDurationS: 3600, maxPixels: 40_000_000, maxStreams: 20, timeoutMs: 120_000 };

/** Shows one video file to see alone, with the project's own demuxer. */
export async function watchVideo(file: string, vision: VisionModel, signal: AbortSignal): Promise<Sightings> {
  const workFolder = await mkdtemp(path.join(tmpdir(), 'thalweg-see-'));
  try {
    const video = await createFfmpegDemuxer().open({ path: file, bytes: (await stat(file)).size }, { ...LIMITS, workFolder }, signal);
    const { width, height, durationS } = video.facts;
    const observer = createSeeStage({ vision }).open({
      videoId: path.basename(file), listingTexts: [], locale: null, market: null, width, height, durationS, priority: 0, effort: 'fast',
    });
    try {
      for await (const frame of video.frames) {
        try {
          await observer.observe(frame, signal);
        } finally {
          if (frame.kind === 'frame') frame.release();
        }
      }
    } finally {
      await video.dispose();
    }
    return await observer.finish(signal);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}
