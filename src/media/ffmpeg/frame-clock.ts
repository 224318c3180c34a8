import { SceneCuts } from '../../stages/demux/scene-cuts.js';
import type { SamplingPolicy } from '../../stages/demux/sampling-policy.js';

/** One sampled moment: a picture comes on stdout, or the picture before is still shown and none comes. */
export type Moment =
  | {
      readonly kind: 'picture';
      /** Presentation time of the picture, seconds from the start of the file. */
      readonly timestampS: number;
      /** A scene began with this picture, or with one decoded since the picture before. */
      readonly sceneCut: boolean;
    }
  | { readonly kind: 'same'; readonly timestampS: number };

/** Metadata that the filter chain prints: for every decoded frame its change, for every frame that is handed over a mark. */
export const CHANGE_KEY = 'lavfi.scd.mafd';
export const HANDED_OVER = { key: 'thalweg.sampled', value: '1' } as const;
const REPORT = /frame:(\d+) +pts:(-?\d+|NOPTS) +pts_time:\S+\r?\n|lavfi\.scd\.mafd=(\S+)\r?\n|thalweg\.sampled=1\r?\n/g;
/** A report is one write of fewer characters than this; what is longer and has no end is text of the log. */
const LONGEST_REPORT = 256;

interface ReportHeader {
  /** Counts from 0 since the filter chain was set up. */
  readonly number: number;
  /** In microseconds for a decoded frame, in ticks for one that is handed over; null where the frame has no time. */
  readonly pts: number | null;
}

interface Shown {
  readonly us: number;
  readonly sceneCut: boolean;
}

/**
 * Tells the time of the raw pictures on stdout from what the filter chain reports on stderr. Both come in the same
 * order, but neither waits for the other; a report is written in one piece, but may stand in the middle of a line of the log.
 *
 * Times are exact: the decoded frames' clock (`settb`) and the ticks are whole microseconds, so the picture at tick k is
 * the last decoded one with a time of at most start + k × tickUs. A tick that is not handed over showed the picture before.
 */
export class FrameClock {
  readonly #policy: SamplingPolicy;
  readonly #onLog: (text: string) => void;
  readonly #cuts = new SceneCuts();
  readonly #moments: Moment[] = [];
  /** What the ticks from `#firstTick` on showed, as far as it is known; handed over or not. */
  readonly #ticks: Shown[] = [];
  #firstTick = 0;
  #startUs: number | null = null;
  #currentUs = 0;
  #cutPending = false;
  #toldUs = -Infinity;
  #header: ReportHeader | null = null;
  #unfinished = '';
  #waiting: ((moment: Moment | null) => void) | null = null;
  #ended = false;

  constructor(policy: SamplingPolicy, onLog: (text: string) => void) {
    this.#policy = policy;
    this.#onLog = onLog;
  }

  /** Time of the last decoded frame, seconds; null before the first. */
  get lastDecodedS(): number | null {
    return this.#startUs === null ? null : this.#currentUs / 1e6;
  }

  /** Takes what the tool wrote to stderr, cut anywhere. */
  read(text: string): void {
    const all = this.#unfinished + text;
    let log = '';
    let at = 0;
    for (const match of all.matchAll(REPORT)) {
      log += all.slice(at, match.index);
      at = match.index + match[0].length;
      this.#report(match[1], match[2], match[3]);
    }
    const rest = all.slice(at);
    const lastLine = rest.lastIndexOf('\n') + 1;
    const logged = rest.length - lastLine > LONGEST_REPORT ? rest.length : lastLine;
    this.#unfinished = rest.slice(logged);
    log += rest.slice(0, logged);
    if (log !== '') this.#onLog(log);
  }

  /** The next sampled moment; null when there is no more. */
  next(): Promise<Moment | null> {
    const moment = this.#moments.shift();
    if (moment !== undefined) return Promise.resolve(moment);
    if (this.#ended) return Promise.resolve(null);
    return new Promise((resolve) => (this.#waiting = resolve));
  }

  /** The tool has ended. `heldUntilS`: the last picture stays on the screen until then. */
  end(heldUntilS: number): void {
    if (this.#ended) return;
    if (this.#startUs !== null && this.#policy.decode === 'references') this.#passTicks(heldUntilS * 1e6);
    for (const [at, shown] of this.#ticks.entries()) this.#tellSame(this.#firstTick + at, shown);
    this.#ended = true;
    if (this.#unfinished !== '') this.#onLog(this.#unfinished);
    this.#waiting?.(null);
    this.#waiting = null;
  }

  #report(number: string | undefined, pts: string | undefined, change: string | undefined): void {
    if (number !== undefined) {
      this.#header = { number: Number(number), pts: pts === undefined || pts === 'NOPTS' ? null : Number(pts) };
      return;
    }
    const header = this.#header;
    this.#header = null;
    if (header === null) return;
    if (change === undefined) this.#handedOver(header.pts ?? this.#firstTick);
    else if (header.pts !== null) this.#decoded(header.number, header.pts, Number(change));
  }

  #decoded(number: number, us: number, change: number): void {
    // ffmpeg sets the chain up anew when the pictures change their size or format; its ticks begin again then.
    if (number === 0) this.#begin(us);
    this.#cutPending ||= this.#cuts.next(change);
    // A clock that runs backwards is a broken one; the filter chain drops such frames, too.
    if (us <= this.#currentUs) return;
    this.#passTicks(us);
    this.#currentUs = us;
  }

  #begin(us: number): void {
    for (const [at, shown] of this.#ticks.entries()) this.#tellSame(this.#firstTick + at, shown);
    this.#ticks.length = 0;
    this.#firstTick = 0;
    this.#startUs = us;
    this.#currentUs = us;
  }

  /** Settles what the ticks before `us` showed: the picture that is current. */
  #passTicks(us: number): void {
    while (this.#tickUs(this.#firstTick + this.#ticks.length) < us) this.#settleTick();
  }

  #settleTick(): void {
    this.#ticks.push({ us: this.#currentUs, sceneCut: this.#cutPending });
    this.#cutPending = false;
  }

  /** Tells a picture for each that comes, whatever the report says: one left unread would stop the decoder. */
  #handedOver(tick: number): void {
    while (this.#firstTick + this.#ticks.length <= tick) this.#settleTick();
    const passed = this.#ticks.splice(0, Math.max(0, tick - this.#firstTick + 1));
    const shown = passed.pop() ?? { us: this.#currentUs, sceneCut: false };
    for (const [at, same] of passed.entries()) this.#tellSame(this.#firstTick + at, same);
    this.#firstTick = Math.max(this.#firstTick, tick + 1);
    this.#bridge(tick, shown.us);
    this.#toldUs = Math.max(this.#toldUs, shown.us);
    this.#tell({ kind: 'picture', timestampS: shown.us / 1e6, sceneCut: shown.sceneCut || passed.some(({ sceneCut }) => sceneCut) });
  }

  /** Where only keyframes are decoded, nobody saw what the ticks between them showed: their own times are told. */
  #tellSame(tick: number, shown: Shown): void {
    const us = this.#policy.decode === 'keyframes' ? shown.us : this.#tickUs(tick);
    if (us <= this.#toldUs) return;
    this.#bridge(tick, us);
    this.#toldUs = us;
    this.#tell({ kind: 'same', timestampS: us / 1e6 });
  }

  /** Where frames are far apart, what was told last was still on the screen at the tick before. */
  #bridge(tick: number, us: number): void {
    const beforeUs = this.#tickUs(tick - 1);
    if (this.#policy.decode === 'keyframes' || us - this.#toldUs <= this.#policy.maxGapUs || beforeUs <= this.#toldUs || this.#toldUs === -Infinity) return;
    this.#toldUs = beforeUs;
    this.#tell({ kind: 'same', timestampS: beforeUs / 1e6 });
  }

  #tickUs(tick: number): number {
    return (this.#startUs ?? 0) + tick * this.#policy.tickUs;
  }

  #tell(moment: Moment): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) this.#moments.push(moment);
    else waiting(moment);
  }
}
