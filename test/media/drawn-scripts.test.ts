import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { inventedOf, scoreDrawnScript } from '../../bench/eval/drawn-scripts.js';
import { UNREAD_PHRASE_SCRIPTS } from '../../bench/eval/product-phrases.js';
import { InferencePool } from '../../src/inference/inference-pool.js';
import { createTextReader } from '../../src/inference/screen-text-reader.js';
import { FONTS } from '../../scripts/script-head/scripts-drawn.js';

const MODELS = fileURLToPath(new URL('../../models/', import.meta.url));

function installedFonts(): string {
  try {
    return execFileSync('fc-list', ['--format', '%{family}\n'], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

const fonts = installedFonts();
const wanted = [
  { script: 'Kore', share: 0.7 },
  { script: 'Cyrl', share: 0.5 },
  { script: 'Thai', share: 0.5 },
  { script: 'Arab', share: 0.5 },
  { script: 'Deva', share: 0.5 },
] as const;

describe('product phrases drawn in scripts that the main recogniser cannot read', () => {
  const pool = new InferencePool({ workers: 1, verifiedFolder: (model) => Promise.resolve(join(MODELS, model)) });
  const reader = createTextReader(pool);
  afterAll(() => pool.close());

  for (const { script, share } of wanted) {
    const missing = [...FONTS[script].fit, ...FONTS[script].heldOut].filter((font) => !fonts.includes(font));
    const runs = missing.length === 0 && reader.foreignScripts.has(script);
    if (!runs) process.stderr.write(`drawn ${script} did NOT run: ${missing.length > 0 ? `fonts missing: ${missing.join(', ')}` : 'no trained data for it here'}\n`);
    (runs ? it : it.skip)(`finds at least ${share * 100} % of ${script}, nothing known of the video`, async () => {
      const { foundShare, misses } = await scoreDrawnScript(reader, script, false, new AbortController().signal);
      expect({ foundShare: foundShare >= share, misses: foundShare >= share ? [] : misses }).toEqual({ foundShare: true, misses: [] });
    });
  }

  const unread = UNREAD_PHRASE_SCRIPTS.map((script) => ({ script, fonts: [...FONTS[script].fit, ...FONTS[script].heldOut].filter((font) => fonts.includes(font)) }));
  const without = unread.filter((one) => one.fonts.length === 0).map(({ script }) => script);
  if (without.length > 0) process.stderr.write(`drawn unread scripts did NOT run: no font for ${without.join(', ')}\n`);
  (without.length === 0 ? it : it.skip)('publishes little of what is in a script without a reader', async () => {
    const all: string[] = [];
    let drawn = 0;
    for (const one of unread) {
      const { lines, invented } = await inventedOf(reader, one.script, one.fonts, new AbortController().signal);
      drawn += lines;
      all.push(...invented);
    }
    expect({ few: all.length <= 0.2 * drawn, invented: all.length <= 0.2 * drawn ? [] : all }).toEqual({ few: true, invented: [] });
  });
});
