import stringWidth from 'string-width';
import type { TextSink } from '../terminal.js';
import { palette } from './palette.js';
import { printable } from './printable.js';
import { duration } from './quantities.js';

const REDRAW_MS = 120;
const BAR_COLUMNS = 24;
const CLEAR_LINE = '\r\u001b[2K';

/**
 * How far a run of many videos is. On a terminal: one line that is redrawn, with a bar and the time left. Elsewhere: a
 * plain line for each video that is done, so that a log tells what happened.
 */
export class Progress {
  readonly #sink: TextSink;
  readonly #total: number;
  readonly #now: () => number;
  readonly #startedAtMs: number;
  readonly #underWay = new Set<string>();
  readonly #timer: NodeJS.Timeout | null;
  #done = 0;
  #failed = 0;
  #drawn = false;

  constructor(sink: TextSink, total: number, now: () => number = () => performance.now()) {
    this.#sink = sink;
    this.#total = total;
    this.#now = now;
    this.#startedAtMs = now();
    this.#timer = sink.interactive ? setInterval(() => void this.#draw(), REDRAW_MS).unref() : null;
  }

  started(name: string): void {
    this.#underWay.add(name);
  }

  /** A video ended, well (`failure` null) or not. */
  async ended(name: string, tookMs: number, failure: string | null): Promise<void> {
    this.#underWay.delete(name);
    this.#done += 1;
    if (failure !== null) this.#failed += 1;
    const colour = palette(this.#sink.coloured);
    if (failure !== null) await this.line(`${colour.bad('✗')} ${printable(name)}: ${printable(failure)}`);
    else if (!this.#sink.interactive) await this.line(`done ${this.#done}/${this.#total}  ${printable(name)}  ${duration(tookMs)}`);
  }

  /** A line that stays, above the bar. */
  async line(text: string): Promise<void> {
    await this.#erase();
    await this.#sink.write(`${text}\n`);
  }

  /** Removes the bar; the last word of the run follows as a plain line. */
  async end(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#erase();
  }

  /** The line that a terminal shows now. */
  get text(): string {
    const share = this.#total === 0 ? 1 : this.#done / this.#total;
    const filled = Math.round(share * BAR_COLUMNS);
    const bar = `${'━'.repeat(filled)}${'─'.repeat(BAR_COLUMNS - filled)}`;
    const failed = this.#failed === 0 ? '' : ` · ${this.#failed} failed`;
    const names = [...this.#underWay].map(printable).join(', ');
    return shortened(`${bar} ${this.#done}/${this.#total}${failed} · ${this.#timeLeft()}${names === '' ? '' : ` · ${names}`}`, this.#sink.columns - 1);
  }

  #timeLeft(): string {
    const elapsedMs = this.#now() - this.#startedAtMs;
    if (this.#done === 0) return `${duration(elapsedMs)} so far`;
    const leftMs = (elapsedMs / this.#done) * (this.#total - this.#done);
    return `${duration(leftMs)} left`;
  }

  async #draw(): Promise<void> {
    this.#drawn = true;
    await this.#sink.write(`${CLEAR_LINE}${this.text}`);
  }

  async #erase(): Promise<void> {
    if (!this.#drawn) return;
    this.#drawn = false;
    await this.#sink.write(CLEAR_LINE);
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
