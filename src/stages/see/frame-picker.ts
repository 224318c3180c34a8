import type { Frame } from '../../domain/frame.js';
import type { Effort } from '../frame-observer.js';
import { isPlain } from './picture-quality.js';

/** What to do with one frame. */
export interface Plan {
  readonly look: boolean;
  readonly rateNudity: boolean;
  readonly readCodes: boolean;
}

interface Limits {
  readonly looks: number;
  /** Looks at a shot a second apart: the second guards against a cut that caught a cross-fade. Later ones are rarer. */
  readonly closeLooks: number;
  readonly nudity: number;
  readonly codes: number;
}

/** For a video of up to `BASE_DURATION_S`; a longer one gets more in proportion, up to `MOST_TIMES` as much. */
const LIMITS: Readonly<Record<Effort, Limits>> = {
  fast: { looks: 8, closeLooks: 2, nudity: 2, codes: 3 },
  low: { looks: 12, closeLooks: 3, nudity: 4, codes: 6 },
  medium: { looks: 20, closeLooks: 4, nudity: 6, codes: 10 },
  high: { looks: 32, closeLooks: 6, nudity: 10, codes: 16 },
};
const BASE_DURATION_S = 30;
const MOST_TIMES = 3;
/** Two looks at one shot are at least this far apart. */
const LOOK_GAP_S = 1;
/** A shot goes on being looked at this often: what looks like one shot may be several whose cuts were not found. */
const LONG_SHOT_GAP_S = 2.5;
/** Between codes read in one shot: an end card or a sticker may come up without a cut. */
const CODE_GAP_S = 4;

/**
 * Chooses as the frames go by (nobody may hold one back): every shot first, then second looks, never more than the
 * limit, and never the whole of it before the video is through, so that the last minute is seen as well as the first.
 * Plain frames (black, one colour) are not looked at: there is nothing on them that could be a product.
 */
export class FramePicker {
  readonly #limits: Limits;
  readonly #paces: Readonly<Record<'looks' | 'nudity' | 'codes', Pace>>;
  #shot = -1;
  #looksAtShot = 0;
  #lastLookS = -Infinity;
  #lastCodesS = -Infinity;
  #frames = 0;

  constructor(effort: Effort, durationS: number) {
    this.#limits = LIMITS[effort];
    const times = Math.min(MOST_TIMES, Math.max(1, durationS / BASE_DURATION_S));
    const pace = (limit: number): Pace => new Pace(Math.round(limit * times), durationS);
    this.#paces = { looks: pace(this.#limits.looks), nudity: pace(this.#limits.nudity), codes: pace(this.#limits.codes) };
  }

  /** Number of the shot that the last planned frame belongs to. */
  get shot(): number {
    return Math.max(0, this.#shot);
  }

  plan(frame: Frame): Plan {
    const first = this.#frames++ === 0;
    if (frame.sceneCut || first) {
      this.#shot++;
      this.#looksAtShot = 0;
      this.#lastCodesS = -Infinity;
    }
    if (isPlain(frame.luma)) return { look: false, rateNudity: first, readCodes: false };
    const at = frame.timestampS;
    const freshShot = this.#looksAtShot === 0;
    const gapS = this.#looksAtShot < this.#limits.closeLooks ? LOOK_GAP_S : LONG_SHOT_GAP_S;
    const look = (freshShot || at - this.#lastLookS >= gapS) && this.#paces.looks.take(at);
    const readCodes = at - this.#lastCodesS >= CODE_GAP_S && this.#paces.codes.take(at);
    const rateNudity = look && this.#looksAtShot !== 1 && this.#paces.nudity.take(at);
    if (look) {
      this.#looksAtShot++;
      this.#lastLookS = at;
    }
    if (readCodes) this.#lastCodesS = at;
    return { look, rateNudity, readCodes };
  }
}

/** Lets through `limit` in all: two at once, or a quarter, and the rest in step with the time of the video. */
class Pace {
  readonly #limit: number;
  readonly #durationS: number;
  #taken = 0;

  constructor(limit: number, durationS: number) {
    this.#limit = limit;
    this.#durationS = durationS;
  }

  take(atS: number): boolean {
    const start = Math.max(2, this.#limit / 4);
    const through = this.#durationS > 0 ? Math.min(1, atS / this.#durationS) : 1;
    if (this.#taken >= Math.ceil(start + (this.#limit - start) * through) || this.#taken >= this.#limit) return false;
    this.#taken++;
    return true;
  }
}
