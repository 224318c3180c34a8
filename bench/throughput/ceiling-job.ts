import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SessionUse } from '../../src/inference/worker/session-profile.js';
import { decodeArguments } from '../../src/media/ffmpeg/decode-plan.js';
import { planDecoding } from '../../src/media/ffmpeg/plan-decoding.js';
import { askAbilities } from '../../src/media/ffmpeg/tool-abilities.js';
import { cpuTimeMs } from './cpu-time.js';
import type { Job, JobReport } from './job.js';

const TOOLS = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' };
const DEMUX = { maxGapS: 0.5, maxShortSidePx: 720, maxDurationS: 3600, maxPixels: 4096 * 3072, maxStreams: 64, timeoutMs: 60_000 };

/**
 * (c) What no pipeline on these models can beat on this machine: the rows that (a) put through each session, on tensors
 * that lie ready, at the batch that is best for each (tried: as (a) ran them, 1, 4), on as many single-threaded
 * workers as there are cores, all at once; plus ffmpeg alone with the same decoding options, its output thrown away.
 * Core-milliseconds of both, divided by the cores.
 */
export async function runCeiling({ root, videos, uses }: Job): Promise<JobReport> {
  const startedAt = performance.now();
  const cores = availableParallelism();
  const asRun = await replay(root, uses, cores);
  const gains = await bestBatches(root, uses, cores);
  const models = Object.fromEntries(Object.entries(asRun).map(([file, ms]) => [file, ms * (gains[file] ?? 1)]));
  const decode = await decodeAlone(videos.map((video) => video.path));
  const modelMs = Object.values(models).reduce((sum, ms) => sum + ms, 0);
  return {
    startMs: performance.now() - startedAt,
    wallMs: (modelMs + decode.cpuMs) / cores,
    cpuMs: modelMs + decode.cpuMs,
    videoSeconds: decode.videoSeconds,
    videos: videos.length,
    made: { segments: 0, texts: 0, categories: 0 },
    languages: [],
    uses: [],
    secondLooks: 0,
    parts: { ...models, ffmpeg: decode.cpuMs },
  };
}

/** Each worker replays its share of every kind of run; the result is core-milliseconds per model file. */
async function replay(root: string, uses: readonly SessionUse[], cores: number): Promise<Record<string, number>> {
  const results = await inWorkers(root, Array.from({ length: cores }, (_, core) => ({ uses: uses.map((use) => ({ ...use, runs: Math.floor(use.runs / cores) + (core < use.runs % cores ? 1 : 0) })).filter((use) => use.runs > 0) })));
  const sums: Record<string, number> = {};
  for (const result of results) for (const [file, ms] of Object.entries(result)) sums[file] = (sums[file] ?? 0) + ms;
  return sums;
}

/** Kinds of runs of each file that batches are tried on: those that took the most time. */
const TRIED_KINDS = 2;

/** The share of a file's time that is left when its rows go through at the best batch; 1 where (a) ran them so. */
async function bestBatches(root: string, uses: readonly SessionUse[], cores: number): Promise<Record<string, number>> {
  const files = new Map<string, SessionUse[]>();
  for (const use of uses) files.set(use.file, [...(files.get(use.file) ?? []), use]);
  const tried = Array.from(files.values()).flatMap((kinds) => kinds.sort((a, b) => b.totalMs - a.totalMs).slice(0, TRIED_KINDS));
  const results = await inWorkers(root, Array.from({ length: cores }, () => ({ uses: tried, tryBatches: true })));
  const gains: Record<string, number> = {};
  for (const file of files.keys()) gains[file] = results.reduce((sum, result) => sum + (result[file] ?? 1), 0) / results.length;
  return gains;
}

function inWorkers(root: string, loads: readonly { readonly uses: readonly SessionUse[]; readonly tryBatches?: boolean }[]): Promise<readonly Record<string, number>[]> {
  return Promise.all(
    loads.map(
      (load) =>
        new Promise<Record<string, number>>((resolve, reject) => {
          const worker = new Worker(join(root, 'bench/throughput/replay-worker.mjs'), { workerData: { ...load, models: join(root, 'models/') } });
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
    ),
  );
}

async function decodeAlone(paths: readonly string[]): Promise<{ cpuMs: number; videoSeconds: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'thalweg-bench-'));
  const signal = new AbortController().signal;
  let cpuMs = 0;
  let videoSeconds = 0;
  try {
    const options = { ...DEMUX, workFolder: folder };
    const abilities = await askAbilities(TOOLS.ffmpeg);
    for (const path of paths) {
      const { media, plan } = await planDecoding(path, TOOLS, () => Promise.resolve(abilities), options, signal);
      videoSeconds += media.durationS;
      const before = cpuTimeMs();
      const ownBefore = ownCpuMs();
      await new Promise<void>((resolve, reject) => {
        const child = spawn(TOOLS.ffmpeg, [...decodeArguments(plan, options)], { stdio: 'ignore' });
        child.on('error', reject);
        child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`ffmpeg ended with code ${code ?? -1} on ${path}`))));
      });
      cpuMs += cpuTimeMs() - before - (ownCpuMs() - ownBefore);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { cpuMs, videoSeconds };
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
