import type { Frame, SampledFrame } from '../../domain/frame.js';
import type { ScreenReading } from '../../domain/perception.js';
import type { FrameObserver } from '../frame-observer.js';
import { areaOf, boundsOf } from './geometry.js';
import { joinedLines } from './line-joining.js';
import { PlaneRing } from './plane-ring.js';
import { wantsVote, winner, type Vote } from './reading-vote.js';
import { readLine } from './line-reading.js';
import { screenTexts } from './screen-texts.js';
import { FOREIGN_SCRIPTS } from './script-decision.js';
import { PRESENT, followed, hasGrown, isAt, isContinuedBy, seenAt, votesWith, type TextTrack } from './text-track.js';
import type { Alphabet, GreyPlane, Look, Quad, ReadOptions, Region, TextReader } from './text-reader.js';
import { regionsToSearch, type SearchPlan } from './where-to-look.js';

export interface TextWatcherOptions {
  readonly reader: TextReader;
  readonly plan: SearchPlan;
  readonly expected: ReadonlySet<Alphabet>;
  readonly listingTexts: readonly string[];
  readonly durationS: number;
  readonly priority: number;
}

/** How many frames back the first sighting of a new text is traced. */
const TRACED_FRAMES = 8;
/** A picture with more lines than this (a page of a book, a pattern) has its largest read. */
const MAX_LINES_A_FRAME = 60;
/** A line read this surely in a script makes that script likely for the video's other lines. */
const SPEAKS_FOR_SCRIPT = 0.8;
/** Texts of a video that are kept; later ones are not read. */
const MAX_TEXTS = 2000;

/**
 * Follows the texts of one video. For each frame, in order: look (which known texts are still there, where strokes
 * appeared) → detect only where something changed → read only what is new or was unclear → trace new texts back.
 */
export class TextWatcher implements FrameObserver<ScreenReading> {
  readonly #options: TextWatcherOptions;
  readonly #ring = new PlaneRing(TRACED_FRAMES + 1);
  readonly #sampledS: number[] = [];
  readonly #ended: TextTrack[] = [];
  /** From the listing, and from what was read with certainty so far. */
  readonly #expected: Set<Alphabet>;
  #present: readonly TextTrack[] = [];
  #searchedS: number | null = null;
  #size: { readonly width: number; readonly height: number } = { width: 1, height: 1 };
  #nextId = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(options: TextWatcherOptions) {
    this.#options = options;
    this.#expected = new Set(options.expected);
  }

  observe(frame: SampledFrame, signal: AbortSignal): Promise<void> {
    const taken = this.#last.then(() => (frame.kind === 'repeat' ? this.#repeat(frame.timestampS) : this.#take(frame, { priority: this.#options.priority, signal })));
    this.#last = taken.catch(() => undefined);
    return taken;
  }

  async finish(): Promise<ScreenReading> {
    await this.#last;
    const tracks = [...this.#ended, ...this.#present];
    const unreadable = tracks.some((track) => winner(track.votes)?.unreadable === true);
    return {
      texts: screenTexts(tracks, { sampledS: this.#sampledS, durationS: this.#options.durationS, expected: this.#expected, listingTexts: this.#options.listingTexts, ...this.#size }),
      doubts: [...(unreadable ? ['text-script-unreadable'] : []), ...(tracks.length >= MAX_TEXTS ? ['text-too-much'] : [])],
    };
  }

  #repeat(timestampS: number): void {
    this.#sampledS.push(timestampS);
    this.#present = this.#present.map((track) => seenAt(track, timestampS));
  }

  async #take(frame: Frame, options: ReadOptions): Promise<void> {
    options.signal.throwIfAborted();
    const { timestampS, width, height } = frame;
    this.#sampledS.push(timestampS);
    this.#size = { width, height };
    const before = this.#ring.recent[0]?.plane ?? null;
    const plane = this.#ring.take(width, height, timestampS);
    const sameSize = before !== null && before.width === plane.width && before.height === plane.height;
    const look = await this.#options.reader.look({ picture: frame, plane, before: sameSize ? before : null, known: this.#present.map(({ signature }) => signature) }, options);
    const lost = this.#follow(look, timestampS, plane.scale);
    const regions = regionsToSearch(
      {
        width,
        height,
        sceneCut: frame.sceneCut,
        sinceSearchS: this.#searchedS === null ? null : timestampS - this.#searchedS,
        changed: [...look.appeared, ...lost.map(({ quad }) => boundsOf(quad))],
        appearedShare: look.appearedShare,
      },
      this.#options.plan,
    );
    const relost = regions.length === 0 ? lost : await this.#search(frame, plane, regions, lost, options);
    this.#ended.push(...relost);
  }

  /** Moves the followed tracks on; returns those that are no longer there. */
  #follow(look: Look, timestampS: number, scale: number): readonly TextTrack[] {
    const lost: TextTrack[] = [];
    const present: TextTrack[] = [];
    this.#present.forEach((track, i) => {
      const presence = look.presences[i];
      const next = presence === undefined ? null : followed(track, presence, timestampS, scale);
      if (next === null) lost.push(track);
      else present.push(next);
    });
    this.#present = present;
    return lost;
  }

  /** Detects and reads in the regions; returns the lost tracks that were not found again. */
  async #search(frame: Frame, plane: GreyPlane, regions: readonly Region[], lost: readonly TextTrack[], options: ReadOptions): Promise<readonly TextTrack[]> {
    const { reader, plan } = this.#options;
    const scale = Math.min(1, plan.shortSidePx / Math.min(frame.width, frame.height));
    if (regions.some((region) => areaOf(region) === frame.width * frame.height)) this.#searchedS = frame.timestampS;
    const detected = (await Promise.all(regions.map((region) => reader.detect(frame, region, scale, options)))).flat();
    const fresh: Quad[] = [];
    const unclear = new Map<TextTrack, Quad>();
    const grown = new Set<TextTrack>();
    for (const quad of joinedLines(detected.map((text) => text.quad))) {
      const here = this.#present.filter((track) => isAt(track, quad) || hasGrown(track, quad));
      const known = here.find((track) => isAt(track, quad));
      const [only] = here.length === 1 ? here : [];
      if (only !== undefined && hasGrown(only, quad)) {
        grown.add(only);
        fresh.push(quad);
      } else if (known === undefined) fresh.push(quad);
      else if (wantsVote(known.votes)) unclear.set(known, quad);
    }
    this.#present = this.#present.filter((track) => !grown.has(track));
    const room = Math.max(0, Math.min(MAX_LINES_A_FRAME, MAX_TEXTS - this.#ended.length - this.#present.length));
    const newQuads = fresh.sort((a, b) => areaOf(boundsOf(b)) - areaOf(boundsOf(a))).slice(0, room);
    const again = [...unclear];
    const votes = await Promise.all([...newQuads, ...again.map(([, quad]) => quad)].map((quad) => readLine(reader, frame, quad, this.#expected, options)));
    for (const vote of votes) if (FOREIGN_SCRIPTS.includes(vote.script) && vote.confidence >= SPEAKS_FOR_SCRIPT) this.#expected.add(vote.script);
    again.forEach(([track], i) => this.#addVote(track, votes[newQuads.length + i] as Vote));
    return this.#begin(newQuads, votes, plane, [...lost, ...grown], frame.timestampS, options);
  }

  #addVote(track: TextTrack, vote: Vote): void {
    this.#present = this.#present.map((known) => (known === track ? { ...known, votes: [...known.votes, vote] } : known));
  }

  /** Starts tracks for new texts, or takes up lost ones that show the same words. */
  async #begin(quads: readonly Quad[], votes: readonly Vote[], plane: GreyPlane, lost: readonly TextTrack[], timestampS: number, options: ReadOptions): Promise<readonly TextTrack[]> {
    if (quads.length === 0) return lost;
    const { reader } = this.#options;
    const signatures = await reader.sign(plane, quads, options);
    const earlier = this.#ring.recent.slice(1);
    const traces = earlier.length === 0 ? [] : await reader.trace(earlier.map((timed) => timed.plane), signatures, options);
    const missing = new Set(lost);
    quads.forEach((quad, i) => {
      const vote = votes[i] as Vote;
      const signature = signatures[i];
      if (signature === undefined || (vote.text === '' && !vote.unreadable)) return;
      const continued = [...missing].find((track) => isContinuedBy(track, quad, vote.text));
      if (continued !== undefined) {
        missing.delete(continued);
        this.#present = [...this.#present, { ...continued, quad, signature, lastSeenS: timestampS, votes: votesWith(continued, vote) }];
        return;
      }
      const gone = traces.findIndex((presences) => (presences[i]?.score ?? 0) < PRESENT);
      const seen = gone < 0 ? traces.length : gone;
      const firstSeenS = seen === 0 ? timestampS : (earlier[seen - 1]?.timestampS ?? timestampS);
      this.#present = [...this.#present, { id: this.#nextId++, quad, signature, firstSeenS, lastSeenS: timestampS, votes: [vote] }];
    });
    return [...missing];
  }
}
