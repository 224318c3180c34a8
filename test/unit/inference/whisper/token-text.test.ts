import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { TokenText } from '../../../../src/inference/whisper/token-text.js';
import { modelFile } from '../../../support/direct-models.js';

const vocabulary = JSON.parse(readFileSync(modelFile('whisper-base', 'vocab.json'), 'utf8')) as Record<string, number>;
const text = new TokenText(vocabulary);

describe('byte-level tokens', () => {
  it('give back every byte', () => {
    const single = Object.entries(vocabulary).filter(([entry]) => Array.from(entry).length === 1);
    expect(new Set(single.map(([, id]) => text.bytes(id)[0])).size).toBe(256);
  });

  it('join halves of a character', () => {
    const bytes = Array.from(new TextEncoder().encode('语音 ñ 🍌'));
    const idOfByte = new Map(Object.entries(vocabulary).filter(([entry]) => Array.from(entry).length === 1).map(([, id]) => [text.bytes(id)[0], id]));
    expect(text.decode(bytes.map((byte) => idOfByte.get(byte)!))).toBe('语音 ñ 🍌');
  });

  it('mark a cut character and ignore ids without text', () => {
    const small = new TokenText({ A: 0, 'è': 1 });
    expect(small.decode([0, 1, 99])).toBe('A�');
  });
});
