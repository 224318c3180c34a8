import { describe, expect, it } from '@jest/globals';
import { parseAmount, pricesIn } from '../../../../src/stages/fuse/attributes/price.js';
import { quantitiesIn } from '../../../../src/stages/fuse/attributes/quantity.js';
import { sizesIn, wordedValuesIn } from '../../../../src/stages/fuse/attributes/worded.js';
import { fold } from '../../../../src/stages/fuse/text/fold.js';

const written = (text: string, yen = false): string[] => pricesIn(text, yen).map((price) => `${price.amount} ${price.currency}${price.perUnit === null ? '' : `/${price.perUnit}`}`);

describe('prices', () => {
  it.each<[string, string[]]>([
    ['$24.99', ['24.99 USD']], ['US$ 1,299.00', ['1299 USD']], ['39,99 €', ['39.99 EUR']], ['€39.99', ['39.99 EUR']], ['1.234,56 €', ['1234.56 EUR']], ["CHF 1'299.50", ['1299.5 CHF']], ['1 299 ₽', ['1299 RUB']], ['89 ₽', ['89 RUB']], ['349 руб.', ['349 RUB']],
    ['¥19.9', ['19.9 CNY']], ['199元', ['199 CNY']], ['29,900원', ['29900 KRW']], ['₩19,900', ['19900 KRW']], ['R$ 7,49', ['7.49 BRL']], ['£12', ['12 GBP']], ['1,99 €/kg', ['1.99 EUR/kg']], ['59 บาท', ['59 THB']], ['$49.90 / ¥349', ['49.9 USD', '349 CNY']],
    ['was $50, now $35', ['50 USD', '35 USD']], ['2 for $10', ['10 USD']], ['EUR 15', ['15 EUR']], ['nur 15 Euro', ['15 EUR']], ['₹1,499', ['1499 INR']], ['249 zł', ['249 PLN']], ['3,480円', ['3480 JPY']],
  ])('%s', (text, expected) => {
    expect(written(text)).toEqual(expected);
  });

  it('reads ¥ as yen in Japan', () => {
    expect(written('¥1,980', true)).toEqual(['1980 JPY']);
    expect(written('¥1,980', false)).toEqual(['1980 CNY']);
  });

  it.each(['12/2027', '-50%', '1 kg', '30 x 40 cm', 'Size 42', '+34 600 555 014', '50 % off', 'No. 5', '2024-11-03', '5斤装', '100% cotton', '12 realistic models', 'A$AP'])('no price: %s', (text) => {
    expect(written(text)).toEqual([]);
  });

  it.each([['1,980', 'JPY', 1980], ['1.980', 'EUR', 1980], ['2,49', 'EUR', 2.49], ['1,234.5', 'USD', 1234.5], ['0', 'USD', null], ['12,345,678', 'KRW', 12345678]] as const)('%s %s', (text, currency, amount) => {
    expect(parseAmount(text, currency)).toBe(amount);
  });
});

describe('quantities', () => {
  it.each([
    ['Oranges 1 kg', 'weight', '1 kg'], ['Jus 1 L', 'volume', '1 l'], ['Wasser 0,75 l', 'volume', '0.75 l'], ['香蕉 5斤装', 'weight', '2.5 kg'], ['鮮奶 250ml*24', 'volume', '250 ml'], ['500 г сыра', 'weight', '500 g'], ['มะม่วง 1 กก.', 'weight', '1 kg'],
    ['Poster 30 x 40 cm', 'length', '30 × 40 cm'], ['柠檬 6个装', 'count', '6 pcs'], ['Eier 10 Stück', 'count', '10 pcs'], ['12 oz coffee', 'weight', '12 oz'], ['バナナ 5本', 'count', '5 pcs'], ['800 g', 'weight', '800 g'],
  ] as const)('%s', (text, name, value) => {
    expect(quantitiesIn(text)).toContainEqual(expect.objectContaining({ name, value }));
  });

  it.each(['iPhone 15', '5G phone', 'Galaxy S24', '$5', '100% cotton', '4K TV', 'Full HD 1080p'])('none in: %s', (text) => {
    expect(quantitiesIn(text)).toEqual([]);
  });
});

describe('what words say', () => {
  it.each([
    ['Zapatos de cuero para hombre', 'material:leather audience:men'], ['Damen Winterjacke schwarz', 'audience:women color:Black'], ['纯棉 女士 T恤 白色', 'material:cotton audience:women color:White'], ['本革 メンズ ベルト ブラック', 'material:leather audience:men color:Black'],
    ['가죽 여성 지갑 블랙', 'material:leather audience:women color:Black'], ['Платье женское красное', 'audience:women'], ['Camisa masculina azul de linho', 'material:linen audience:men color:Blue'], ['Kids wooden toy', 'material:wood audience:kids'], ['Vaso in vetro', 'material:glass'],
    ['Poêle inox', 'material:stainless steel'], ['Leadership book', ''], ['Womenswear', ''],
  ])('%s', (text, expected) => {
    const found = wordedValuesIn(fold(text)).map(({ name, value }) => `${name}:${value}`);
    expect(found).toEqual(expect.arrayContaining(expected === '' ? [] : (expected.match(/\w+:[\w ]+?(?= \w+:|$)/g) ?? [])));
    if (expected === '') expect(found).toEqual([]);
  });

  it.each([['Size 42', ['42']], ['Größe L', ['L']], ['taille 38', ['38']], ['尺码: XL', ['XL']], ['Talla M/L', ['M/L']], ['サイズ S', ['S']], ['full size', []], ['size guide', []]] as const)('size: %s', (text, sizes) => {
    expect(sizesIn(text)).toEqual(sizes);
  });
});
