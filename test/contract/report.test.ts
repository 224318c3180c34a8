import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ReportFile } from '../../src/cli/report/report-file.js';
import { ThumbnailCollector } from '../../src/cli/report/thumbnail-collector.js';
import { enrichedVideo, plainFrame, uploadedVideo } from '../support/enriched-video.js';

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
    await report.add({ uploaded: uploadedVideo('clips/cup.mp4', { title: 'Running shoes' }), outcome: { kind: 'enriched', result: enrichedVideo(), thumbnails: await pictures.finish() } });
    const hostile = enrichedVideo({
      transcript: [{ startS: 0, endS: 2, language: '"><script>globalThis.stolen=4</script>', text: HOSTILE, confidence: 0.5 }],
      screenText: [{ startS: 0, endS: 2, text: HOSTILE, confidence: 0.5, box: [0, 0, 1, 1] }],
      media: { ...enrichedVideo().media, uri: `${HOSTILE}.mp4` },
    });
    await report.add({ uploaded: uploadedVideo('x', { title: HOSTILE, description: HOSTILE, brand: HOSTILE }), outcome: { kind: 'enriched', result: hostile, thumbnails: [] } });
    await report.add({ uploaded: uploadedVideo('broken.mp4'), outcome: { kind: 'failed', code: 'MEDIA_UNREADABLE', message: HOSTILE } });
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
    expect(await page.locator('article.video:visible').count()).toBe(3);
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
