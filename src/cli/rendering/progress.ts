import stringWidth from 'string-width';
import type { TextSink } from '../terminal.js';
import { palette } from './palette.js';
import { printable } from './printable.js';
import { duration } from './quantities.js';
import { WorkShare } from './work-share.js';

const REDRAW_MS = 120;
const BAR_COLUMNS = 24;
const CLEAR_LINE = '\r\u001b[2K';
/** Below this share an estimate of the time left would only be noise. */
const TELLING_SHARE = 0.02;

/**
 * How far a run of many videos is. On a terminal: one line that is redrawn, with a bar and the time left. Elsewhere: a
 * plain line for each video that is done, so that a log tells what happened. Results that go to the same terminal are
 * written through `aside`, so that they never meet the bar.
 */
export class Progress {
  readonly #sink: TextSink;
  readonly #total: number;
  readonly #now: () => number;
  readonly #startedAtMs: number;
  readonly #underWay = new Map<number, string>();
  readonly #timer: NodeJS.Timeout | null;
  readonly #share: WorkShare;
  #done = 0;
  #failed = 0;
  #drawn = false;
  #furthest = 0;
  /** Writes that are under way: the bar stays away until the last one is through. */
  #asides = 0;

  constructor(sink: TextSink, total: number, now: () => number = () => performance.now()) {
    this.#sink = sink;
    this.#total = total;
    this.#now = now;
    this.#startedAtMs = now();
    this.#share = new WorkShare(total);
    this.#timer = sink.interactive ? setInterval(() => this.draw(), REDRAW_MS).unref() : null;
  }

  /** @param video its place in the run */
  started(video: number, name: string): void {
    this.#underWay.set(video, name);
  }

  /** A video has come to `atS` of its `durationS`. */
  moved(video: number, atS: number, durationS: number): void {
    this.#share.moved(video, atS, durationS);
  }

  /** A video ended, well (`failure` null) or not. */
  async ended(video: number, tookMs: number, failure: string | null): Promise<void> {
    const name = this.#underWay.get(video) ?? '';
    this.#underWay.delete(video);
    this.#share.ended(video);
    this.#done += 1;
    if (failure !== null) this.#failed += 1;
    const colour = palette(this.#sink.coloured);
    if (failure !== null) await this.#line(`${colour.bad('✗')} ${printable(name)}: ${printable(failure)}`);
    else if (!this.#sink.interactive) await this.#line(`done ${this.#done}/${this.#total}  ${printable(name)}  ${duration(tookMs)}`);
  }

  /** Takes the bar away, writes, and lets it come back. */
  async aside(write: () => Promise<void>): Promise<void> {
    this.#asides += 1;
    try {
      if (this.#drawn) {
        this.#drawn = false;
        await this.#sink.write(CLEAR_LINE);
      }
      await write();
    } finally {
      this.#asides -= 1;
    }
  }

  /** Removes the bar; the last word of the run follows as a plain line. */
  async end(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.aside(() => Promise.resolve());
  }

  /** Shows the bar as it is now, unless something else is being written. */
  draw(): void {
    if (this.#asides > 0) return;
    this.#drawn = true;
    this.#sink.write(`${CLEAR_LINE}${this.text}`).catch(() => undefined);
  }

  /** The line that a terminal shows now. */
  get text(): string {
    this.#furthest = Math.max(this.#furthest, this.#share.done);
    const filled = Math.round(this.#furthest * BAR_COLUMNS);
    const bar = `${'━'.repeat(filled)}${'─'.repeat(BAR_COLUMNS - filled)}`;
    const failed = this.#failed === 0 ? '' : ` · ${this.#failed} failed`;
    const names = [...this.#underWay.values()].map(printable).join(', ');
    return shortened(`${bar} ${this.#done}/${this.#total}${failed} · ${this.#timeLeft()}${names === '' ? '' : ` · ${names}`}`, this.#sink.columns - 1);
  }

  #timeLeft(): string {
    const elapsedMs = this.#now() - this.#startedAtMs;
    const done = this.#share.done;
    return done < TELLING_SHARE ? `${duration(elapsedMs)} so far` : `${duration((elapsedMs / done) * (1 - done))} left`;
  }

  #line(text: string): Promise<void> {
    return this.aside(() => this.#sink.write(`${text}\n`));
  }
}

function shortened(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let kept = '';
  for (const character of text) {
    if (stringWidth(kept + character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
