import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shoot } from './film.js';
import { conferencePhone } from './videos/conference-phone.js';
import { espressoCoffee } from './videos/espresso-coffee.js';
import { greenTea } from './videos/green-tea.js';
import { runningShoes } from './videos/running-shoes.js';

/** `npm run samples [-- name…]`: draws, speaks and encodes samples/*.mp4 anew. Their sources and licences are in samples/SOURCES.md. */
const LIMIT_BYTES = 6_000_000;
const workFolder = await mkdtemp(join(tmpdir(), 'thalweg-samples-'));
try {
  let total = 0;
  const wanted = process.argv.slice(2);
  for (const film of [espressoCoffee, runningShoes, await greenTea(), conferencePhone]) {
    const path = `samples/${film.name}.mp4`;
    if (wanted.length === 0 || wanted.includes(film.name)) await shoot(film, path, workFolder);
    const { size } = await stat(path);
    total += size;
    console.log(`${path}  ${film.lengthS} s  ${film.width}×${film.height}  ${(size / 1000).toFixed(0)} kB`);
  }
  if (total > LIMIT_BYTES) throw new Error(`the samples are ${total} bytes together; wanted at most ${LIMIT_BYTES}`);
} finally {
  await rm(workFolder, { recursive: true, force: true });
}
