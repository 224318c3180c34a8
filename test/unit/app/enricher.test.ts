import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEnricher } from '../../../src/app/enricher.js';

describe('createEnricher', () => {
  let pulled: string;
  beforeEach(async () => {
    pulled = await mkdtemp(join(tmpdir(), 'thalweg-pulled-'));
    process.env['THALWEG_PULLED_MODELS_DIR'] = pulled;
  });
  afterEach(async () => {
    delete process.env['THALWEG_PULLED_MODELS_DIR'];
    await rm(pulled, { recursive: true, force: true });
  });

  it.each([
    ['a role that no stage asks for', { 'zero-shot-vision': 'siglip2-base' }, 'CONFIG_INVALID', /models\.zero-shot-vision: found a role that no stage asks for, expected one of speech/],
    ['a model of another role', { speech: 'pp-ocr' }, 'CONFIG_INVALID', /models\.speech is "pp-ocr"; wanted one of whisper-base, whisper-small/],
  ])('refuses %s', async (_, models, code, message) => {
    await expect(createEnricher({ models })).rejects.toMatchObject({ code, message: expect.stringMatching(message) as unknown });
  });

  it('says at once which chosen model is not on this machine', async () => {
    const enricher = await createEnricher({ models: { speech: 'whisper-small' }, work: { root: pulled } });
    try {
      await expect(enricher.ready()).rejects.toMatchObject({ code: 'MODEL_MISSING', message: expect.stringContaining('thalweg models pull whisper-small') as unknown });
    } finally {
      await enricher.close();
    }
  });

  it('reads the whole taxonomy where it was pulled', async () => {
    await mkdir(join(pulled, 'shopify-taxonomy'));
    await writeFile(join(pulled, 'shopify-taxonomy', 'categories.tsv'), 'no taxonomy\n');
    await expect(createEnricher({ work: { root: pulled } })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(pulled) as unknown });
    await writeFile(join(pulled, 'shopify-taxonomy', 'categories.tsv'), '# shopify 2030-01\nid\ten\naa\tApparel & Accessories\naa-1\tClothing\n');
    await (await createEnricher({ work: { root: pulled } })).close();
  });
});
