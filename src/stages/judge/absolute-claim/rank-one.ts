import { fewWords, phrase, word, type Phrase } from '../phrase.js';
import { ANY_REACH } from './reach.js';

/** "Number one" as it is written and said; a decimal or a longer number is another. */
const ONE = '(?:(?:no|nr|num)\\.? ?1|№ ?1|#1|number (?:one|1)|nummer (?:1|eins|een)|num(?:ero|ber) (?:1|uno|un|um)|n\\. ?1|номер (?:1|один)|nomor (?:1|satu)|numer (?:1|jeden)|cislo (?:1|jedna)|nummer (?:1|ett|en)|bir numara|1 numara|numara 1|nombor (?:1|satu)|(?:ال)?رقم (?:1|واحد)|νουμερο (?:1|ενα)|नंबर (?:1|वन|एक)|מספר (?:1|אחת)|top ?1)(?![.,:/-]?\\d)';
const ONE_ALONE = ONE.replaceAll(' ?', '\\s?').replaceAll(' ', '\\s');
/** What is ranked, said after it. */
const RANKED_AFTER = "(?:the )?(?:rated|ranked|recommended|selling|bestselling|voted|trusted|seller|best-?seller|brand|choice|pick|marke|bestseller|verkauft\\p{L}*|marque|choix|des ventes|marca|mas vendid[oa]|en ventas|em vendas|scelta|piu vendut[oa]|nelle vendite|merk|keuze|бренд\\p{L}*|марка|выбор|по продажам|marka|w sprzedazy|wybor|varumarke\\p{L}*|merek|pilihan|terlaris|satista|العلامة|ब्रांड|in (?:sales|quality|taste|comfort|value|customer satisfaction|performance)|em qualidade|en calidad|in qualita|en qualite|по качеству)";
/** What is ranked, said before it. */
const RANKED_BEFORE = "(?:world(?:'?s)?|europe'?s|nation'?s|country'?s|america'?s|germany'?s|britain'?s|india'?s|brand|marke|bestseller|marque|marca|merk|бренд|marka|merek|ranked|rated|voted|sales|официально|die|der|das|le|la|el|il|the|our|your|we are|we're|deine|unsere|nuestra|notre|nossa?)";

/** Bare, it may count anything: sizes, parts, filters. So it needs its reach, what is ranked, or the whole line for itself. */
export const RANK_ONE: readonly Phrase[] = [
  phrase(0.9, word(ONE), fewWords(3), ANY_REACH),
  phrase(0.9, word(ONE), '(?:\\s?[-:]\\s?|\\s+)', word(RANKED_AFTER)),
  phrase(0.88, ANY_REACH, '[\\s,:"!-]+', word(ONE)),
  phrase(0.86, word(RANKED_BEFORE), '[\\s,:"-]+', word(ONE), '(?=\\s*(?:[!.,;]|$))'),
  phrase(0.8, '^[\\s\\p{P}\\p{So}]*?', '(?<![\\p{L}\\p{N}#№])', ONE_ALONE, '[\\s\\p{P}\\p{So}]*$'),
];
