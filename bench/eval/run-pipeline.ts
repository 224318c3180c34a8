import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProductVideoEnriched } from '../../src/domain/product-video-enriched.js';
import type { Truth } from './truth.js';

/** Runs `thalweg enrich` (the built one, or what `command` says) on the truth's files with nothing but their titles; keyed by the truth's file. */
export async function runPipeline(rows: readonly Truth[], command: readonly string[], extra: readonly string[]): Promise<ReadonlyMap<string, ProductVideoEnriched>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'thalweg-eval-'));
  try {
    const uploads = path.join(folder, 'uploads.jsonl');
    await writeFile(uploads, rows.map((row) => JSON.stringify({ videoId: row.file, media: { uri: row.path }, ...(row.title === null ? {} : { listing: { title: row.title } }) })).join('\n'));
    return byVideoId(await output([...command, 'enrich', '--from', uploads, '--format', 'jsonl', '--thinking', 'none', ...extra]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Results of an earlier run: one `ProductVideoEnriched` a line, `videoId` the truth's file. */
export async function readResults(file: string): Promise<ReadonlyMap<string, ProductVideoEnriched>> {
  return byVideoId(await readFile(file, 'utf8'));
}

function byVideoId(jsonl: string): ReadonlyMap<string, ProductVideoEnriched> {
  return new Map(jsonl.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const enriched = JSON.parse(line) as ProductVideoEnriched;
    return [enriched.videoId, enriched] as const;
  }));
}

/** Standard output of a command; its progress goes to this process's stderr. Exit 1 (some inputs failed) is no reason to stop. */
function output(command: readonly string[]): Promise<string> {
  const [program = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 || code === 1 ? resolve(Buffer.concat(chunks).toString('utf8')) : reject(new Error(`${command.join(' ')} ended with ${code ?? 'a signal'}`))));
  });
}
