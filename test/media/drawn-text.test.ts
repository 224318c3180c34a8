import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { isRightCategory, readTruth, type Truth } from '../../bench/eval/truth.js';
import type { Perception } from '../../src/domain/perception.js';
import { createFuse } from '../../src/stages/fuse/fuse.js';
import { judge } from '../../src/stages/judge/judge.js';
import { loadTaxonomy } from '../../src/taxonomy/load-taxonomy.js';

const MEDIA = fileURLToPath(new URL('../../../shared/media/', import.meta.url));
const TRUTH = path.join(MEDIA, 'videos/videos.jsonl');
const here = existsSync(TRUTH);
if (!here) process.stderr.write(`flags and categories of drawn text on ${TRUTH} did NOT run: the file is not there\n`);

/** What the senses would report had they read and heard everything right, and seen nothing. */
function blindPerception(truth: Truth): Perception {
  return {
    sightings: { categories: [], unknownProbability: 1, attributes: [], objects: [], codes: [], nsfwScore: 0, framesLookedAt: 0, quality: { static: false, dark: false, blurry: false, duplicateFrameShare: 0 } },
    reading: {
      texts: truth.screenText.map(({ startS, endS, text, box: [x, y, w, h] }) => ({ startS, endS, text, confidence: 1, script: 'Latn', box: [x / truth.displayWidth, y / truth.displayHeight, (x + w) / truth.displayWidth, (y + h) / truth.displayHeight] })),
      doubts: [],
    },
    hearing: {
      languages: [...new Set(truth.speech.map((speech) => speech.language))].map((language) => ({ language, seconds: 1, confidence: 1 })),
      segments: truth.speech.map(({ language, transcript }, i) => ({ startS: i, endS: i + 1, language, text: transcript, confidence: 1 })),
      silent: false, noSpeech: truth.speech.length === 0, doubts: [],
    },
  };
}

(here ? describe : describe.skip)('what is drawn and said on the composed videos', () => {
  it('raises the expected flags of text, no others, and names the product of the title', async () => {
    const truths = await readTruth(TRUTH);
    const { taxonomy, aliases } = await loadTaxonomy('models/shopify-taxonomy');
    const fuse = createFuse(taxonomy, aliases);
    const wrong: string[] = [];
    for (const truth of truths) {
      const listing = { title: truth.title, description: null, categoryId: null, brand: null, price: null, currency: null, attributes: {}, locale: null };
      const understanding = fuse(blindPerception(truth), { listing, market: null, notices: [] });
      const raised = judge(understanding, { videoId: truth.file, listing }).flags.map((flag) => flag.class).sort();
      // Without a picture there is nothing to contradict the title.
      const expected = truth.expectedFlags.map((flag) => flag.replaceAll('_', '-')).filter((flag) => flag !== 'product-mismatch').sort();
      if (JSON.stringify(raised) !== JSON.stringify(expected)) wrong.push(`${truth.file}: flags ${raised.join(' ')}, expected ${expected.join(' ')}`);
      if (!truth.contradiction && !isRightCategory(truth, understanding.category.categoryId ?? '')) wrong.push(`${truth.file}: "${truth.title ?? ''}" named ${understanding.category.categoryId ?? 'nothing'}, expected ${truth.shopifyCategoryId ?? ''}`);
    }
    expect(wrong).toEqual([]);
  });
});
