import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProductVideoEnriched } from '../../src/domain/product-video-enriched.js';
import { BuiltCommand, filesBelow, isAlive } from '../support/built-command.js';

const FIRST = resolve('samples/running-shoes.mp4');
const SECOND = resolve('samples/espresso-coffee.mp4');

/** Ctrl-C on the command as a user starts it, from the build (npm run build). */
describe('a built command that is stopped', () => {
  let folder: string;
  let temporary: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thalweg-stopped-'));
    temporary = join(folder, 'temporary');
    await mkdir(temporary);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const enrich = (): BuiltCommand => new BuiltCommand(['enrich', FIRST, SECOND, '--concurrency', '1', '--format', 'jsonl', '--out', join(folder, 'out'), '--report', join(folder, 'report.html')], temporary);

  it('keeps what is done, says what is not, exits 130, and leaves no process and no temporary file', async () => {
    const command = enrich();
    await command.said('done 1/2');
    command.signal('SIGINT');
    const end = await command.ended;
    expect(end.code).toBe(130);
    expect(end.stderr).toContain('stopped: 1 of 2 not done; what was done is kept');
    const records = end.stdout.trim().split('\n').map((line) => JSON.parse(line) as ProductVideoEnriched);
    expect(records.map(({ media }) => media.uri)).toEqual([FIRST]);
    expect(filesBelow(join(folder, 'out'))).toHaveLength(1);
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('running-shoes.mp4');
    expect([...filesBelow(folder)].sort()).toEqual([join(folder, 'out', `${encodeURIComponent(records[0]!.videoId)}.json`), join(folder, 'report.html')].sort());
    expect(end.children.length).toBeGreaterThan(0);
    expect(end.children.filter(isAlive)).toEqual([]);
  });

  it('stops at once on the second signal, without a part of its report', async () => {
    const command = enrich();
    await command.said('done 1/2');
    command.signal('SIGINT');
    // Another kind: two of one kind may arrive as one.
    command.signal('SIGTERM');
    const end = await command.ended;
    expect(end.code).toBe(130);
    expect(filesBelow(folder).filter((file) => /\.(part|whole)$/.test(file))).toEqual([]);
    expect(existsSync(join(folder, 'out'))).toBe(true);
  });
});
