import { beforeAll, describe, expect, it } from '@jest/globals';
import qrcode from 'qrcode';
import { codesModel } from '../../../src/inference/code-reader/codes-model.js';
import type { ModelRuntime } from '../../../src/inference/model-definition.js';
import type { FoundCode, SharedPicture } from '../../../src/stages/see/vision-model.js';
import { localModelHost } from '../../../scripts/see/local-vision-model.js';
import { drawn } from '../../support/pictures.js';

/** A QR code of `text` with its upper left corner at (left, top) on a shop-window grey. */
function posterWith(text: string, scale: number, left: number, top: number, width = 540, height = 960): SharedPicture {
  const { data, size } = qrcode.create(text).modules;
  return drawn(width, height, (x, y) => {
    const column = Math.floor((x - left) / scale);
    const row = Math.floor((y - top) / scale);
    if (column < -4 || row < -4 || column >= size + 4 || row >= size + 4) return [180, 175, 170];
    const dark = column >= 0 && row >= 0 && column < size && row < size && data[row * size + column] === 1;
    return dark ? [15, 15, 25] : [250, 250, 250];
  });
}

/** EAN-13: start, six digits in A/B by the first digit, middle, six digits in C, end. */
function barCode(digits: string): SharedPicture {
  const left = ['0001101', '0011001', '0010011', '0111101', '0100011', '0110001', '0101111', '0111011', '0110111', '0001011'];
  const parity = ['AAAAAA', 'AABABB', 'AABBAB', 'AABBBA', 'ABAABB', 'ABBAAB', 'ABBBAA', 'ABABAB', 'ABABBA', 'ABBABA'];
  const right = left.map((bits) => bits.replaceAll(/[01]/g, (bit) => (bit === '0' ? '1' : '0')));
  const mirrored = right.map((bits) => [...bits].reverse().join(''));
  const numbers = [...digits].map(Number);
  const first = numbers[0] ?? 0;
  const leftHalf = numbers.slice(1, 7).map((digit, place) => (parity[first]?.[place] === 'A' ? left[digit] : mirrored[digit]));
  const bars = `101${leftHalf.join('')}01010${numbers.slice(7).map((digit) => right[digit]).join('')}101`;
  return drawn(540, 400, (x, y) => (y > 100 && y < 300 && bars[Math.floor((x - 120) / 3)] === '1' && x >= 120 ? [0, 0, 0] : [255, 255, 255]));
}

describe('reading codes', () => {
  let runtime: ModelRuntime<SharedPicture, readonly FoundCode[]>;
  beforeAll(async () => {
    runtime = await codesModel.load(localModelHost());
  });
  const codesIn = async (picture: SharedPicture): Promise<readonly FoundCode[]> => {
    const [codes] = await runtime.run([picture]);
    if (codes === undefined || codes instanceof Error) throw new Error('no answer', { cause: codes });
    return codes;
  };

  it('reads a QR code and says where it is', async () => {
    const [code, ...others] = await codesIn(posterWith('https://shop.example/p/4711?lang=de', 5, 150, 300));
    expect(others).toEqual([]);
    expect(code).toMatchObject({ symbology: 'QRCode', text: 'https://shop.example/p/4711?lang=de' });
    expect(code?.box[0]).toBeCloseTo(150 / 540, 1);
    expect(code?.box[1]).toBeCloseTo(300 / 960, 1);
  });

  it('reads letters of any script', async () => {
    expect((await codesIn(posterWith('优惠 いちご ₩9,900', 6, 100, 200)))[0]?.text).toBe('优惠 いちご ₩9,900');
  });

  it('reads the bar code of a product', async () => {
    expect(await codesIn(barCode('4006381333931'))).toMatchObject([{ symbology: 'EAN-13', text: '4006381333931' }]);
  });

  it('finds nothing where nothing is', async () => {
    expect(await codesIn(drawn(540, 960, (x, y) => [(x * 7) % 256, (y * 3) % 256, 90]))).toEqual([]);
    expect(await codesIn(drawn(64, 64, () => [0, 0, 0]))).toEqual([]);
  });

  it('keeps hostile texts harmless and bounded', async () => {
    const [code] = await codesIn(posterWith(`a\u0000b\u001b[31m${'x'.repeat(900)}`, 5, 20, 20, 1000, 1000));
    expect(code?.text).not.toMatch(/[\u0000\u001b]/);
    expect(code?.text.length).toBeLessThanOrEqual(2048);
  });

  it('takes a very large picture without more work than a normal one', async () => {
    expect((await codesIn(posterWith('large', 60, 400, 400, 3000, 3000)))[0]?.text).toBe('large');
  });
});
