import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProductVideoEnriched } from '../../src/domain/product-video-enriched.js';
import type { Truth } from './truth.js';

const HEAD = 'product-head';
const HEAD_FILES: readonly string[] = ['head.json', 'head.f32'];

/**
 * Runs `thalweg enrich` on the truth's files with nothing but their titles; keyed by the truth's file. `headFolder`
 * holds another product head (head.json, head.f32) to be used instead of the one that ships.
 */
export async function runPipeline(rows: readonly Truth[], command: readonly string[], headFolder: string | null, extra: readonly string[]): Promise<ReadonlyMap<string, ProductVideoEnriched>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'thalweg-eval-'));
  try {
    const uploads = path.join(folder, 'uploads.jsonl');
    await writeFile(uploads, rows.map((row) => JSON.stringify({ videoId: row.file, media: { uri: row.path }, ...(row.title === null ? {} : { listing: { title: row.title } }) })).join('\n'));
    const environment = headFolder === null ? process.env : { ...process.env, THALWEG_MODELS_DIR: await modelsWithHead(headFolder, path.join(folder, 'models')) };
    return byVideoId(await output([...command, 'enrich', '--from', uploads, '--format', 'jsonl', '--thinking', 'none', ...extra], environment));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A models folder like the project's own, but for the product head; its manifest names the other head's hashes, so that it is verified like any model. */
async function modelsWithHead(headFolder: string, target: string): Promise<string> {
  const own = path.resolve('models');
  await mkdir(path.join(target, HEAD), { recursive: true });
  for (const entry of await readdir(own)) if (entry !== HEAD && entry !== 'manifest.json') await symlink(path.join(own, entry), path.join(target, entry));
  for (const entry of await readdir(path.join(own, HEAD))) await copyFile(path.join(own, HEAD, entry), path.join(target, HEAD, entry));
  const manifest = JSON.parse(await readFile(path.join(own, 'manifest.json'), 'utf8')) as { readonly models: Record<string, { readonly files: { path: string; bytes: number; sha256: string }[] }> };
  for (const file of manifest.models[HEAD]?.files ?? []) {
    if (!HEAD_FILES.includes(file.path)) continue;
    const bytes = await readFile(path.join(headFolder, file.path));
    await writeFile(path.join(target, HEAD, file.path), bytes);
    file.bytes = bytes.byteLength;
    file.sha256 = createHash('sha256').update(bytes).digest('hex');
  }
  await writeFile(path.join(target, 'manifest.json'), JSON.stringify(manifest));
  return target;
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
function output(command: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const [program = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(chunks).toString('utf8');
      // A program that failed before its first result measures nothing.
      if (code === 0 || (code === 1 && text !== '')) resolve(text);
      else reject(new Error(`${command.join(' ')} ended with ${code ?? 'a signal'} and no result`));
    });
  });
}
