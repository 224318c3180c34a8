import { plain, type Finding, type TextRule } from './finding.js';

/** A language's way to promise a cure: what is done, and to which illness. `near`: letters that may stand between, either order. */
interface CureWords {
  readonly cure: string;
  /** Milder: fights, relieves, prevents; promises less, still medical with an illness beside it. */
  readonly ease: string;
  readonly illness: string;
  readonly bounded: boolean;
}

const WORDS: readonly CureWords[] = [
  {
    cure: "cures?|cured|curing|heals?|healed|healing|treats?|treatment for|treating|reverses?|eliminates?|gets? rid of|eradicates?|remedy for",
    ease: "prevents?|fights?|relieves?|lowers?|reduces?|stops?|beats?|against|protects? (?:you )?(?:from|against)|anti",
    illness: "cancer|tumou?rs?|diabetes|diabetic|arthritis|asthma|hypertension|high blood pressure|blood pressure|blood sugar|cholesterol|depression|anxiety|alzheimer'?s?|dementia|parkinson'?s?|covid(?:-?19)?|coronavirus|flu|influenza|hepatitis|heart (?:disease|attacks?)|strokes?|migraines?|eczema|psoriasis|insomnia|infections?|gout|rheumatism|autism|hiv|aids|kidney (?:disease|stones?)|ulcers?|epilepsy|obesity|impotence|infertility|hair loss|baldness|varicose veins|hemorrhoids|joint pain|back pain|chronic pain|disease|diseases|illness",
    bounded: true,
  },
  {
    cure: 'heilt|heilen|geheilt|heilung|kuriert|behandelt|beseitigt|heilmittel gegen', ease: 'lindert|hilft (?:bei|gegen)|gegen|senkt|beugt|bekämpft|schützt vor|verhindert',
    illness: 'krebs|tumore?n?|diabetes|zucker|arthritis|arthrose|asthma|bluthochdruck|blutdruck|blutzucker|cholesterin|depressionen?|alzheimer|demenz|grippe|covid|migräne|neurodermitis|schuppenflechte|schlaflosigkeit|infektionen?|gicht|rheuma|haarausfall|gelenkschmerzen|rückenschmerzen|krankheit(?:en)?|hepatitis|herzinfarkt|schlaganfall|hämorrhoiden', bounded: true,
  },
  {
    cure: 'guérit|guérir|guérison|soigne|soigner|traite|traiter|élimine|remède contre', ease: 'prévient|soulage|combat|contre|réduit|fait baisser|protège (?:de|du|contre)|lutte contre',
    illness: "cancers?|tumeurs?|diabète|arthrite|arthrose|asthme|hypertension|tension|cholestérol|dépression|alzheimer|grippe|covid|migraines?|eczéma|psoriasis|insomnie|infections?|goutte|rhumatismes?|maladies?|hépatite|chute de cheveux|douleurs (?:articulaires|dorsales)|obésité", bounded: true,
  },
  {
    cure: 'cura|curan|curar|sana|trata|tratamiento (?:para|de|contra)|elimina|remedio (?:para|contra)', ease: 'previene|alivia|combate|contra|reduce|baja|protege (?:de|contra)|controla',
    illness: 'cáncer|cancer|tumor(?:es)?|diabetes|artritis|artrosis|asma|hipertensión|presión alta|colesterol|depresión|ansiedad|alzheimer|gripe|covid|migrañas?|eczema|psoriasis|insomnio|infecciones|infección|gota|reuma|enfermedad(?:es)?|hepatitis|caída del cabello|dolor (?:articular|de espalda)|obesidad|azúcar en la sangre', bounded: true,
  },
  {
    cure: 'cura|curam|curar|sara|trata|tratamento (?:para|de|contra)|elimina|remédio (?:para|contra)', ease: 'previne|alivia|combate|contra|reduz|baixa|controla|protege (?:de|contra)',
    illness: 'câncer|cancer|cancro|tumor(?:es)?|diabetes|artrite|artrose|asma|hipertensão|pressão alta|colesterol|depressão|ansiedade|alzheimer|gripe|covid|enxaquecas?|eczema|psoríase|insônia|infecções|infecção|gota|reumatismo|doenças?|hepatite|queda de cabelo|dores? (?:articulares|nas costas)|obesidade', bounded: true,
  },
  {
    cure: 'cura|curano|curare|guarisce|guarire|guariscono|elimina|rimedio (?:per|contro)', ease: 'previene|allevia|combatte|contro|riduce|abbassa|protegge (?:da|dal)|cura contro',
    illness: "cancro|tumor[ei]|diabete|artrite|artrosi|asma|ipertensione|pressione alta|colesterolo|depressione|ansia|alzheimer|influenza|covid|emicrani[ae]|eczema|psoriasi|insonnia|infezion[ei]|gotta|reumatism[io]|malatti[ae]|epatite|caduta dei capelli|dolori articolari|mal di schiena|obesità", bounded: true,
  },
  {
    cure: 'geneest|genezen|behandelt|middel tegen', ease: 'helpt tegen|voorkomt|verlicht|tegen|verlaagt',
    illness: 'kanker|diabetes|suikerziekte|artritis|artrose|astma|hoge bloeddruk|bloeddruk|cholesterol|depressie|griep|covid|migraine|eczeem|psoriasis|slapeloosheid|infecties?|jicht|reuma|ziektes?', bounded: true,
  },
  {
    cure: 'лечит|вылечит|вылечивает|излечивает|исцеляет|излечит|лечение|избавит от|избавляет от', ease: 'помогает (?:от|при)|от|против|предотвращает|снижает|снимает|борется с',
    illness: 'рака?|опухол\\p{L}+|диабет\\p{L}*|артрит\\p{L}*|артроз\\p{L}*|астм\\p{L}+|гипертони\\p{L}+|давлени\\p{L}+|холестерин\\p{L}*|депресси\\p{L}+|грипп\\p{L}*|ковид\\p{L}*|мигрен\\p{L}+|экзем\\p{L}+|псориаз\\p{L}*|бессонниц\\p{L}+|инфекци\\p{L}+|подагр\\p{L}+|болезн\\p{L}+|гепатит\\p{L}*', bounded: true,
  },
  {
    cure: '根治|治愈|治癒|治好|治疗|治療|医治|医好|根除|专治|專治|主治|特效药?|疗效', ease: '预防|預防|抗|防|缓解|緩解|降|改善|消除|对抗|告别|赶走|调理',
    illness: '癌症?|肿瘤|腫瘤|糖尿病|高血压|高血壓|血压|血壓|血糖|血脂|三高|关节炎|關節炎|风湿|風濕|哮喘|抑郁症?|老年痴呆|新冠|流感|肝炎|心脏病|心臟病|中风|偏头痛|湿疹|濕疹|牛皮癣|失眠|痛风|痛風|胃病|胃炎|肾虚|阳痿|前列腺|颈椎病|腰椎间盘|痔疮|脱发|便秘|近视|鼻炎|咽炎|皮肤病|妇科病|百病|疾病|病', bounded: false,
  },
  {
    cure: '治る|治す|治った|治療|完治|根治|治癒|特効薬', ease: '予防|改善|緩和|下げる|効く|に効果|防ぐ|撃退|解消',
    illness: 'がん|ガン|癌|腫瘍|糖尿病|高血圧|血圧|血糖値?|コレステロール|関節炎|関節痛|リウマチ|喘息|うつ病?|認知症|アルツハイマー|コロナ|インフルエンザ|肝炎|心臓病|脳卒中|偏頭痛|アトピー|湿疹|乾癬|不眠症?|痛風|胃炎|腰痛|薄毛|便秘|病気|水虫', bounded: false,
  },
  {
    cure: '완치|치료|치유|고칩니다|고쳐|낫게|낫습니다|특효', ease: '예방|개선|완화|낮춰|낮추|효과|억제|퇴치|해소',
    illness: '암|종양|당뇨병?|고혈압|혈압|혈당|콜레스테롤|관절염|류마티스|천식|우울증|치매|코로나|독감|간염|심장병|뇌졸중|편두통|아토피|습진|건선|불면증|통풍|위염|탈모|변비|질병|무좀|허리 ?통증', bounded: false,
  },
  { cure: 'รักษา|หายขาด|บำบัด', ease: 'ป้องกัน|บรรเทา|ลด|ต้าน', illness: 'มะเร็ง|เบาหวาน|ความดัน(?:โลหิต)?|ไขข้อ|ข้อเข่า|หอบหืด|ซึมเศร้า|โควิด|ไข้หวัด|ไมเกรน|โรค\\p{L}*|นอนไม่หลับ|เก๊าต์', bounded: false },
];

const CURE_CONFIDENCE = 0.92;
const EASE_CONFIDENCE = 0.66;
/** Promises that need no illness beside them. */
const ALONE: readonly (readonly [RegExp, number])[] = [
  [/包治百病|药到病除|藥到病除|根治|祖传秘方|无副作用|一[针贴]见效|纯中药治疗/gu, 0.85],
  [/\b(?:miracle cure|cures? (?:everything|all|any)|heals? (?:everything|all)|clinically proven to cure|doctors hate|no side effects|wundermittel|remède miracle|cura milagrosa|cura miracolosa|rimedio miracoloso|чудо-?средство|万能薬)\b/giu, 0.8],
  [/万病に効|만병통치/gu, 0.88],
];
/** Not of people, or the opposite of a promise. */
const NO_CLAIM: readonly RegExp[] = [/not (?:intended )?to (?:diagnose|treat|cure|prevent)/iu, /(?:treat|healing) (?:yourself|time|crystal)/iu, /不能(?:代替|替代)药|不是药|非药品/u, /nicht zur (?:behandlung|heilung)/iu, /dog treats|cat treats/iu, /no cura|ne guérit pas|non cura|não cura/iu];

const PATTERNS: readonly (readonly [RegExp, number])[] = WORDS.flatMap(({ cure, ease, illness, bounded }) => {
  const edge = (words: string): string => (bounded ? `(?<!\\p{L})(?:${words})(?!\\p{L})` : `(?:${words})`);
  const gap = bounded ? '[^.!?\\n]{0,28}?' : '[^。！？!?\\n]{0,8}?';
  // Milder words must stand close: "gegen Grippe", 预防感冒.
  const near = bounded ? '(?:\\s+\\p{L}+){0,2}\\s+' : '.{0,3}';
  return [
    [new RegExp(`${edge(cure)}${gap}${edge(illness)}`, 'giu'), CURE_CONFIDENCE] as const,
    [new RegExp(`${edge(illness)}${bounded ? '[^.!?\\n]{0,12}?' : gap}${edge(cure)}`, 'giu'), CURE_CONFIDENCE - 0.06] as const,
    [new RegExp(`${edge(ease)}${near}${edge(illness)}`, 'giu'), EASE_CONFIDENCE] as const,
    ...(bounded ? [] : [[new RegExp(`(?:${illness}).{0,4}(?:${ease})`, 'giu'), EASE_CONFIDENCE] as const]),
  ];
});

/** Promises to cure, treat or prevent an illness. An illness alone, or care without one, is none. */
export const medicalClaim: TextRule = (raw) => {
  const text = plain(raw);
  if (NO_CLAIM.some((pattern) => pattern.test(text))) return [];
  const found: Finding[] = [];
  for (const [pattern, confidence] of [...PATTERNS, ...ALONE]) for (const match of text.matchAll(pattern)) found.push({ text: match[0].trim(), confidence });
  return found;
};
