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
    ['a role that no stage asks for', { 'screen-text-pack': 'pp-ocrv5-korean' }, 'CONFIG_INVALID', /models\.screen-text-pack: found a role that no stage asks for, expected one of speech,.* zero-shot-vision/],
    ['a model of another role', { speech: 'pp-ocr' }, 'CONFIG_INVALID', /models\.speech is "pp-ocr"; wanted one of whisper-base, whisper-small/],
  ])('refuses %s', async (_, models, code, message) => {
    await expect(createEnricher({ models })).rejects.toMatchObject({ code, message: expect.stringMatching(message) as unknown });
  });

  it.each([
    ['speech', 'whisper-small'],
    ['zero-shot-vision', 'siglip2-base'],
  ])('says at once that the model chosen for %s is not on this machine', async (role, model) => {
    const enricher = await createEnricher({ models: { [role]: model }, work: { root: pulled } });
    try {
      await expect(enricher.ready()).rejects.toMatchObject({ code: 'MODEL_MISSING', message: expect.stringContaining(`thalweg models pull ${model}`) as unknown });
    } finally {
      await enricher.close();
    }
  });

  it('wants no zero-shot model where none was chosen', async () => {
    const enricher = await createEnricher({ work: { root: pulled } });
    try {
      await enricher.ready();
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
