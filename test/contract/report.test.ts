import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Tag } from '../../src/domain/product-video-enriched.js';
import { ReportFile } from '../../src/cli/report/report-file.js';
import { picturedSpans } from '../../src/cli/report/evidence-link.js';
import { ThumbnailCollector } from '../../src/cli/report/thumbnail-collector.js';
import { enrichedVideo, plainFrame, tag, uploadedVideo } from '../support/enriched-video.js';

const HOSTILE = `</script><script>globalThis.stolen=1</script><img src=x onerror="globalThis.stolen=2">" onmouseover="globalThis.stolen=3`;

/** What the tests read of an element in the page. */
interface Styled {
  readonly style: { readonly left: string; readonly width: string; readonly cssText: string };
}

/** The report in a real browser: Debian's chromium (scripts/verify.sh installs it). */
describe('the HTML report in a real browser', () => {
  let folder: string;
  let path: string;
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thalweg-report-'));
    path = join(folder, 'report.html');
    const report = await ReportFile.open(path);
    const pictures = new ThumbnailCollector();
    for (let second = 0; second < 12; second += 1) pictures.add(plainFrame(second, [second * 20, 90, 255 - second * 20]));
    await report.add(0, { uploaded: uploadedVideo('clips/cup.mp4', { title: 'Running shoes' }), outcome: { kind: 'enriched', result: enrichedVideo(), thumbnails: await pictures.finish() } });
    const hostile = enrichedVideo({
      transcript: [{ startS: 0, endS: 2, language: '"><script>globalThis.stolen=4</script>', text: HOSTILE, confidence: 0.5 }],
      screenText: [{ startS: 0, endS: 2, text: HOSTILE, confidence: 0.5, box: [0, 0, 1, 1] }],
      media: { ...enrichedVideo().media, uri: `${HOSTILE}.mp4` },
    });
    await report.add(1, { uploaded: uploadedVideo('x', { title: HOSTILE, description: HOSTILE, brand: HOSTILE }), outcome: { kind: 'enriched', result: hostile, thumbnails: [] } });
    await report.add(2, { uploaded: uploadedVideo('broken.mp4', { title: '' }), outcome: { kind: 'failed', code: 'MEDIA_UNREADABLE', message: HOSTILE } });
    const moments = new ThumbnailCollector();
    for (let half = 0; half < 120; half += 1) if (half < 60 || half > 70) moments.add(plainFrame(half / 2, [half * 2, 90, 200]));
    const seen = (value: string, startS: number, endS: number): Tag => tag({ kind: 'attribute', id: 'text', value, path: null, evidence: [{ modality: 'vision', startS, endS, text: null, box: [0.1, 0.1, 0.2, 0.2] }] });
    const long = enrichedVideo({ media: { ...enrichedVideo().media, uri: 'clips/long.mp4', durationS: 61 }, screenText: [], tags: [seen('early', 3.4, 3.6), seen('late', 51, 51), seen('still', 60.2, 60.5), seen('unpictured', 99, 99.5)] });
    await report.add(3, { uploaded: uploadedVideo('clips/long.mp4', { title: ' ' }), outcome: { kind: 'enriched', result: long, thumbnails: await moments.finish(picturedSpans(long)) } });
    await report.close();

    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(pathToFileURL(path).href);
  });

  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('asks nobody for anything and has no script error', () => {
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(path).href]);
    expect(complaints).toEqual([]);
  });

  it('executes nothing of what titles, speech, screen texts or messages say, and shows it as text', async () => {
    await page.mouse.move(300, 300);
    expect(await page.evaluate('globalThis.stolen')).toBeUndefined();
    expect(await page.locator('#video-2 h2').textContent()).toContain('<script>globalThis.stolen=1</script>');
    expect(await page.locator('#video-2 script, #video-3 script, #video-2 img').count()).toBe(0);
  });

  it('highlights the evidence of a tag that is clicked: its time, its pictures, its place, and lets go on a second click', async () => {
    const video = page.locator('#video-1');
    const category = video.locator('.tag', { hasText: 'Coffee Cups' });
    await category.click();
    expect(await category.getAttribute('aria-pressed')).toBe('true');
    const band = await video.locator('.bands div').first().evaluate((element: unknown) => [parseFloat((element as Styled).style.left), parseFloat((element as Styled).style.width)]);
    expect(band[0]).toBeCloseTo(50, 1);
    expect(band[1]).toBeCloseTo(16.67, 1);
    expect(await video.locator('.slot.lit').count()).toBeGreaterThan(0);
    expect(await video.locator('.slot.lit').count()).toBeLessThan(await video.locator('.slot').count());
    expect(Number(await video.locator('.frame img.shown').getAttribute('data-at'))).toBe(6);
    const box = await video.locator('.boxes div').evaluate((element: unknown) => (element as Styled).style.cssText);
    expect(box).toContain('left: 20%');
    expect(box).toContain('width: 60%');
    await page.mouse.move(5, 5);
    expect(await video.locator('.bands div').count()).toBe(1);
    await category.click();
    await page.mouse.move(5, 5);
    expect(await video.locator('.bands div').count()).toBe(0);
    expect(await category.getAttribute('aria-pressed')).toBe('false');
  });

  it('draws a box only on a picture of its own time, and has a picture for each time that something was found at', async () => {
    const video = page.locator('#video-4');
    const shown = async (value: string): Promise<{ readonly atS: number; readonly boxes: number }> => {
      await video.locator('.tag', { hasText: value }).hover();
      return { atS: Number(await video.locator('.frame img.shown').getAttribute('data-at')), boxes: await video.locator('.boxes div').count() };
    };
    expect(await shown('early')).toEqual({ atS: 3.5, boxes: 1 });
    expect(await shown('late')).toEqual({ atS: 51, boxes: 1 });
    expect(await shown('still')).toEqual({ atS: 59.5, boxes: 1 });
    expect(await shown('unpictured')).toMatchObject({ boxes: 0 });
    await page.mouse.move(5, 5);
  });

  it('has real pictures with words for those who do not see them, times on paper, and a right count of what was enriched', async () => {
    expect(await page.title()).toBe('Product videos: 3 enriched, 1 failed');
    const strip = page.locator('#video-1 .strip img');
    expect(await strip.count()).toBeGreaterThan(4);
    expect(await strip.first().getAttribute('alt')).toMatch(/^Picture at \d+:\d\d\.\d$/);
    expect(await strip.first().evaluate((image: unknown) => (image as { readonly naturalWidth: number }).naturalWidth)).toBe(160);
    expect(await page.locator('#video-1 .tag', { hasText: '12.90 USD' }).locator('.when').textContent()).toBe('0:04.0–0:11.0');
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate('getComputedStyle(document.querySelector("#video-1 .bar")).printColorAdjust')).toBe('exact');
    expect(await page.locator('#filter').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
  });

  it('calls a video without a title by its file', async () => {
    expect(await page.locator('#video-4 h2').textContent()).toBe('long.mp4');
    expect(await page.locator('#video-3 h2').textContent()).toBe('broken.mp4');
  });

  it('tells the essentials without a script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(pathToFileURL(path).href);
    expect(await plain.locator('#video-1 .frame img.shown').isVisible()).toBe(true);
    expect(await plain.locator('#video-1 .strip img').first().isVisible()).toBe(true);
    expect(await plain.locator('#video-1 .conflict strong').isVisible()).toBe(true);
    expect(await plain.locator('#filter').isVisible()).toBe(false);
    await context.close();
  });

  it('lights up the screen text that a price was read from', async () => {
    const video = page.locator('#video-1');
    await video.locator('.tag', { hasText: '12.90 USD' }).hover();
    expect(await video.locator('.span.lit').allTextContents()).toContain('$12.90');
    await page.mouse.move(5, 5);
  });

  it('works by keyboard', async () => {
    const video = page.locator('#video-1');
    await video.locator('.tag').first().focus();
    await page.keyboard.press('Enter');
    expect(await video.locator('.bands div').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await video.locator('.bands div').count()).toBe(0);
  });

  it('shows conflicts in red, before everything else', async () => {
    const conflict = page.locator('#video-1 .conflict strong');
    expect(await conflict.textContent()).toBe('Conflict: listing ≠ vision');
    expect(await page.evaluate('getComputedStyle(document.querySelector("#video-1 .conflict strong")).color')).toBe('rgb(179, 18, 29)');
  });

  it('filters its videos', async () => {
    await page.locator('#filter').fill('MEDIA_UNREADABLE');
    expect(await page.locator('article.video:visible').count()).toBe(1);
    await page.locator('#filter').fill('');
    expect(await page.locator('article.video:visible').count()).toBe(4);
  });

  it('does not scroll sideways on a telephone', async () => {
    await page.setViewportSize({ width: 380, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(380);
  });

  it('leaves one file and nothing else', async () => {
    expect(await readdir(folder)).toEqual(['report.html']);
    expect(await readFile(path, 'utf8')).not.toMatch(/(src|href)="https?:/);
  });
});
