import { expect, it } from '@jest/globals';
import { inScriptOfMarket, withChinesePunctuation } from '../../../../src/stages/hear/chinese-script.js';

it.each([
  [null, '数据与语音门户'],
  ['CN', '数据与语音门户'],
  ['TW', '數據與語音門戶'],
  ['HK', '數據與語音門户'],
  ['zh-TW', '數據與語音門戶'],
])('market %s reads mixed characters as %s', (market, wanted) => {
  expect(inScriptOfMarket('數据與语音門户', market)).toBe(wanted);
});

it.each([
  ['你好,世界.', '你好，世界。'],
  ['地区的。 例如,你', '地区的。例如，你'],
  ['重3.5公斤, 用 Custom Speech, 好', '重3.5公斤，用 Custom Speech, 好'],
  ['广州市 佛地产', '广州市佛地产'],
])('writes %s as %s', (text, wanted) => {
  expect(withChinesePunctuation(text)).toBe(wanted);
});
