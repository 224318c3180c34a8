import type { TextRule } from './finding.js';
import { PhraseBook } from './phrase.js';
import { fold, plain } from './plain-text.js';
import { PROMISES } from './absolute-claim/promises.js';
import { RANK_ONE } from './absolute-claim/rank-one.js';
import { SUPERLATIVE_PHRASES, VIETNAMESE } from './absolute-claim/superlatives.js';
import { UNSPACED_PHRASES } from './absolute-claim/unspaced.js';

const CLAIMS = new PhraseBook([...SUPERLATIVE_PHRASES, ...RANK_ONE, ...PROMISES, ...UNSPACED_PHRASES]);
const CLAIMS_WITH_ACCENTS = new PhraseBook(VIETNAMESE);

/** What looks like a superlative and is advice: best before, am besten gekühlt lagern, 最好冷藏保存. Folded. */
const ADVICE = /(?<!\p{L})(?:(?:best|better) (?:before|by|if used|served|kept|stored|enjoyed|when|consumed)|am besten|mindestens haltbar|haltbar bis|de preference|a consommer|preferentemente|preferiblemente|preferencialmente|preferibilmente|лучше (?:употребить|хранить|до)|het best (?:voor|bewaren|te)|najlepiej (?:spozyc|przed)|найкраще спожити)(?!\p{L})|最好(?:冷藏|冷冻|冷凍|放|在|尽快|盡快|避光|密封|于|於|常温|早|先|趁|不要|别)|最佳(?:食用|赏味|賞味|饮用|飲用|使用|保存|观看|品尝|品嘗|口感期|状态|尺寸|距离)|賞味期限|最高気温|最高温度|최상의 상태로 보관/u;
/** Gifts to people are printed with superlatives: World's Best Dad, Beste Mama der Welt. */
const KIN = /(?<!\p{L})(?:dads?|daddy|mom(?:my)?s?|mum(?:my)?s?|mamas?|papas?|papi|mami|father|mother|grand\p{L}+|gran|nan(?:a|ny)?|aunt\p{L}*|uncle|sister|brother|siblings?|sons?(?! du)|daughter|husband|wife|boyfriend|girlfriend|friends?|bff|boss|teacher|nurse|coach|oma|opa|mutter|vater|tante|onkel|schwester|bruder|freund(?:in)?|chef(?:in)? der welt|lehrer(?:in)?|maman|mere|pere|papy|mamie|tonton|tata|parrain|marraine|maitresse|amie?s?|madre|padre|abuel[oa]s?|herman[oa]|ti[oa]|amig[oa]s?|mae|pai|vovo|avo|irma[o]?|nonn[oai]|sorella|fratello|zi[oa]|mamma|мам[аыуе]|пап[аыуе]|бабушк\p{L}+|дедушк\p{L}+|подруг\p{L}+|друг|мамочк\p{L}+|moeder|vader|juf|meester|tata|babcia|dziadek|anne|baba|ayah|ibu|bunda)(?!\p{L})|爸爸|妈妈|媽媽|お父さん|お母さん|パパ|ママ|아빠|엄마/u;
const KIN_NEXT = new RegExp(`^[\\s'"-]*(?:ever\\s+)?(?:${KIN.source})`, 'u');
const AROUND_BEFORE = 8;
const AROUND_AFTER = 18;

/** Best in the world, number one, nobody better: superlatives with a reach that no seller can prove. Taste, advice, sizes and gifts are none. */
export const absoluteClaim: TextRule = (raw) => {
  const text = plain(raw);
  const folded = fold(text);
  const innocent = (match: RegExpExecArray): boolean => {
    const end = match.index + match[0].length;
    const around = folded.slice(Math.max(0, match.index - AROUND_BEFORE), end + AROUND_AFTER);
    return ADVICE.test(around) || KIN.test(match[0]) || KIN_NEXT.test(folded.slice(end));
  };
  return [...CLAIMS.find(folded, innocent), ...CLAIMS_WITH_ACCENTS.find(text.toLowerCase())];
};
