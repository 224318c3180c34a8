import type { Finding, TextRule } from './finding.js';
import { DENIES, OTHER_SUBJECT } from './medical-claim/innocent.js';
import { SPACED, type CureWords } from './medical-claim/spaced.js';
import { UNSPACED, type RunningCureWords } from './medical-claim/unspaced.js';
import { fewLetters, fewWords, phrase, PhraseBook, run, word, type Phrase } from './phrase.js';
import { fold, plain } from './plain-text.js';

const CURES_GRAVE = 0.93;
const CURES_COMMON = 0.82;
const EASES_GRAVE = 0.66;
const EASES_COMMON = 0.56;
/** Words between a cure and its illness, and between milder words and theirs. */
const CURE_GAP = 3;
const EASE_GAP = 2;

function spaced({ cure, ease, grave, common, looks, after }: CureWords): readonly Phrase[] {
  return [
    phrase(CURES_GRAVE, word(cure), fewWords(CURE_GAP), word(grave)),
    phrase(CURES_COMMON, word(cure), fewWords(EASE_GAP), word(`${common}|${looks}`)),
    phrase(EASES_GRAVE, word(ease), fewWords(EASE_GAP), word(grave)),
    phrase(EASES_COMMON, word(ease), fewWords(1), word(common)),
    ...(after === undefined ? [] : [phrase(CURES_GRAVE - 0.06, word(`${grave}|${common}`), fewWords(1), word(after))]),
  ];
}

function running({ cureBefore, cureAfter, easeBefore, easeAfter, grave, common, looks, gap }: RunningCureWords): readonly Phrase[] {
  const some = `${grave}|${common}|${looks}`;
  const close = fewLetters(1);
  return [
    phrase(CURES_GRAVE, run(cureBefore), fewLetters(gap), run(grave)),
    phrase(CURES_COMMON, run(cureBefore), fewLetters(gap - 1), run(`${common}|${looks}`)),
    phrase(CURES_GRAVE - 0.04, run(grave), fewLetters(gap - 1), run(cureAfter)),
    // 여드름/감기 치료: one verb for several.
    phrase(CURES_COMMON, run(some), '(?:[/、,·と과와]\\s?', run(some), ')*', close, run(cureAfter)),
    ...(easeBefore === '' ? [] : [phrase(EASES_GRAVE, run(easeBefore), close, run(grave)), phrase(EASES_COMMON, run(easeBefore), '\\s?', run(common))]),
    phrase(EASES_GRAVE, run(grave), close, run(easeAfter)),
    phrase(EASES_COMMON, run(common), '\\s?', run(easeAfter)),
  ];
}

/** Promises that need no illness beside them, folded. */
const ALONE: readonly Phrase[] = [
  phrase(0.88, run('包治百病|[药藥]到病除|根治(?!理)|祖[传傳]秘方|[无無](?:毒)?副作用|一[针針贴貼][见見]效|[纯純]中[药藥]治[疗療]|神[药藥]|万病に効|万能薬|副作用(?:は)?(?:なし|ゼロ|一切)|만병통치|부작용\\s?(?:없|제로|0)|ไม่มีผลข้างเคียง|รักษาทุกโรค|हर बीमारी|बीमारी जड़ से')),
  phrase(0.82, word("miracle cures?|cures? (?:everything|it all|all|any ?thing|all (?:diseases|ills))|cure-?all|heals? (?:everything|all)|(?:100 ?% |guaranteed |instant |proven |natural )cure|clinically proven to (?:cure|heal|treat)|no side effects|doctors hate|wunder(?:mittel|heilung)|allheilmittel|ohne nebenwirkungen|remede miracle|guerit tout|sans effets secondaires|cura(?:cion)? milagrosa|cura (?:todo|tudo|tutto)|sin efectos secundarios|cura milagrosa|sem efeitos colaterais|cura miracolosa|rimedio miracoloso|senza effetti collaterali|чудо-?(?:средство|лекарство)|лечит вс[её]|без побочных эффектов|wondermiddel|cudowny lek|mucize (?:ilac|tedavi)|than duoc|obat segala penyakit|دواء لكل داء|علاج سحري")),
];

const PROMISES = new PhraseBook([...SPACED.flatMap(spaced), ...UNSPACED.flatMap(running), ...ALONE]);
const SENTENCE_END = /(?<=[.!?;])\s+|[。！？；\n]+/u;
const BESIDE = 24;

/** Promises to cure, treat or prevent people's illnesses. An illness alone, care without one, and what denies a cure are none. */
export const medicalClaim: TextRule = (raw) => {
  const found: Finding[] = [];
  for (const sentence of fold(plain(raw)).split(SENTENCE_END)) {
    const promises = PROMISES.find(sentence, (match) => OTHER_SUBJECT.test(sentence.slice(Math.max(0, match.index - BESIDE), match.index + match[0].length + BESIDE)));
    if (promises.length > 0 && !DENIES.test(sentence)) found.push(...promises);
  }
  return found;
};
