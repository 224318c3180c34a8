import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { joinVideos } from './throughput/joined-videos.js';
import type { BenchVideo, Job, JobReport } from './throughput/job.js';
import { MemoryWatch } from './throughput/memory-watch.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** The environment that bin/thalweg makes: for this pipeline, and for the ceiling, which must not have less. */
const LAUNCHED = launchedEnvironment();
const RUN_JOB = join(ROOT, '.cache/bench/bench/throughput/run-job.js');
const SAMPLES = fileURLToPath(new URL('../samples/', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '2' }, json: { type: 'string' }, limit: { type: 'string' }, memory: { type: 'boolean', default: false } },
});

/**
 * `npm run bench [-- VIDEO|FOLDER|TRUTH.jsonl …] [--rounds N] [--json FILE]`: this pipeline, the naive one and the
 * ceiling, side by side on the same files in one run. Without arguments: the sample videos of the project.
 * `npm run bench -- --memory`: peak memory for one minute of video and for ten.
 */
if (values.memory) await compareMemory();
else await compare();

interface Measured extends JobReport {
  readonly peakBytes: number;
}

async function compare(): Promise<void> {
  const all = (positionals.length === 0 ? [SAMPLES] : positionals).flatMap(videosOf);
  const known = all.slice(0, values.limit === undefined ? all.length : Number(values.limit));
  if (known.length === 0) throw new Error('no videos; wanted files, folders or a truth file');
  say(`${known.length} videos, ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`);
  say('profile run …');
  const profiled = await measure({ role: 'thalweg', thinking: 'none', videos: known, profile: true, uses: [] });
  const videos = known.map((video, index) => ({ ...video, language: video.language ?? profiled.languages[index] ?? null }));
  const rounds: { a: Measured; b: Measured }[] = [];
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    say(`round ${round} of ${values.rounds} …`);
    rounds.push({ a: await measure({ role: 'thalweg', thinking: 'none', videos, profile: false, uses: [] }), b: await measure({ role: 'naive', thinking: 'none', videos, profile: false, uses: [] }) });
  }
  say('with second looks …');
  const thinking = await measure({ role: 'thalweg', thinking: 'auto', videos, profile: false, uses: [] });
  say('ceiling …');
  const c = await measure({ role: 'ceiling', thinking: 'none', videos, profile: false, uses: profiled.uses });
  const best = (pick: (round: { a: Measured; b: Measured }) => Measured): Measured => rounds.map(pick).reduce((x, y) => (y.wallMs < x.wallMs ? y : x));
  const a = best((round) => round.a);
  const b = best((round) => round.b);
  const row = (name: string, m: Measured, memory: boolean): string =>
    [name.padEnd(26), (m.videos / (m.wallMs / 1000)).toFixed(3).padStart(9), (m.wallMs / 1000 / m.videos).toFixed(2).padStart(9), (m.videoSeconds / (m.cpuMs / 1000)).toFixed(2).padStart(13), (m.cpuMs / 1000 / m.videos).toFixed(2).padStart(11), memory ? (m.peakBytes / 1e6).toFixed(0).padStart(9) : '        –'].join(' ');
  say('');
  say(`${'(fastest of the rounds)'.padEnd(26)}  videos/s   s/video  video-s/core-s core-s/video  peak MB`);
  say(row('(a) thalweg', a, true));
  say(row('    with second looks', thinking, true));
  say(row('(b) naive pipeline', b, true));
  say(row('(c) ceiling', c, false));
  say('');
  say(`(a) : (b)   ${rounds.map(({ a: x, b: y }) => (y.wallMs / x.wallMs).toFixed(2)).join(', ')} times as fast, round by round`);
  say(`(a) / (c)   ${(c.wallMs / a.wallMs).toFixed(2)} of the ceiling`);
  say(`second look ${thinking.secondLooks} of ${thinking.videos} videos`);
  say(`made        (a) ${JSON.stringify(a.made)}  (b) ${JSON.stringify(b.made)}`);
  say(`ceiling     ${Object.entries(c.parts).map(([part, ms]) => `${basename(part)} ${(ms / 1000 / c.videos).toFixed(2)}`).join(', ')} core-s a video`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ measuredAt: new Date().toISOString(), rounds, ceiling: c }, null, 1)}\n`);
}

/** The samples, end to end, again and again: what has to be held must not grow with the length of a video. */
async function compareMemory(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'thalweg-bench-'));
  try {
    const parts = videosOf(SAMPLES).map(({ path }) => path);
    for (const minutes of [1, 10]) {
      const path = join(folder, `${minutes}-minutes.mp4`);
      await joinVideos(parts, minutes * 60, path);
      const measured = await measure({ role: 'thalweg', thinking: 'none', videos: [{ path, title: null, language: null }], profile: false, uses: [], warmUp: false });
      say(`${String(minutes).padStart(2)} min of video: peak ${(measured.peakBytes / 1e6).toFixed(0)} MB, ${(measured.wallMs / 1000).toFixed(0)} s, ${JSON.stringify(measured.made)}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a job in a process of its own, so that each has its own memory and warm-up. */
function measure(wanted: Omit<Job, 'root'>): Promise<Measured> {
  const file = join(process.env['TMPDIR'] ?? '/tmp', `thalweg-bench-${process.pid}.json`);
  const job: Job = { ...wanted, root: ROOT };
  writeFileSync(file, JSON.stringify(job));
  const child = spawn(process.execPath, [RUN_JOB, file], { stdio: ['ignore', 'pipe', 'inherit'], env: job.role === 'naive' ? process.env : LAUNCHED });
  const watch = new MemoryWatch(child.pid ?? 0);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      const peakBytes = watch.stop();
      const line = out.trim().split('\n').at(-1) ?? '';
      if (code !== 0) fail(new Error(`the ${job.role} run ended with code ${code ?? -1}`));
      else done({ ...(JSON.parse(line) as JobReport), peakBytes });
    });
  });
}

function launchedEnvironment(): NodeJS.ProcessEnv {
  const exports = readFileSync(join(ROOT, 'bin/thalweg'), 'utf8').split('\n').filter((line) => line.startsWith('export '));
  const made = execFileSync('sh', ['-c', [...exports, 'env -0'].join('\n')], { encoding: 'utf8' });
  return Object.fromEntries(made.split('\0').filter((entry) => entry !== '').map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]));
}

function videosOf(source: string): readonly BenchVideo[] {
  const path = resolve(source);
  if (path.endsWith('.jsonl')) {
    const root = dirname(dirname(path));
    return readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line) => {
      const row = JSON.parse(line) as { file: string; title?: string | null; speech?: readonly { language: string }[] };
      return { path: join(root, row.file), title: row.title ?? null, language: row.speech?.[0]?.language.split('-')[0] ?? null };
    });
  }
  if (!existsSync(path)) throw new Error(`${source} does not exist`);
  const files = statSync(path).isDirectory() ? readdirSync(path).filter((name) => /\.(mp4|webm|mov|mkv)$/i.test(name)).sort().map((name) => join(path, name)) : [path];
  return files.map((file) => ({ path: file, title: null, language: null }));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
