import { fewWords, phrase, stem, word, type Phrase } from '../phrase.js';
import { REACH, type SpacedLanguage } from './reach.js';

interface Superlatives {
  readonly language: SpacedLanguage;
  /** The superlative, said before what it reaches over: "the softest shirt | in the world". */
  readonly most: string;
  /** What it reaches over, said before it: "the world's | softest shirt". */
  readonly owner?: string;
  /** The superlative in that place, where it differs. */
  readonly ofOwner?: string;
  /** Words that may stand between. */
  readonly gap?: number;
}

/** Nouns and others that end like an English superlative. */
const NO_SUPERLATIVE_EN = '(?!(?:for|harv|hon|inter|mod|requ|gu|t|r|w|ch|v|n|qu|dig|prot|cont|inv|sugg|manif|f|north-?w|south-?w|midw|lat|new|br|pri|cr|ever|budap|clos|near|arr|conqu|tap|unr|earn|z|p|j|b|l|eld|young|old)est)';
const MOST_EN = `(?:very )?best(?! (?:before|by|if|used|served|kept|stored|enjoyed|when|consumed|eaten|with|practices?|friends?|wishes))|finest|lowest prices?|leading|number one|no\\.? ?1|№ ?1|#1|${NO_SUPERLATIVE_EN}\\p{L}{2,}est|most \\p{L}+(?:-\\p{L}+)*|the (?:very )?(?:only|first)`;
const MOST_DE = 'beste[rsnm]?|besten|meist\\p{L}+te[rsnm]?|(?:schon|bequem|weich|billig|starkst?|star|leicht|beliebt|gesund|rein|gro|klein|schnell|lecker|sicher|hochwertig|effektiv|gunstig|warm|frisch|suss|robust|einfach|fein|edel|klug|modern|haltbar|halt|dunn|leis)\\p{L}*?ste[rsnm]?|\\p{L}{3,}(?:ig|lich|sam|bar|voll|haft|ativ)ste[rsnm]?|niedrigsten? preise?|(?:der|die|das) (?:einzige|erste|fuhrende)n?';
const MOST_ROMANCE_GAP = 4;

/** Open classes where the language forms superlatives by rule, lists where it does not. Folded words. */
const SUPERLATIVES: readonly Superlatives[] = [
  {
    language: 'en', most: MOST_EN, gap: 4,
    owner: "(?:world|nation|country|planet|universe|america|europe|britain|england|uk|germany|france|italy|spain|india|japan|china|korea|canada|australia|asia|africa|industry|market)'?s",
    ofOwner: `${MOST_EN}|only|first`,
  },
  { language: 'de', most: MOST_DE, gap: 3, owner: '(?:deutschlands|europas|osterreichs|weltweit)', ofOwner: `${MOST_DE}|fuhrende[rsn]?|einzige[rsn]?|einzigartig\\p{L}*|erste[rsn]?|nr\\.? ?1|nummer (?:1|eins)` },
  { language: 'fr', most: "(?:le |la |les )?meilleure?s?(?! (?:avant|ouvrier))|(?:le|la|les|l') ?(?:plus|moins) \\p{L}+|(?:le|la|les) (?:premiers?|premieres?|seule?s?|numero un|№ ?1)", gap: MOST_ROMANCE_GAP },
  { language: 'es', most: '(?:el |la |los |las |lo )?mejor(?:es)?|(?:el|la|los|las|lo)(?: \\p{L}+)? (?:mas|menos) \\p{L}+|(?:el|la|los|las) (?:primer|primer[oa]s?|unic[oa]s?|numero uno|№ ?1)', gap: MOST_ROMANCE_GAP },
  { language: 'pt', most: '(?:o |a |os |as )?melhor(?:es)?|(?:o|a|os|as)(?: \\p{L}+)? (?:mais|menos) \\p{L}+|(?:o|a|os|as) (?:primeir[oa]s?|unic[oa]s?|numero um|№ ?1)', gap: MOST_ROMANCE_GAP },
  { language: 'it', most: "(?:il |la |i |gli |le |lo )?miglior[ei]?|(?:il|la|i|le|lo)(?: \\p{L}+)? (?:piu|meno) \\p{L}+|(?:il|la|i|le|l') ?(?:prim[oaie]|unic[oaie]|numero uno|№ ?1)", gap: MOST_ROMANCE_GAP },
  { language: 'nl', most: '(?:de|het|\'s) (?:(?:aller)?beste|\\p{L}{3,}ste|meest \\p{L}+e|enige)|beste|goedkoopste', gap: 3, owner: "(?:werelds|'s werelds|nederlands|europa's)", ofOwner: '(?:aller)?beste|\\p{L}{3,}ste|meest \\p{L}+e' },
  { language: 'sv', most: '(?:de(?:n|t)? )?(?:bast[ae]?|best[ae]?|\\p{L}{3,}a?st[ae]|mest \\p{L}+|paras|parhaat?)', gap: 2, owner: '(?:varldens|sveriges|marknadens|europas|nordens|verdens|norges|danmarks|markedets|maailman|suomen|markkinoiden)', ofOwner: '(?:aller ?)?(?:bast[ae]?|best[ae]?|\\p{L}{3,}st[ae]|mest \\p{L}+|framste|\\p{L}+in(?:ta)?|paras)' },
  { language: 'pl', most: '(?:naj|nej)\\p{L}{3,}|(?:jedyn|pierwsz)(?:y|a|e) (?:taki|taka|takie)', gap: 3 },
  { language: 'ru', most: '(?:наи)?лучш(?:ий|ая|ее|ие|его|их|ему|им|ую|ей)|сам(?:ый|ая|ое|ые|ого|ых|ую) \\p{L}+|наи\\p{L}{4,}|(?:единственн|перв)(?:ый|ая|ое|ые)|най[\\p{L}\']{4,}|(?:єдин|перш)(?:ий|а|е|і)', gap: 3, owner: '(?:во всем мире|в мире|в россии|на рынке|у світі|в україні)', ofOwner: '(?:лучш(?:ий|ая|ее|ие)|сам(?:ый|ая|ое|ые) \\p{L}+|найкращ\\p{L}+)' },
  { language: 'id', most: 'ter(?:baik|murah|laris|kuat|enak|bagus|hebat|cepat|empuk|ringan|percaya|nyaman|lezat|unggul|besar|kecil|jitu|ampuh|aman)|paling \\p{L}+|satu-satunya|(?:nomor|no\\.?) (?:1|satu)', gap: 3 },
  { language: 'ar', most: '(?:ال)?(?:افضل|احسن|اقوى|اقوي|ارخص|اجود|اسرع|اجمل|اكثر|اكبر|اصغر|انقى|الذ|اروع|ارقى|ارقي|اول|وحيد|اولى)|(?:ال)?رقم (?:1|واحد)', gap: 4 },
  { language: 'el', most: '(?:ο |η |το |τα |οι |τον |την )?(?:καλυτερ|κορυφαι)\\p{L}+|(?:ο|η|το|τα|οι|τον|την) (?:πιο \\p{L}+|\\p{L}+τερ(?:ο|η|ος|α|οι|ες)|μοναδικ\\p{L}+|πρωτ(?:ο|η|ος))', gap: 3 },
  { language: 'he', most: '(?:ה?טוב(?:ה|ים|ות)?|ה\\p{L}+) ביותר|הכי \\p{L}+', gap: 2 },
];

/** Turkish and Hindi say the reach first; both have one word for "most". Vietnamese needs its accents: nhất is "most", Nhật is Japan. */
const REACH_FIRST: readonly Phrase[] = [
  phrase(0.9, word("(?:dunya|turkiye|avrupa|piyasa|evren|sektor)(?:'?n[iu]n|'?da(?:ki)?|'?de(?:ki)?)"), fewWords(1), word('en \\p{L}+|bir numara(?:li|si)?|1 numarali?|tek|lider')),
  phrase(0.9, word(`${REACH.hi} (?:सबसे|नंबर|नम्बर|सर्वश्रेष्ठ|एकमात्र|बेहतरीन|नं\\.? ?1)|विश्व की? सर्वश्रेष्ठ`)),
  phrase(0.9, word('सबसे|सर्वश्रेष्ठ'), fewWords(3), word('(?:दुनिया|विश्व|भारत|देश|बाज़ार|बाजार) में')),
  phrase(0.85, word('(?:dunya|turkiye) (?:birincisi|lideri|bir numarasi)')),
];
export const VIETNAMESE: readonly Phrase[] = [
  phrase(0.9, word('nhất'), '(?:\\s+(?:trên|tại|ở|trong|toàn|của|hiện nay))?\\s+', word('thế giới|việt nam|thị trường|hành tinh|châu á|vũ trụ|cả nước|mọi thời đại|vn')),
  phrase(0.88, word('(?:số (?:1|một)|đứng đầu|duy nhất|đệ nhất)'), '(?:\\s+(?:trên|tại|ở|trong|toàn))?\\s+', word('thế giới|việt nam|thị trường|châu á|cả nước|thiên hạ')),
  phrase(0.62, word('(?:tốt|rẻ|ngon|đẹp|bền) nhất'), '[\\s!.]*$'),
];

/** Compounds and fixed expressions that hold both. */
const COMPOUNDS: readonly Phrase[] = [
  phrase(0.92, stem('lider (?:mundial|del mercado|de mercado|do mercado|rynku)|leader (?:mondial|del mercato|du marche)|(?:world|market) leader|(?:мировой )?лидер рынка|pazar lideri|sector leader|weltbest|weltmarktfuhrer|marktfuhrer|weltweit (?:einzigartig|fuhrend|best)|wereldbest|marktleider|world-?beating')),
  phrase(0.85, word('second to none')),
  phrase(0.85, word("lowest prices? (?:ever|guaranteed?|online|anywhere|on the market)|guaranteed lowest prices?|cheapest (?:online|anywhere)|niedrigster preis garantiert|prix le plus bas garanti|precio mas bajo garantizado|menor preco garantido|prezzo piu basso garantito|laagste prijs(?:garantie| gegarandeerd)|самая низкая цена|самые низкие цены|najnizsza cena (?:na rynku|gwarantowana)|en ucuz fiyat garantisi|en dusuk fiyat garantisi")),
];

export const SUPERLATIVE_PHRASES: readonly Phrase[] = [
  ...SUPERLATIVES.flatMap(({ language, most, owner, ofOwner, gap = 3 }) => [
    phrase(0.92, word(most), fewWords(gap), word(REACH[language])),
    ...(owner === undefined ? [] : [phrase(0.93, word(owner), fewWords(2), word(ofOwner ?? most))]),
  ]),
  ...REACH_FIRST,
  ...COMPOUNDS,
];
