import { describe, expect, it } from '@jest/globals';
import { Progress } from '../../../../src/cli/rendering/progress.js';
import type { TextSink } from '../../../../src/cli/terminal.js';

class Sink implements TextSink {
  text = '';
  readonly coloured = false;
  constructor(
    readonly interactive: boolean,
    readonly columns = 80,
  ) {}
  async write(text: string): Promise<void> {
    this.text += text;
  }
}

const CLEAR = '\r\u001b[2K';

describe('Progress', () => {
  it.each<[string, (progress: Progress) => void, number, string]>([
    ['nothing known', (progress) => progress.started(0, 'a'), 3000, '──────────────────────── 0/4 · 3.0 s so far · a'],
    ['all in flight', (progress) => [0, 1, 2, 3].forEach((video) => progress.moved(video, 5, 10)), 3000, '━━━━━━━━━━━━──────────── 0/4 · 3.0 s left'],
    ['a long one among short ones', (progress) => { for (const video of [0, 1, 2]) { progress.moved(video, 9, 10); void progress.ended(video, 1, null); } progress.moved(3, 0, 270); }, 6000, '━━────────────────────── 3/4 · 54.0 s left'],
    ['lengths yet unknown count as the mean of the others', (progress) => { progress.moved(0, 1, 10); void progress.ended(0, 1, null); }, 6000, '━━━━━━────────────────── 1/4 · 18.0 s left'],
    ['refused ones are no work', (progress) => { for (const video of [0, 1]) void progress.ended(video, 1, 'MEDIA_EMPTY: empty'); progress.moved(2, 5, 10); }, 6000, '━━━━━━────────────────── 2/4 · 2 failed · 18.0 s left'],
    ['never done before the end', (progress) => [0, 1, 2, 3].forEach((video) => progress.moved(video, 12, 10)), 9500, '━━━━━━━━━━━━━━━━━━━━━━━─ 0/4 · 500 ms left'],
  ])('tells how far it is and what is left: %s', (_, happens, elapsedMs, line) => {
    let nowMs = 100;
    const progress = new Progress(new Sink(false), 4, () => nowMs);
    happens(progress);
    nowMs += elapsedMs;
    expect(progress.text).toBe(line);
  });

  it('takes the bar away before anything else is written and keeps it away until that is through', async () => {
    const sink = new Sink(true);
    const progress = new Progress(sink, 2, () => 0);
    progress.draw();
    let written = (): void => undefined;
    const writing = progress.aside(() => new Promise((resolve) => (written = resolve)));
    const before = sink.text;
    expect(before.endsWith(CLEAR)).toBe(true);
    progress.draw();
    expect(sink.text).toBe(before);
    await Promise.resolve();
    written();
    await writing;
    progress.draw();
    expect(sink.text).toBe(`${before}${CLEAR}${progress.text}`);
    await progress.end();
    expect(sink.text.endsWith(CLEAR)).toBe(true);
  });

  it('fits its line into the terminal', () => {
    const progress = new Progress(new Sink(true, 40), 2, () => 0);
    progress.started(0, '长'.repeat(50));
    expect(progress.text.endsWith('…')).toBe(true);
    expect([...progress.text].reduce((columns, character) => columns + (character === '长' ? 2 : 1), 0)).toBeLessThan(40);
    return progress.end();
  });

  it('writes a plain line a video where nobody watches', async () => {
    const sink = new Sink(false);
    const progress = new Progress(sink, 2, () => 0);
    progress.started(0, 'a.mp4');
    progress.started(1, 'b.mp4');
    await progress.ended(1, 1500, null);
    await progress.ended(0, 1, 'MEDIA_EMPTY: the file is empty');
    expect(sink.text).toBe('done 1/2  b.mp4  1.5 s\n✗ a.mp4: MEDIA_EMPTY: the file is empty\n');
  });
});
