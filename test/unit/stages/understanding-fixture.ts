import type { Quality } from '../../../src/domain/product-video-enriched.js';
import type { CategoryDecision, Understanding } from '../../../src/domain/understanding.js';

/** A plain video of bananas that nothing is wrong with, with the given changes. */
export function understanding(fields: Partial<Understanding>, category: Partial<CategoryDecision> = {}, quality: Partial<Quality> = {}): Understanding {
  return {
    languages: [], transcript: [], screenText: [], tags: [], consistency: { score: 1, conflicts: [] },
    quality: { silent: false, noSpeech: false, static: false, dark: false, blurry: false, duplicateFrameShare: 0, nsfwScore: 0.01, notices: [], ...quality },
    category: { categoryId: 'fb-2-10-7-5', confidence: 0.95, visionId: 'fb-2-10-7-5', textId: 'fb-2-10-7-5', contradictionProbability: 0, unknownProbability: 0.05, ...category },
    doubts: [],
    ...fields,
  };
}
