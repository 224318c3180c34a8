import type { FusionCalibration } from '../../domain/calibration.js';
import { calibratedCategory, calibratedContradiction } from '../../domain/calibration.js';
import type { CategoryVote, Sightings } from '../../domain/perception.js';
import { kinship } from '../../domain/taxonomy.js';
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
  readonly contradictionProbability: number;
  readonly features: FusionFeatures;
}

/** The few numbers that the calibration reads, all 0…1 unless said. */
export interface FusionFeatures {
  readonly visionSupport: number;
  readonly visionTop: number;
  readonly textSupport: number;
  readonly textTop: number;
  readonly unknown: number;
  /** Score lead over the best candidate that is no kin, in nats, at most 6. */
  readonly lead: number;
  /** P(kin of the text's choice | picture). */
  readonly visionForText: number;
}

/** What an unknown product spreads on any one category; what a text leaves for a category that it does not name. */
const UNKNOWN_SPREAD = 0.02;
const VISION_FLOOR = 0.002;
const TEXT_FLOOR = 0.035;
const TEXT_WEIGHT = 1;

/** How far a picture of `seen` speaks for `candidate`: a general name is right but says less, a finer one may be right. */
export function visionKin(candidate: string, seen: string): number {
  switch (kinship(candidate, seen)) {
    case 'same': return 1;
    case 'ancestor': return 0.7;
    case 'descendant': return 0.75;
    case 'sibling': return 0.05;
    case 'cousin':
    case 'apart': return 0;
  }
}

/** How far a text that names `said` speaks for `candidate`. A finer category than the text's is still what the text says. */
export function textKin(candidate: string, said: string): number {
  switch (kinship(candidate, said)) {
    case 'same': return 1;
    case 'ancestor': return 0.6;
    case 'descendant': return 0.8;
    case 'sibling': return 0.15;
    case 'cousin':
    case 'apart': return 0;
  }
}

/** Whether two categories can both be right of one product. Siblings can: labels differ in where they draw the line. */
export function agree(a: string, b: string): boolean {
  const kin = kinship(a, b);
  return kin !== 'cousin' && kin !== 'apart';
}

export function fuseCategories(sightings: Sightings, texts: readonly TextVote[], calibration: FusionCalibration): CategoryFusion {
  const visionFor = (id: string): number => Math.min(1, sightings.categories.reduce((sum, vote) => sum + vote.probability * visionKin(id, vote.categoryId), 0));
  const textFor = (id: string): number => texts.reduce((most, vote) => Math.max(most, vote.strength * textKin(id, vote.categoryId)), 0);
  const ids = new Set([...sightings.categories.map((vote) => vote.categoryId), ...texts.map((vote) => vote.categoryId)]);
  const spread = UNKNOWN_SPREAD * sightings.unknownProbability;
  const candidates = [...ids].map((categoryId): CategoryCandidate => {
    const visionSupport = visionFor(categoryId);
    const textSupport = textFor(categoryId);
    const fromVision = sightings.categories.length === 0 ? 0 : Math.log(visionSupport + spread + VISION_FLOOR);
    const fromText = texts.length === 0 ? 0 : TEXT_WEIGHT * Math.log(textSupport + TEXT_FLOOR);
    return { categoryId, visionSupport, textSupport, score: fromVision + fromText };
  }).sort((a, b) => b.score - a.score || (a.categoryId < b.categoryId ? -1 : 1));

  const vision = sightings.categories[0] ?? null;
  const text = texts[0] ?? null;
  const features = featuresOf(candidates, vision, text, visionFor, sightings.unknownProbability);
  return {
    candidates,
    confidence: candidates.length === 0 ? 0 : calibratedCategory(calibration, features),
    vision,
    visionVotes: sightings.categories,
    text,
    contradictionProbability: vision === null || text === null || agree(vision.categoryId, text.categoryId) ? 0 : calibratedContradiction(calibration, features),
    features,
  };
}

function featuresOf(candidates: readonly CategoryCandidate[], vision: CategoryVote | null, text: TextVote | null, visionFor: (id: string) => number, unknown: number): FusionFeatures {
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
  };
}
