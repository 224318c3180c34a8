import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EnrichOptions, VideoEnricher } from '../../../src/cli/enrichment/enricher-port.js';
import { endOf } from '../../../src/cli/exit-code.js';
import { thalwegProgram } from '../../../src/cli/program.js';
import type { TextSink } from '../../../src/cli/terminal.js';
import { ThalwegError, asThalwegError } from '../../../src/domain/errors.js';
import type { ProductVideoEnriched } from '../../../src/domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../../../src/domain/product-video-uploaded.js';
import { enrichedVideo } from '../../support/enriched-video.js';

class Written implements TextSink {
  text = '';
  interactive = false;
  readonly coloured = false;
  columns = 100;
  async write(text: string): Promise<void> {
    this.text += text;
  }
}

/** Answers with the uri as video id; a video named `bad` fails, `fatal` means a missing model, `slow` waits for its turn. */
class ScriptedEnricher implements VideoEnricher {
  readonly suggestedConcurrency = 3;
  readonly asked: ProductVideoUploaded[] = [];
  closed = false;
  atOnce = 0;
  mostAtOnce = 0;
  readonly gates = new Map<string, Promise<void>>();

  async enrich(uploaded: ProductVideoUploaded, { signal }: EnrichOptions): Promise<ProductVideoEnriched> {
    this.asked.push(uploaded);
    this.mostAtOnce = Math.max(this.mostAtOnce, (this.atOnce += 1));
    try {
      const name = uploaded.media.uri.split('/').at(-1)!;
      await Promise.race([this.gates.get(name) ?? Promise.resolve(), new Promise((_, reject) => signal.addEventListener('abort', () => reject(asThalwegError(signal.reason)), { once: true }))]);
      if (name.startsWith('bad')) throw new ThalwegError('MEDIA_UNREADABLE', 'the file ends in the middle');
      if (name.startsWith('fatal')) throw new ThalwegError('MODEL_MISSING', 'no weights here');
      return enrichedVideo({ videoId: name, media: { ...enrichedVideo().media, uri: uploaded.media.uri } });
    } finally {
      this.atOnce -= 1;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

/** A terminal: what a person sees once everything was written to it. */
class Screen extends Written {
  override interactive = true;
  override async write(text: string): Promise<void> {
    this.text += text;
  }
  get lines(): readonly string[] {
    return this.text.split('\n').map((line) => line.split('\r\u001b[2K').at(-1)!);
  }
}

describe('thalweg enrich', () => {
  let folder: string;
  let out: Written;
  let err: Written;
  let enricher: ScriptedEnricher;
  let stopping: AbortController;
  let open: (models: Readonly<Record<string, string>>) => Promise<VideoEnricher>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thalweg-cli-'));
    out = new Written();
    err = new Written();
    enricher = new ScriptedEnricher();
    stopping = new AbortController();
    open = async () => enricher;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Runs the command line as main.ts does. @returns the exit code. */
  async function thalweg(...args: readonly string[]): Promise<number> {
    let code = 0;
    const terminal = { out, err, signal: stopping.signal, environment: {}, workingFolder: folder };
    try {
      await thalwegProgram({ terminal, openEnricher: (models) => open(models), onExit: (given) => (code = given) }).parseAsync(['node', 'thalweg', ...args]);
    } catch (error) {
      const end = endOf(error);
      if (end.line !== null) err.text += `${end.line}\n`;
      code = end.code;
    }
    return code;
  }
  const video = async (...names: readonly string[]): Promise<string> => {
    const path = join(folder, ...names);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, 'not read by this enricher');
    return path;
  };
  const ids = (): readonly string[] => out.text.trim().split('\n').map((line) => (JSON.parse(line) as ProductVideoEnriched).videoId);

  it('prints one record a line in input order, whatever finishes first', async () => {
    const names = ['c.mp4', 'a.mp4', 'b.mp4'];
    let open = (): void => undefined;
    enricher.gates.set('c.mp4', new Promise((resolve) => (open = resolve)));
    const running = thalweg('enrich', ...(await Promise.all(names.map((name) => video(name)))), '--format', 'jsonl');
    while (enricher.asked.length < 3 || enricher.atOnce > 1) await new Promise((resolve) => setImmediate(resolve));
    expect(out.text).toBe('');
    open();
    expect(await running).toBe(0);
    expect(ids()).toEqual(names);
    expect(enricher.closed).toBe(true);
  });

  it('writes a result to its folder and report as soon as it is there, though an earlier video is still under way', async () => {
    let open = (): void => undefined;
    enricher.gates.set('slow.mp4', new Promise((resolve) => (open = resolve)));
    const running = thalweg('enrich', await video('slow.mp4'), await video('b.mp4'), '--format', 'jsonl', '--out', join(folder, 'out'), '--report', join(folder, 'r.html'));
    const written = async (): Promise<readonly string[]> => readdir(join(folder, 'out')).catch(() => []);
    while (!(await written()).includes('b.mp4.json') || enricher.atOnce !== 1) await new Promise((resolve) => setImmediate(resolve));
    expect(out.text).toBe('');
    open();
    expect(await running).toBe(0);
    expect(ids()).toEqual(['slow.mp4', 'b.mp4']);
    const page = await readFile(join(folder, 'r.html'), 'utf8');
    expect(page.indexOf('<article class="video" id="video-1"')).toBeLessThan(page.indexOf('<article class="video" id="video-2"'));
    expect(page.indexOf('id="video-1"')).toBeGreaterThan(0);
  });

  it('never lets a result and the progress bar meet on one line of a terminal', async () => {
    const screen = new Screen();
    out = err = screen;
    let open = (): void => undefined;
    enricher.gates.set('slow.mp4', new Promise((resolve) => (open = resolve)));
    enricher.gates.set('bad.mp4', enricher.gates.get('slow.mp4')!);
    const running = thalweg('enrich', await video('slow.mp4'), await video('bad.mp4'), await video('c.mp4'));
    while (!screen.lines.at(-1)!.includes('1/3')) await new Promise((resolve) => setImmediate(resolve));
    open();
    expect(await running).toBe(1);
    expect(screen.lines.filter((line) => line.includes('/3 · '))).toEqual([]);
    expect(screen.lines.filter((line) => line.startsWith('┌'))).toHaveLength(2);
    expect(screen.lines.filter((line) => /^✗ .*bad\.mp4: MEDIA_UNREADABLE: the file ends in the middle$/.test(line))).toHaveLength(1);
  });

  it('takes a folder in a stable order, its folders too, and leaves what is no video', async () => {
    await video('in', 'z.MP4');
    await video('in', 'b', '2.webm');
    await video('in', 'b', '1.mov');
    await video('in', 'notes.txt');
    await video('in', '.hidden.mp4');
    expect(await thalweg('enrich', join(folder, 'in'), '--format', 'jsonl')).toBe(0);
    expect(ids()).toEqual(['1.mov', '2.webm', 'z.MP4']);
  });

  it('keeps several videos in flight, never more than asked for', async () => {
    const paths = await Promise.all(Array.from({ length: 9 }, (_, index) => video(`${index}.mp4`)));
    await thalweg('enrich', ...paths, '--format', 'jsonl', '--concurrency', '2');
    expect(enricher.mostAtOnce).toBe(2);
  });

  it('goes on after a video that fails, says its code and sentence on stderr, and exits 1', async () => {
    const code = await thalweg('enrich', await video('a.mp4'), await video('bad.mp4'), await video('c.mp4'), '--format', 'jsonl', '--report', join(folder, 'r.html'));
    expect(code).toBe(1);
    expect(ids()).toEqual(['a.mp4', 'c.mp4']);
    expect(err.text).toContain('MEDIA_UNREADABLE: the file ends in the middle');
    expect(err.text).toContain('2 of 3 enriched, 1 failed');
    expect(await readFile(join(folder, 'r.html'), 'utf8')).toContain('MEDIA_UNREADABLE');
  });

  it('ends at once on what concerns every video, with exit 2', async () => {
    const code = await thalweg('enrich', await video('fatal.mp4'), await video('b.mp4'), '--format', 'jsonl', '--concurrency', '1');
    expect(code).toBe(2);
    expect(err.text).toContain('no weights here (MODEL_MISSING)');
    expect(enricher.asked).toHaveLength(1);
    expect(enricher.closed).toBe(true);
  });

  it('keeps what is done when it is stopped, and exits 130', async () => {
    enricher.gates.set('b.mp4', new Promise(() => undefined));
    const running = thalweg('enrich', await video('a.mp4'), await video('b.mp4'), await video('c.mp4'), '--format', 'json', '--concurrency', '1', '--out', join(folder, 'out'));
    while (enricher.asked.length < 2) await new Promise((resolve) => setImmediate(resolve));
    stopping.abort(new DOMException('stopped by SIGINT', 'AbortError'));
    expect(await running).toBe(130);
    expect((JSON.parse(out.text) as ProductVideoEnriched[]).map((result) => result.videoId)).toEqual(['a.mp4']);
    expect(await readdir(join(folder, 'out'))).toEqual(['a.mp4.json']);
    expect(err.text).toContain('2 of 3 not done');
    expect(enricher.closed).toBe(true);
  });

  it('writes one whole file a video, also for ids that are not file names and ids that repeat', async () => {
    await writeFile(join(folder, 'list.jsonl'), `${JSON.stringify({ media: { uri: 'x.mp4' } })}\n${JSON.stringify({ media: { uri: 'deep/x.mp4' } })}\n`);
    enricher.enrich = async () => enrichedVideo({ videoId: '../../etc/passwd' });
    expect(await thalweg('enrich', '--from', join(folder, 'list.jsonl'), '--format', 'jsonl', '--out', join(folder, 'out'))).toBe(0);
    expect((await readdir(join(folder, 'out'))).sort()).toEqual(['%2E.%2F..%2Fetc%2Fpasswd.2.json', '%2E.%2F..%2Fetc%2Fpasswd.json']);
  });

  it('reads uploads beside their list and lets flags win', async () => {
    await mkdir(join(folder, 'lists'));
    await writeFile(join(folder, 'lists', 'up.jsonl'), `${JSON.stringify({ videoId: 'v', media: { uri: 'a.mp4' }, listing: { title: 'Tea', price: 3.5 }, market: 'DE' })}\n\n${JSON.stringify({ media: { uri: 'https://shop.example/b.mp4' } })}\n`);
    await thalweg('enrich', '--from', join(folder, 'lists', 'up.jsonl'), '--market', 'TW', '--thinking', 'none', '--format', 'jsonl');
    expect(enricher.asked.map((uploaded) => uploaded.media.uri)).toEqual(['lists/a.mp4', 'https://shop.example/b.mp4']);
    expect(enricher.asked[0]).toMatchObject({ videoId: 'v', listing: { title: 'Tea', price: 3.5, brand: null, attributes: {} }, market: 'TW', thinking: 'none', lane: 'realtime' });
  });

  it('changes the listing of the one line of a list', async () => {
    await writeFile(join(folder, 'up.jsonl'), `${JSON.stringify({ media: { uri: 'a.mp4' }, listing: { title: 'Tea', price: 3.5, brand: 'Leaf' } })}\n`);
    await writeFile(join(folder, 'l.json'), '{"title": "Green tea", "locale": "en"}');
    await thalweg('enrich', '--from', join(folder, 'up.jsonl'), '--listing', join(folder, 'l.json'), '--title', 'Sencha', '--description', 'Loose', '--format', 'jsonl');
    expect(enricher.asked[0]!.listing).toEqual({ title: 'Sencha', description: 'Loose', categoryId: null, brand: 'Leaf', price: 3.5, currency: null, attributes: {}, locale: 'en' });
  });

  it('opens with the models that the flags name', async () => {
    const asked: unknown[] = [];
    open = async (models) => (asked.push(models), enricher);
    await thalweg('enrich', await video('a.mp4'), '--model', 'speech=whisper-small', '--model', 'vision=other', '--format', 'jsonl');
    await thalweg('enrich', await video('a.mp4'), '--format', 'jsonl');
    expect(asked).toEqual([{ speech: 'whisper-small', vision: 'other' }, {}]);
  });

  it('takes a file whose name begins like a URI for the file that it is', async () => {
    const before = process.cwd();
    await video('review:shoes.mp4');
    process.chdir(folder);
    try {
      expect(await thalweg('enrich', 'review:shoes.mp4', '--format', 'jsonl')).toBe(0);
    } finally {
      process.chdir(before);
    }
    expect(enricher.asked[0]!.media.uri).toBe('./review:shoes.mp4');
  });

  it.each<[string, readonly string[]]>([
    ['a report', ['--report', 'gone/r.html']],
    ['a result', ['--out', 'gone']],
  ])('says with exit 2 that %s could not be written, and does not go on', async (_, [flag, path]) => {
    await mkdir(join(folder, 'gone'));
    enricher.enrich = async (uploaded) => {
      enricher.asked.push(uploaded);
      await rm(join(folder, 'gone'), { recursive: true });
      return enrichedVideo({ videoId: 'x' });
    };
    expect(await thalweg('enrich', await video('a.mp4'), '--format', 'jsonl', flag!, join(folder, path!))).toBe(2);
    expect(err.text).toContain(`thalweg: ${flag} `);
    expect(err.text).toContain('found ENOENT, expected room and the right to write');
    expect(enricher.closed).toBe(true);
  });

  it('ends with exit 2 when results cannot be printed', async () => {
    out.write = async () => Promise.reject(new ThalwegError('CONFIG_INVALID', 'standard output: found a full disk (ENOSPC), expected room'));
    expect(await thalweg('enrich', await video('a.mp4'), await video('b.mp4'), '--format', 'jsonl', '--concurrency', '1')).toBe(2);
    expect(err.text).toContain('found a full disk');
    expect(enricher.asked.length).toBeLessThan(3);
    expect(enricher.closed).toBe(true);
  });

  it('leaves no part of a report behind when the models are missing', async () => {
    open = async () => Promise.reject(new ThalwegError('MODEL_MISSING', 'no weights here'));
    expect(await thalweg('enrich', await video('a.mp4'), '--report', join(folder, 'r.html'))).toBe(2);
    expect(await thalweg('enrich', await video('a.mp4'), '--report', folder)).toBe(2);
    expect(err.text).toContain('found a folder, expected a file to write');
    open = async () => enricher;
    expect(await thalweg('enrich', await video('fatal.mp4'), '--report', join(folder, 'r.html'))).toBe(2);
    expect((await readdir(folder)).sort()).toEqual(['a.mp4', 'fatal.mp4']);
  });

  it.each<[string, () => Promise<readonly string[]>, string]>([
    ['a missing file', async () => ['enrich', join(folder, 'none.mp4')], 'no such file or folder'],
    ['an empty folder', async () => ['enrich', folder], 'has no videos'],
    ['nothing', async () => ['enrich'], 'nothing to enrich'],
    ['an unknown flag', async () => ['enrich', await video('a.mp4'), '--loud'], "unknown option '--loud'"],
    ['a wrong format', async () => ['enrich', await video('a.mp4'), '--format', 'xml'], "argument 'xml' is invalid. Allowed choices are pretty, json, jsonl"],
    ['a wrong level', async () => ['enrich', await video('a.mp4'), '--thinking', 'hard'], 'Allowed choices are auto, none, low, medium, high'],
    ['a concurrency of 0', async () => ['enrich', await video('a.mp4'), '--concurrency', '0'], 'expected a whole number from 1 to 256'],
    ['a model without a role', async () => ['enrich', await video('a.mp4'), '--model', 'whisper-small'], 'expected role=name'],
    ['two models for a role', async () => ['enrich', await video('a.mp4'), '--model', 'speech=a', '--model', 'speech=b'], 'the role speech has a model already'],
    ['an unknown command', async () => ['enrch'], "unknown command 'enrch'"],
    ['an absent listing', async () => ['enrich', await video('a.mp4'), '--listing', join(folder, 'no.json')], 'found no such file, expected a readable JSON file'],
    ['a listing that is not JSON', async () => { await writeFile(join(folder, 'l.json'), '{"title": '); return ['enrich', await video('a.mp4'), '--listing', join(folder, 'l.json')]; }, 'found text that is not JSON'],
    ['a listing with a wrong value', async () => { await writeFile(join(folder, 'l.json'), '{"price": "12"}'); return ['enrich', await video('a.mp4'), '--listing', join(folder, 'l.json')]; }, 'price: found "12", expected number'],
    ['a listing with an unknown key', async () => { await writeFile(join(folder, 'l.json'), '{"prise": 12}'); return ['enrich', await video('a.mp4'), '--listing', join(folder, 'l.json')]; }, 'unknown key "prise"'],
    ['a list with a broken line', async () => { await writeFile(join(folder, 'u.jsonl'), '{"media":{"uri":"a.mp4"}}\nnope\n'); return ['enrich', '--from', join(folder, 'u.jsonl')]; }, 'line 2: found text that is not JSON'],
    ['a list without a uri', async () => { await writeFile(join(folder, 'u.jsonl'), '{"media":{}}\n'); return ['enrich', '--from', join(folder, 'u.jsonl')]; }, 'line 1: media.uri: found nothing, expected string'],
    ['a title for many lines', async () => { await writeFile(join(folder, 'u.jsonl'), '{"media":{"uri":"a.mp4"}}\n{"media":{"uri":"b.mp4"}}\n'); return ['enrich', '--from', join(folder, 'u.jsonl'), '--title', 'Tea', '--brand', 'Leaf']; }, 'found 2 lines, expected one'],
    ['a report in place of a folder', async () => ['enrich', await video('a.mp4'), '--report', folder], 'found a folder, expected a file to write'],
    ['a report in a folder that is not there', async () => ['enrich', await video('a.mp4'), '--report', join(folder, 'no', 'r.html')], '--report'],
  ])('refuses %s with exit 2 and one clear line', async (_, args, said) => {
    expect(await thalweg(...(await args()))).toBe(2);
    expect(err.text).toContain(said);
    expect(err.text.trim().split('\n').filter((line) => !line.startsWith('(') && line !== '')).toHaveLength(1);
    expect(out.text).toBe('');
    expect(enricher.asked).toEqual([]);
  });

  it('fits the table into the terminal, without colour, and disarms hostile text', async () => {
    out.columns = 60;
    enricher.enrich = async () => enrichedVideo({ transcript: [{ startS: 0, endS: 1, language: 'zh', text: `\u001b[2J\u202e这是一个非常长的句子${'没有空格'.repeat(20)}`, confidence: 1 }] });
    expect(await thalweg('enrich', await video('a.mp4'))).toBe(0);
    const { default: stringWidth } = await import('string-width');
    expect(Math.max(...out.text.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(60);
    expect(out.text).not.toMatch(/[\u001b\u202e]/);
    expect(out.text).toContain('Coffee Cups');
    expect(out.text).toContain('✗ listing ≠ vision');
  });

  it('prints an empty JSON array when nothing could be done', async () => {
    expect(await thalweg('enrich', await video('bad.mp4'), '--format', 'json')).toBe(1);
    expect(JSON.parse(out.text)).toEqual([]);
  });
});
