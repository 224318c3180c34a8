import { expect, it } from '@jest/globals';
import { inScriptOfMarket } from '../../../../src/stages/hear/chinese-script.js';

it.each([
  [null, '数据与语音门户'],
  ['CN', '数据与语音门户'],
  ['TW', '數據與語音門戶'],
  ['HK', '數據與語音門户'],
  ['zh-TW', '數據與語音門戶'],
])('market %s reads mixed characters as %s', (market, wanted) => {
  expect(inScriptOfMarket('數据與语音門户', market)).toBe(wanted);
});
