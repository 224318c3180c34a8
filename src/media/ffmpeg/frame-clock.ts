/** What `showinfo` says of a frame that left the filter graph. */
export interface FrameStamp {
  /** Presentation time in seconds from the start of the file. */
  readonly timestampS: number;
  readonly keyframe: boolean;
}

const STAMP = /^\[Parsed_showinfo_\d+ @ [0-9a-fx]+\] n: *\d+ pts: *\S+ pts_time: *(-?[\d.]+)/;
const KEYFRAME = /\biskey: *1\b/;

/** Pairs the raw frames on stdout with the time stamps on stderr: both come in the same order, but neither waits for the other. */
export class FrameClock {
  readonly #stamps: FrameStamp[] = [];
  #waiting: ((stamp: FrameStamp | null) => void) | null = null;
  #ended = false;

  /** Takes one line of the tool's log; true when it was a stamp. */
  read(line: string): boolean {
    const match = STAMP.exec(line);
    if (match === null) return false;
    const stamp = { timestampS: Math.max(0, Number(match[1])), keyframe: KEYFRAME.test(line) };
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) this.#stamps.push(stamp);
    else waiting(stamp);
    return true;
  }

  /** The stamp of the next frame; null when the log ended without one. */
  next(): Promise<FrameStamp | null> {
    const stamp = this.#stamps.shift();
    if (stamp !== undefined) return Promise.resolve(stamp);
    if (this.#ended) return Promise.resolve(null);
    return new Promise((resolve) => (this.#waiting = resolve));
  }

  end(): void {
    this.#ended = true;
    this.#waiting?.(null);
    this.#waiting = null;
  }
}
