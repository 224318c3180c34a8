import type { FusionCalibration } from '../../domain/calibration.js';
import type { Perception } from '../../domain/perception.js';
import type { Conflict, Consistency, Modality, Quality, ScreenText, Tag, TagSource } from '../../domain/product-video-enriched.js';
import type { Listing } from '../../domain/product-video-uploaded.js';
import { categoryGid, type CategoryAlias, type Taxonomy } from '../../domain/taxonomy.js';
import type { Understanding } from '../../domain/understanding.js';
import { attributeTags } from './attribute-tags.js';
import { findBrand } from './brand.js';
import { fuseCategories, type CategoryFusion } from './category-fusion.js';
import { visionEvidence } from './evidence.js';
import { FUSION_CALIBRATION } from './fitted-calibration.js';
import { agree } from './kin.js';
import { findPrices } from './price-tags.js';
import { buildCategoryLexicon, type CategoryLexicon } from './text/category-lexicon.js';
import { namedBeside } from './text/named-beside.js';
import { languageHints, textPiecesOf } from './text-piece.js';
import { textVotes, type TextVote } from './text-votes.js';

export interface FuseContext {
  readonly listing: Listing | null;
  /** Of the listing, e.g. `JP`: decides whether ¥ is yen. */
  readonly market: string | null;
  /** What demux reported without ending the work. */
  readonly notices: readonly string[];
}

export type Fuse = (perception: Perception, context: FuseContext) => Understanding;

/** Alternatives to the decided category that are published as well. */
const MOST_ALTERNATIVES = 2;
const LEAST_ALTERNATIVE = 0.08;
const CODE_CONFIDENCE = 0.99;

export interface FuseKnowledge {
  /** Category ids that the vision model was fitted on; empty where that is not known. */
  readonly visionKnows: readonly string[];
  readonly calibration: FusionCalibration;
}

/** Builds the lexicon once (a second or so); the function it returns is pure and takes some milliseconds a video. */
export function createFuse(taxonomy: Taxonomy, aliases: readonly CategoryAlias[], knowledge: Partial<FuseKnowledge> = {}): Fuse {
  const lexicon = buildCategoryLexicon(taxonomy, aliases);
  const complete: FuseKnowledge = { visionKnows: knowledge.visionKnows ?? [], calibration: knowledge.calibration ?? FUSION_CALIBRATION };
  return (perception, context) => fuse(lexicon, complete, perception, context);
}

function fuse(lexicon: CategoryLexicon, { visionKnows, calibration }: FuseKnowledge, perception: Perception, context: FuseContext): Understanding {
  const { sightings, reading, hearing } = perception;
  const { listing } = context;
  const pieces = textPiecesOf(perception, listing);
  const hints = languageHints(perception, listing);
  const votes = textVotes(lexicon, pieces, listing, hints);
  const fusion = fuseCategories(sightings, votes, calibration, { visionKnows, besides: namedBeside(lexicon, listing?.title ?? '', hints) });
  const brand = findBrand(lexicon, pieces, listing, hints);
  const prices = findPrices(pieces, listing, context.market, hints);
  const product = productConflicts(lexicon.taxonomy, fusion, calibration);
  const conflicts = [...product, ...prices.conflicts, ...brand.conflicts];
  const tags = [
    ...categoryTags(lexicon.taxonomy, fusion, votes),
    ...brand.tags,
    ...prices.tags,
    ...attributeTags(pieces, sightings.attributes, listing),
    ...sightings.objects.map((object): Tag => ({ ...PLAIN, kind: 'object', id: object.id, value: object.label, confidence: clamp(object.probability), sources: ['vision'], evidence: visionEvidence(object.seen) })),
    ...sightings.codes.map((code): Tag => ({ ...PLAIN, kind: 'code', id: code.symbology, value: code.text, confidence: CODE_CONFIDENCE, sources: ['vision'], evidence: visionEvidence(code.seen, code.text) })),
  ];
  return {
    languages: hearing.languages,
    transcript: hearing.segments,
    screenText: reading.texts.map(({ startS, endS, text, confidence, box }): ScreenText => ({ startS, endS, text, confidence, box })),
    tags: sortTags(tags),
    consistency: consistencyOf(fusion, conflicts),
    quality: qualityOf(perception, context.notices),
    category: {
      categoryId: fusion.candidates[0]?.categoryId ?? null,
      confidence: fusion.confidence,
      visionId: fusion.vision?.categoryId ?? null,
      textId: fusion.text?.categoryId ?? null,
      contradictionProbability: fusion.contradictionProbability,
      unknownProbability: sightings.unknownProbability,
    },
    doubts: [...new Set([...reading.doubts, ...hearing.doubts])],
  };
}

const PLAIN = { path: null, taxonomy: null, taxonomyVersion: null } as const;

function categoryTags(taxonomy: Taxonomy, fusion: CategoryFusion, votes: readonly TextVote[]): readonly Tag[] {
  const [best, ...rest] = fusion.candidates;
  if (best === undefined) return [];
  const remaining = 1 - fusion.confidence;
  const others = rest.filter((candidate) => !agree(candidate.categoryId, best.categoryId));
  const weight = others.reduce((sum, candidate) => sum + Math.exp(candidate.score - best.score), 0);
  const alternatives = others.slice(0, MOST_ALTERNATIVES).map((candidate) => ({
    categoryId: candidate.categoryId,
    confidence: Math.min(fusion.confidence, (remaining * Math.exp(candidate.score - best.score)) / weight),
  })).filter(({ confidence }) => confidence >= LEAST_ALTERNATIVE);
  return [{ categoryId: best.categoryId, confidence: fusion.confidence }, ...alternatives].map(({ categoryId, confidence }) => {
    const text = votes.filter((vote) => vote.categoryId === categoryId || agree(vote.categoryId, categoryId));
    const seen = fusion.visionVotes.filter((vote) => agree(vote.categoryId, categoryId));
    const sources: TagSource[] = [...(seen.length > 0 ? ['vision' as const] : []), ...new Set(text.flatMap((vote) => vote.sources))];
    const evidence = [...visionEvidence(seen.flatMap((vote) => vote.seen)).slice(0, 3), ...new Set(text.flatMap((vote) => vote.evidence))].slice(0, 6);
    return {
      kind: 'category', id: categoryGid(categoryId), value: taxonomy.name(categoryId), path: taxonomy.path(categoryId), taxonomy: 'shopify', taxonomyVersion: taxonomy.version,
      confidence: clamp(confidence), sources, evidence,
    };
  });
}

/** The decided category stays the first `category` tag: alternatives never have more confidence. Ties keep a stable order. */
function sortTags(tags: readonly Tag[]): readonly Tag[] {
  return tags.map((tag, i) => ({ tag, i })).sort((a, b) => b.tag.confidence - a.tag.confidence || a.i - b.i).map(({ tag }) => tag);
}

function productConflicts(taxonomy: Taxonomy, fusion: CategoryFusion, calibration: FusionCalibration): readonly Conflict[] {
  const { vision, contradicted: text } = fusion;
  if (vision === null || text === null || fusion.contradictionProbability < calibration.conflictThreshold) return [];
  const said = text.sources.length > 0 ? text.sources.filter((source): source is Modality => source === 'listing' || source === 'screen-text' || source === 'speech') : [];
  return [{
    between: [...said, 'vision'],
    detail: `product: the text says ${taxonomy.name(text.categoryId)} (${text.categoryId}), the picture shows ${taxonomy.name(vision.categoryId)} (${vision.categoryId})`,
    evidence: [...text.evidence, ...visionEvidence(vision.seen).slice(0, 2)],
  }];
}

/** 1 without conflicts; each conflict takes its share, a contradicted product most. */
function consistencyOf(fusion: CategoryFusion, conflicts: readonly Conflict[]): Consistency {
  const score = conflicts.reduce((left, conflict) => left * (conflict.detail.startsWith('product') ? 1 - 0.8 * fusion.contradictionProbability : 0.6), 1);
  return { score: clamp(conflicts.length === 0 ? 1 - 0.2 * fusion.contradictionProbability : score), conflicts };
}

function qualityOf({ sightings, hearing }: Perception, notices: readonly string[]): Quality {
  const { static: still, dark, blurry, duplicateFrameShare } = sightings.quality;
  return { silent: hearing.silent, noSpeech: hearing.noSpeech, static: still, dark, blurry, duplicateFrameShare, nsfwScore: sightings.nsfwScore, notices };
}

function clamp(probability: number): number {
  return Math.min(1, Math.max(0, probability));
}
