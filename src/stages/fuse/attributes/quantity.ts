import { parseAmount } from './price.js';

export interface Quantity {
  /** `weight`, `volume`, `count`, `length`. */
  readonly name: 'weight' | 'volume' | 'count' | 'length';
  /** Number and canonical unit: `500 g`, `1 l`, `6 pcs`, `30 × 40 cm`. */
  readonly value: string;
  readonly text: string;
}

const UNITS: readonly (readonly [pattern: string, name: Quantity['name'], unit: string, factor: number])[] = [
  ['kg|kilos?|kilogramm?s?|кг|公斤|千克|กก\\.?', 'weight', 'kg', 1], ['斤', 'weight', 'kg', 0.5], ['mg|мг|毫克', 'weight', 'mg', 1], ['g|gr|grams?|gramm|г|гр|克|グラム|กรัม', 'weight', 'g', 1],
  ['lbs?|pounds?', 'weight', 'lb', 1], ['oz|ounces?', 'weight', 'oz', 1],
  ['ml|мл|毫升|มล\\.?', 'volume', 'ml', 1], ['cl', 'volume', 'cl', 1], ['l|liters?|litres?|litros?|litri|л|升|リットル|ลิตร', 'volume', 'l', 1], ['fl\\.? ?oz', 'volume', 'fl oz', 1],
  ['pcs|pieces?|pack|stück|stk|piezas?|pièces?|peças?|pezzi|шт\\.?|개입?|個入?り?|个装|只装|枚入り?|本入り?|支装|包装|本', 'count', 'pcs', 1],
  ['cm|厘米|公分|см|センチ', 'length', 'cm', 1], ['mm|毫米|мм', 'length', 'mm', 1], ['m|米', 'length', 'm', 1], ['inch(?:es)?|in|["”]|英寸', 'length', 'in', 1],
];
const ALL = UNITS.map(([pattern]) => pattern).join('|');
const DIMENSIONS = new RegExp(String.raw`(\d+(?:[.,]\d+)?(?:\s*[x×*]\s*\d+(?:[.,]\d+)?){1,2})\s?(cm|mm|m|inch|in|厘米|毫米|см|мм)(?![\p{L}])`, 'giu');
const ONE = new RegExp(String.raw`(?<![\d.,\p{L}$€£¥])(\d+(?:[.,]\d+)?)\s?(${ALL})(?![\p{Script=Latin}\p{Script=Cyrillic}])`, 'giu');

/** Weights, volumes, counts and lengths written in a text, in order, at most one of each kind. */
export function quantitiesIn(text: string): readonly Quantity[] {
  const found = new Map<Quantity['name'], Quantity>();
  for (const match of text.matchAll(DIMENSIONS)) {
    const value = `${(match[1] ?? '').replace(/\s*[x×*]\s*/gi, ' × ')} ${(match[2] ?? '').toLowerCase()}`;
    if (!found.has('length')) found.set('length', { name: 'length', value, text: match[0] });
  }
  for (const match of text.matchAll(ONE)) {
    const [, pattern = '', unit = ''] = match;
    const known = UNITS.find(([units]) => new RegExp(`^(?:${units})$`, 'iu').test(unit));
    const amount = parseAmount(pattern, null);
    if (known === undefined || amount === null || found.has(known[1])) continue;
    // 5G is a network.
    if (/^[2-6]G$/.test(match[0].trim())) continue;
    found.set(known[1], { name: known[1], value: `${Number((amount * known[3]).toFixed(3))} ${known[2]}`, text: match[0].trim() });
  }
  return [...found.values()];
}
