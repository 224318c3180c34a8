import type { CategoryFeatures, FusionCalibration } from '../../domain/calibration.js';
import { calibratedCategory, calibratedContradiction } from '../../domain/calibration.js';
import type { CategoryVote, Sightings } from '../../domain/perception.js';
import { kinship, sharedDepth } from '../../domain/taxonomy.js';
import { contradictedClaim, LEAST_PICTURE, speaksOfUnseenKinds } from './contradiction.js';
import { agree, textKin, visionKin } from './kin.js';
import type { TextVote } from './text-votes.js';

/** One category with what picture and text say for it. */
export interface CategoryCandidate {
  readonly categoryId: string;
  /** P(category or its kin | picture). */
  readonly visionSupport: number;
  /** How strongly the texts name it or its kin. */
  readonly textSupport: number;
  /** Log-linear score; comparable between candidates of one video only. */
  readonly score: number;
}

export interface CategoryFusion {
  /** Best first; empty where neither picture nor text names anything. */
  readonly candidates: readonly CategoryCandidate[];
  readonly confidence: number;
  readonly vision: CategoryVote | null;
  readonly visionVotes: readonly CategoryVote[];
  readonly text: TextVote | null;
  /** The text that the picture disagrees with. */
  readonly contradicted: TextVote | null;
  readonly contradictionProbability: number;
  readonly features: CategoryFeatures;
  /** As `features`, of the contradicted text. */
  readonly contradictionFeatures: CategoryFeatures;
}

/** Weaker votes are noise. */
const LEAST_VOTE = 0.005;
/** Of the conflict threshold: what a picture that cannot know better contributes at most. */
const DOUBT_AT_MOST = 0.95;
/**
 * Bayes' rule in small change: what a picture leaves for a category that it does not see, for any category where the
 * product looks unknown and for one of a kind that the vision model was never shown (both times P(unknown)), and what a
 * text leaves for a category that it does not name.
 * Chosen on made-up videos (scripts/fusion).
 */
export interface FusionFloors {
  readonly vision: number;
  readonly unknown: number;
  readonly unseenKind: number;
  readonly text: number;
}
export const FUSION_FLOORS: FusionFloors = { vision: 0.003, unknown: 0.05, unseenKind: 0.1, text: 0.03 };

export interface FusionKnowledge {
  /**
   * Ids that the vision model was fitted on. A product outside them gets a wrong known name now and then, so a text that
   * names one is believed sooner. Empty: nothing is known of the model.
   */
  readonly visionKnows: readonly string[];
  /** Categories that the listing's words name beside its product: flavours, prints, colours. */
  readonly besides: readonly string[];
  readonly floors: FusionFloors;
}

export function fuseCategories(sightings: Sightings, texts: readonly TextVote[], calibration: FusionCalibration, knowledge: Partial<FusionKnowledge> = {}): CategoryFusion {
  const { visionKnows = [], besides = [], floors = FUSION_FLOORS } = knowledge;
  const isKnownToVision = (id: string): boolean => visionKnows.length === 0 || visionKnows.some((known) => agree(known, id) && kinship(known, id) !== 'sibling');
  const seen = sightings.categories.filter((vote) => vote.probability >= LEAST_VOTE);
  const visionFor = (id: string): number => Math.min(1, seen.reduce((sum, vote) => sum + vote.probability * visionKin(id, vote.categoryId), 0));
  const textFor = (id: string): number => texts.reduce((most, vote) => Math.max(most, vote.strength * textKin(id, vote.categoryId)), 0);
  const ids = new Set([...seen.map((vote) => vote.categoryId), ...texts.map((vote) => vote.categoryId)]);
  const candidates = [...ids].map((categoryId): CategoryCandidate => {
    const visionSupport = visionFor(categoryId);
    const textSupport = textFor(categoryId);
    const unseen = (isKnownToVision(categoryId) ? floors.unknown : floors.unseenKind) * sightings.unknownProbability;
    const fromVision = seen.length === 0 ? 0 : Math.log(visionSupport + unseen + floors.vision);
    const fromText = texts.length === 0 ? 0 : Math.log(textSupport + floors.text);
    return { categoryId, visionSupport, textSupport, score: fromVision + fromText };
  }).sort((a, b) => b.score - a.score || (a.categoryId < b.categoryId ? -1 : 1));

  const vision = seen[0] ?? null;
  const text = texts[0] ?? null;
  const contradicted = contradictedClaim(vision, texts, besides);
  const features = featuresOf(candidates, vision, text, visionFor, isKnownToVision, sightings.unknownProbability);
  const contradictionFeatures = contradicted === null ? features : { ...features, textTop: Math.max(contradicted.listed, contradicted.strength), visionForText: visionFor(contradicted.categoryId), textKnown: isKnownToVision(contradicted.categoryId) ? 1 : 0, apart: areApart(vision, contradicted) };
  return {
    candidates,
    confidence: candidates.length === 0 ? 0 : calibratedCategory(calibration, features),
    vision,
    visionVotes: seen,
    text,
    contradicted,
    contradictionProbability: vision === null || contradicted === null ? 0 : contradictionProbability(calibration, contradictionFeatures),
    features,
    contradictionFeatures,
  };
}

/** A picture of a kind of product that the model was never shown gets a wrong known name now and then: such a doubt, and one about a picture that shows nothing clearly, stays below a conflict. */
export function contradictionProbability(calibration: FusionCalibration, features: CategoryFeatures): number {
  const probability = calibratedContradiction(calibration, features);
  const heard = features.visionTop >= LEAST_PICTURE && (features.textKnown === 1 || speaksOfUnseenKinds(features.visionTop, features.unknown, features.apart === 1));
  return heard ? probability : Math.min(probability, DOUBT_AT_MOST * calibration.conflictThreshold);
}

function featuresOf(candidates: readonly CategoryCandidate[], vision: CategoryVote | null, text: TextVote | null, visionFor: (id: string) => number, isKnownToVision: (id: string) => boolean, unknown: number): CategoryFeatures {
  const best = candidates[0];
  const rival = best === undefined ? undefined : candidates.find((candidate) => !agree(candidate.categoryId, best.categoryId));
  return {
    visionSupport: best?.visionSupport ?? 0,
    visionTop: vision?.probability ?? 0,
    textSupport: best?.textSupport ?? 0,
    textTop: text?.strength ?? 0,
    unknown,
    lead: best === undefined ? 0 : Math.min(6, rival === undefined ? 6 : best.score - rival.score),
    visionForText: text === null ? 0 : visionFor(text.categoryId),
    textKnown: text !== null && isKnownToVision(text.categoryId) ? 1 : 0,
    apart: areApart(vision, text),
  };
}

function areApart(vision: CategoryVote | null, text: TextVote | null): 0 | 1 {
  return vision !== null && text !== null && sharedDepth(vision.categoryId, text.categoryId) === 0 ? 1 : 0;
}
