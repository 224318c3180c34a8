import type { Frame, SampledFrame } from '../../domain/frame.js';
import type { SeenCode, Sightings } from '../../domain/perception.js';
import type { FrameObserver, PerceptionContext } from '../frame-observer.js';
import { colourAttributes, type ColouredGlimpse } from './colour-attributes.js';
import { FramePicker } from './frame-picker.js';
import { QualityMeter } from './picture-quality.js';
import { Timeline, type Glimpse } from './timeline.js';
import type { CallOptions, FoundCode, Look, VisionModel, Weighing } from './vision-model.js';

export interface SeeStage {
  /** Called once a video. */
  open(context: PerceptionContext): FrameObserver<Sightings>;
}

/** What a video shows: product category, colours, things, codes, nudity, picture quality; each with the frames that show it. */
export function createSeeStage({ vision }: { readonly vision: VisionModel }): SeeStage {
  return { open: (context) => new Watching(vision, context) };
}

/** A product must be at least this probable before its colour is a fact worth telling. */
const LEAST_PRODUCT_FOR_COLOUR = 0.3;

class Watching implements FrameObserver<Sightings> {
  readonly #vision: VisionModel;
  readonly #context: PerceptionContext;
  readonly #picker: FramePicker;
  readonly #quality = new QualityMeter();
  readonly #timeline = new Timeline();
  readonly #looks: (ColouredGlimpse & { readonly impression: Look['impression'] })[] = [];
  readonly #codes: (Glimpse & { readonly code: FoundCode })[] = [];
  readonly #nudity: { readonly timestampS: number; readonly score: number }[] = [];

  constructor(vision: VisionModel, context: PerceptionContext) {
    this.#vision = vision;
    this.#context = context;
    this.#picker = new FramePicker(context.effort, context.durationS);
  }

  async observe(frame: SampledFrame, signal: AbortSignal): Promise<void> {
    if (frame.kind === 'repeat') {
      this.#timeline.repeat(frame.timestampS, frame.ofTimestampS);
      this.#quality.repeat();
      return;
    }
    const plan = this.#picker.plan(frame);
    const glimpse: Glimpse = { timestampS: frame.timestampS, shot: this.#picker.shot };
    this.#quality.frame(frame.luma);
    const options = this.#options(signal);
    // All started calls are awaited, also after one failed: the caller releases the pixels when this settles.
    const outcomes = await Promise.allSettled([
      plan.look ? this.#look(frame, glimpse, options) : null,
      plan.rateNudity ? this.#rateNudity(frame, options) : null,
      plan.readCodes ? this.#readCodes(frame, glimpse, options) : null,
    ]);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async finish(signal: AbortSignal): Promise<Sightings> {
    const looks = [...this.#looks].sort((a, b) => a.timestampS - b.timestampS);
    const weighing: Weighing =
      looks.length === 0 ? { categories: [], objects: [] } : await this.#vision.weigh(looks.map(({ impression, shot }) => ({ impression, shot })), this.#options(signal));
    const seen = (places: readonly number[]): Sightings['categories'][number]['seen'] => this.#timeline.sightings(places.flatMap((place) => looks[place] ?? []));
    const found = weighing.categories.reduce((sum, category) => sum + category.probability, 0);
    return {
      categories: weighing.categories.map((category) => ({ categoryId: category.categoryId, probability: category.probability, seen: seen(category.looks) })),
      unknownProbability: Math.min(1, Math.max(0, 1 - found)),
      attributes: found >= LEAST_PRODUCT_FOR_COLOUR && hasOwnColour(weighing) ? colourAttributes(looks, this.#timeline) : [],
      objects: weighing.objects.map(({ id, label, probability, looks: places }) => ({ id, label, probability, seen: seen(places) })),
      codes: this.#seenCodes(),
      nsfwScore: highestNudity(this.#nudity, looks, weighing),
      framesLookedAt: looks.length,
      quality: this.#quality.quality,
    };
  }

  async #look(frame: Frame, glimpse: Glimpse, options: CallOptions): Promise<void> {
    const thorough = this.#context.effort === 'medium' || this.#context.effort === 'high';
    const look = await this.#vision.look(frame, thorough ? 2 : 1, options);
    this.#quality.sharpness(look.sharpness);
    this.#looks.push({ ...glimpse, impression: look.impression, colours: look.colours });
  }

  async #rateNudity(frame: Frame, options: CallOptions): Promise<void> {
    this.#nudity.push({ timestampS: frame.timestampS, score: await this.#vision.rateNudity(frame, options) });
  }

  async #readCodes(frame: Frame, glimpse: Glimpse, options: CallOptions): Promise<void> {
    for (const code of await this.#vision.readCodes(frame, options)) this.#codes.push({ ...glimpse, box: code.box, code });
  }

  #seenCodes(): readonly SeenCode[] {
    const byCode = new Map<string, (Glimpse & { readonly code: FoundCode })[]>();
    for (const found of this.#codes) {
      const key = `${found.code.symbology}\n${found.code.text}`;
      byCode.set(key, [...(byCode.get(key) ?? []), found]);
    }
    return [...byCode.values()].flatMap((glimpses) => {
      const code = glimpses[0]?.code;
      return code === undefined ? [] : [{ symbology: code.symbology, text: code.text, seen: this.#timeline.sightings(glimpses) }];
    });
  }

  #options(signal: AbortSignal): CallOptions {
    return { priority: this.#context.priority, signal };
  }
}

/** Packed food and drink have the colour of their packs, which is no fact about them; fresh fruit and vegetables have their own. */
function hasOwnColour({ categories }: Weighing): boolean {
  const best = categories[0]?.categoryId ?? '';
  return !best.startsWith('fb-') || best.startsWith('fb-2-10-');
}

/** Shopify's roots whose products are worn on or made for the body: Apparel, Health & Beauty, Baby, Mature. */
const BODY_ROOTS = ['aa', 'hb', 'bt', 'ma'];

/**
 * The highest score of the rated frames; null where none was. open-nsfw mistakes ginger and pale fruit for skin, so a
 * frame that shows a thing of no bodily kind counts only as far as it is not sure to be that thing.
 */
function highestNudity(ratings: readonly { readonly timestampS: number; readonly score: number }[], looks: readonly Glimpse[], weighing: Weighing): number | null {
  if (ratings.length === 0) return null;
  const inanimate = weighing.categories.filter(({ categoryId }) => !BODY_ROOTS.includes(categoryId.split('-')[0] ?? ''));
  return Math.max(
    ...ratings.map(({ timestampS, score }) => {
      const shown = inanimate.filter((category) => category.looks.some((place) => looks[place]?.timestampS === timestampS));
      return score * (1 - Math.min(1, shown.reduce((sum, category) => sum + category.probability, 0)));
    }),
  );
}
