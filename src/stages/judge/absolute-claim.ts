import { plain, type Finding, type TextRule } from './finding.js';

type Claim = readonly [pattern: RegExp, confidence: number];

/** Best in the world, number one, the only one: superlatives no seller can prove, in the project's languages. */
const CLAIMS: readonly Claim[] = [
  // en
  [/\b(?:the )?(?:world'?s|nation'?s|country'?s|planet'?s) (?:very )?(?:best|finest|greatest|number one|no\.? ?1|leading|first|only|strongest|cheapest|safest)\b/giu, 0.93],
  [/\b(?:best|finest|greatest|cheapest|strongest|safest|purest|healthiest) (?:\p{L}+ ){0,3}(?:in|on|of) (?:the )?(?:world|planet|earth|universe|country|nation|market|industry|all time)\b/giu, 0.93],
  [/\b(?:number one|number 1|the no\.? ?1|no\.? ?1 (?:brand|choice|best|seller|selling|in|for|rated))\b|(?<![\p{L}\d])#1\b/giu, 0.88],
  [/\b(?:unbeatable|unrivall?ed|unmatched|second to none|100 ?% (?:guaranteed?|effective|safe|results?)|guaranteed results|never fails|lowest price (?:ever|guaranteed))\b/giu, 0.8],
  // de
  [/\b(?:weltbeste[rsnm]?|(?:der|die|das) beste[nrs]? (?:\p{L}+ )?(?:der|auf der|in der|im) (?:welt|markt|deutschland)|beste[rsn]? (?:\p{L}+ )?(?:der|auf der) welt|(?:nr\.?|nummer) ?(?:1|eins)\b(?![.,]?\d)|unschlagbar\p{L}*|einzigartig\p{L}* (?:auf|in) der welt|100 ?% ?(?:garantiert|wirksam|sicher)|weltweit (?:beste|führend|einzigartig)\p{L}*)/giu, 0.9],
  // fr
  [/(?<!\p{L})(?:(?:le|la|les) meilleure?s? (?:\p{L}+ ){0,3}(?:du|au|de france|de la planète|de l'univers)(?: monde| marché)?|meilleure?s? (?:\p{L}+ ){0,2}(?:du|au) monde|(?:numéro|n°|nº|no\.?) ?(?:1|un)(?!\d)(?= (?:mondial|en|du|des|de|au)|\s*$|[!.,])|imbattables?|100 ?% (?:garantie?s?|efficaces?)|inégalée?s?)/giu, 0.9],
  // es
  [/(?<!\p{L})(?:(?:el|la|los|las|lo) mejor(?:es)? (?:\p{L}+ ){0,3}(?:del|en el|de) (?:mundo|planeta|universo|mercado|españa|méxico|país)|mejor(?:es)? del mundo|número (?:uno|1)(?!\d)|n\.?º ?1(?!\d)|insuperables?|imbatibles?|100 ?% (?:garantizad\p{L}+|efectiv\p{L}+|eficaz))/giu, 0.9],
  // pt
  [/(?<!\p{L})(?:(?:o|a|os|as) melhor(?:es)? (?:\p{L}+ ){0,3}(?:do|no|da) (?:mundo|brasil|mercado|planeta|universo|país)|melhor(?:es)? do (?:mundo|brasil|mercado)|número (?:um|1)(?!\d)|imbatíve(?:l|is)|insuperáve(?:l|is)|100 ?% (?:garantid\p{L}+|eficaz|comprovad\p{L}+))/giu, 0.9],
  // it
  [/(?<!\p{L})(?:(?:il|la|i|gli|le|lo) miglior[ei]? (?:\p{L}+ ){0,3}(?:del|al|d'|sul|in) ?(?:mondo|mercato|italia|europa|pianeta|assoluto)|miglior[ei]? (?:\p{L}+ ){0,2}(?:del|al) mondo|numero (?:uno|1)(?!\d)|n\.? ?1 (?:in|al|del|nel)|imbattibil[ei]|insuperabil[ei]|100 ?% (?:garantit\p{L}+|efficace))/giu, 0.9],
  // nl
  [/\b(?:(?:de|het) beste (?:\p{L}+ )?(?:ter wereld|van de wereld|van nederland)|beste ter wereld|nummer (?:1|één)\b|onverslaanbaar|100 ?% (?:gegarandeerd|effectief))/giu, 0.9],
  // ru
  [/(?:(?:сам\p{L}+ )?лучш(?:ий|ая|ее|ие|его|их) (?:\p{L}+ ){0,2}(?:в мире|в россии|на рынке|на свете)|номер один|№ ?1(?!\d)|непревзойд[её]нн\p{L}+|100 ?% (?:гаранти\p{L}+|эффект\p{L}+))/giu, 0.9],
  // zh
  [/(?:全国|世界|全球|全网|行业|中国|亚洲|国内|业界|销量|口碑|品质|质量|人气)\s*(?:排名)?\s*(?:第一|no\.? ?1|最[好佳强优大高]|最低价?|唯一|首选|领先|冠军|顶级|第1)/giu, 0.93],
  [/第一品牌|遥遥领先|史上最\p{L}|国家级|世界级|宇宙级|独一无二|绝无仅有|史无前例|前无古人|无与伦比|百分之?百(?:有效|安全|正品保证)?|100 ?%(?:有效|安全|见效|治愈)|万能|永久(?:有效|不)|全网最\p{L}|最低价|最先进|最高级|最顶级|唯一(?:品牌|选择|一家)/gu, 0.85],
  [/最(?:好|佳|优|强|棒)(?:的|喝|吃|用|选择|品质)(?!.{0,3}(?:保存|冷藏|储存|日期|期|温度|时间|方法))/gu, 0.72],
  // zh-Hant
  [/(?:全國|全球|全網|業界|國內)\s*(?:第一|最[好佳強優]|唯一|冠軍)|世界第一|獨一無二|絕無僅有/gu, 0.9],
  // ja
  [/(?:世界|日本|業界|全国|宇宙|地域|アジア)(?:一(?![\p{Script=Han}])|最高|最強|最安値?|初|唯一|№ ?1|no\.? ?1|ナンバー(?:ワン|1)|ナンバーワン)|ナンバーワン|満足度no\.? ?1|売上(?:げ)?no\.? ?1|史上最\p{L}|絶対に?(?:痩せ|効|治|儲)|100 ?%(?:効果|保証|満足)|唯一無二|最高峰|究極の/giu, 0.9],
  // ko
  [/(?:세계|국내|업계|전국|대한민국|한국|아시아|우주|판매)\s*(?:최고|최초|최강|1위|일위|제일|유일|넘버\s?원|최저가)|넘버\s?원|최저가\s*보장|100 ?%\s*(?:보장|효과|만족)|독보적|유일무이|부동의 1위/gu, 0.9],
  // th
  [/(?:ดี|สวย|ถูก|อร่อย|แรง)ที่สุดใน(?:โลก|ประเทศ|ไทย|ตลาด)|อันดับ ?(?:1|หนึ่ง)|เบอร์ ?1|เห็นผล ?100 ?%/gu, 0.9],
];

/** What looks like a superlative and is advice: best before, am besten gekühlt lagern, 最好冷藏保存. */
const ADVICE: readonly RegExp[] = [
  /\b(?:best|better) (?:before|by|if used|served|kept|stored|enjoyed|when|consumed)\b/iu, /\bam besten\b/iu, /mindestens haltbar|haltbar bis/iu, /de préférence/iu, /preferentemente|preferiblemente|preferencialmente|preferibilmente/iu,
  /最好(?:冷藏|冷冻|放|在|尽快|避光|密封|于|常温|早|先|趁)|最佳(?:食用|赏味|饮用|使用|保存|观看|品尝)|最好不要/u, /賞味期限|最高気温|最高温度/u, /최상의 상태로 보관/u, /лучше (?:употребить|хранить|до)/iu, /het best (?:voor|bewaren|te)/iu,
];

export const absoluteClaim: TextRule = (raw) => {
  const text = plain(raw);
  const found: Finding[] = [];
  for (const [pattern, confidence] of CLAIMS) {
    for (const match of text.matchAll(pattern)) {
      const around = text.slice(Math.max(0, match.index - 6), match.index + match[0].length + 14);
      if (!ADVICE.some((advice) => advice.test(around))) found.push({ text: match[0].trim(), confidence });
    }
  }
  return found;
};
