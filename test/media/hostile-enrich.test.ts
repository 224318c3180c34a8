import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProductVideoEnriched } from '../../src/domain/product-video-enriched.js';
import { BuiltCommand, filesBelow, isAlive, type CommandEnd } from '../support/built-command.js';
import { REFUSED } from '../support/hostile-files.js';

const HOSTILE = resolve('../shared/media/hostile');
const GOOD = resolve('samples/running-shoes.mp4');
const there = existsSync(join(HOSTILE, 'hostile.jsonl'));
if (!there) process.stdout.write(`test/media/hostile-enrich.test.ts did not run: ${HOSTILE} is not here\n`);

const LIMIT_MS = 30_000;
const LIMIT_BYTES = 1.5 * 1024 ** 3;

/** What a file must bring: a category by its picture, utterances, notices. Null: not looked at. */
interface Wanted {
  readonly category: boolean | null;
  readonly utterances: readonly [least: number, most: number] | null;
  readonly notices?: readonly string[];
}
const AS_USUAL: Wanted = { category: true, utterances: [1, 2] };
const NOTHING: Wanted = { category: false, utterances: [0, 0] };
const WANTED: Readonly<Record<string, Wanted>> = {
  'audio_only.mp4': { category: false, utterances: [1, 2], notices: ['no-picture'] },
  'black_silent.mp4': NOTHING,
  'fps_8000.mp4': NOTHING,
  'solid_4096.mp4': NOTHING,
  'one_frame.mp4': { category: true, utterances: [0, 0] },
  'static_10min.mp4': { category: true, utterances: [0, 0] },
  'short_audio.mp4': { category: true, utterances: [0, 1] },
  'truncated_25.mp4': { category: true, utterances: [0, 1], notices: ['truncated'] },
  'truncated_60.mp4': { ...AS_USUAL, notices: ['truncated'] },
  'truncated_95.mp4': { ...AS_USUAL, notices: ['truncated'] },
  'truncated.webm': { ...AS_USUAL, notices: ['truncated'] },
  'corrupt_middle.mp4': { ...AS_USUAL, notices: ['decode-errors'] },
  'zeroed_hole.mp4': { ...AS_USUAL, notices: ['decode-errors'] },
  'unknown_codec_tag.mp4': { category: false, utterances: [1, 2], notices: ['no-picture'] },
  'wrong_codec_tag.mp4': { category: false, utterances: [1, 2], notices: ['no-picture'] },
};

(there ? describe : describe.skip)('enrich over hostile files and a good one', () => {
  const files = there ? readFileSync(join(HOSTILE, 'hostile.jsonl'), 'utf8').trim().split('\n').map((line) => basename((JSON.parse(line) as { file: string }).file)) : [];
  const accepted = files.filter((file) => !(file in REFUSED));
  let folder: string;
  let end: CommandEnd;
  let results: ReadonlyMap<string, ProductVideoEnriched>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thalweg-hostile-enrich-'));
    await mkdir(join(folder, 'temporary'));
    end = await new BuiltCommand(['enrich', ...files.map((file) => join(HOSTILE, file)), GOOD, '--format', 'jsonl', '--out', join(folder, 'out'), '--report', join(folder, 'report.html')], join(folder, 'temporary')).ended;
    const records = end.stdout.trim().split('\n').map((line) => JSON.parse(line) as ProductVideoEnriched);
    results = new Map(records.map((record) => [basename(record.media.uri), record]));
    process.stdout.write(`hostile: ${records.length} done, peak ${Math.round(end.peakBytes / 2 ** 20)} MiB, longest ${Math.round(Math.max(...records.map(({ timings }) => timings.totalMs)))} ms, machine ${end.slowdown.toFixed(1)} times slower than free\n`);
  }, 1_800_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('exits 1 with every other video done', () => {
    expect(end.code).toBe(1);
    expect([...results.keys()].sort()).toEqual([...accepted, basename(GOOD)].sort());
    expect(filesBelow(join(folder, 'out'))).toHaveLength(results.size);
    expect(end.stderr).toContain(`${results.size} of ${files.length + 1} enriched, ${files.length - accepted.length} failed`);
  });

  it.each(Object.entries(REFUSED))('refuses %s with %s and a sentence', (file, code) => {
    const line = end.stderr.split('\n').find((text) => text.startsWith('✗') && text.includes(`/${file}: `)) ?? '';
    expect(line).toMatch(new RegExp(`/${file}: ${code}: .{20,}`));
    expect(line).not.toMatch(/\bat \S+:\d+:\d+|\[object|undefined/);
  });

  it.each(accepted)('gives %s its stated outcome', (file) => {
    const record = results.get(file)!;
    const { category, utterances, notices = [] } = WANTED[file] ?? AS_USUAL;
    const seen = record.tags.some((tag) => tag.kind === 'category' && tag.sources.includes('vision'));
    if (category !== null) expect(seen).toBe(category);
    if (utterances !== null) {
      expect(record.transcript.length).toBeGreaterThanOrEqual(utterances[0]);
      expect(record.transcript.length).toBeLessThanOrEqual(utterances[1]);
    }
    expect(record.quality.notices).toEqual(expect.arrayContaining([...notices]));
    for (const { startS, endS } of [...record.transcript, ...record.screenText]) {
      expect(startS).toBeGreaterThanOrEqual(0);
      expect(endS).toBeGreaterThanOrEqual(startS);
      expect(endS).toBeLessThanOrEqual(record.media.durationS + 0.5);
    }
    expect(JSON.stringify(record)).not.toMatch(/ignore (all|previous)|<script|drop table/i);
  });

  it('takes no longer than 30 s for any of them, on a machine with nothing else to do', () => {
    // Where other programs compute too, and now more, now less, twice the mean of what they cost is allowed for.
    const limitMs = LIMIT_MS * (end.slowdown < 1.5 ? 1 : 2 * end.slowdown);
    const slow = [...results].filter(([, { timings }]) => timings.totalMs > limitMs).map(([file, { timings }]) => `${file}: ${timings.totalMs} ms`);
    expect(slow).toEqual([]);
  });

  it('stays under 1.5 GB, its decoders included', () => {
    expect(end.peakBytes).toBeGreaterThan(50 * 1024 ** 2);
    expect(end.peakBytes).toBeLessThan(LIMIT_BYTES);
  });

  it('leaves no file and no process behind', () => {
    expect(filesBelow(join(folder, 'temporary'))).toEqual([]);
    expect(filesBelow(folder).filter((file) => /\.(part|whole|tmp)$/.test(file))).toEqual([]);
    expect(end.children.length).toBeGreaterThan(0);
    expect(end.children.filter(isAlive)).toEqual([]);
  });
});
