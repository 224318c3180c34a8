import { fewWords, phrase, stem, word, type Phrase } from '../phrase.js';

/** Qualities of which "unmatched" says that nobody has more; socks and shades are unmatched too. */
const QUALITY = 'quality|performance|comfort|value|prices?|taste|flavou?r|durability|softness|style|protection|power|results?|freshness|strength|design|service|precision|speed';
const RESULT = 'results?|effective|efficacy|success|effekt\\p{L}*|wirksam\\p{L}*|erfolg\\p{L}*|ergebnis\\p{L}*|efficaces?|efficacite|resultats?|efectiv\\p{L}+|eficaz|eficaces|resultados?|eficacia|risultat[oi]|efficac[ei]|effectief|resultaat|эффект\\p{L}*|результат\\p{L}*|skuteczn\\p{L}+|effektiv\\p{L}*|hieu qua|berhasil|ampuh|sonuc|etkili|فعال\\p{L}*|نتيجة|نتائج|असरदार|αποτελεσμα\\p{L}*|ефект\\p{L}*';
const GUARANTEED = 'guaranteed?|garantiert\\p{L}*|garanti[es]*|garantizad\\p{L}+|garantid\\p{L}+|garantit\\p{L}+|gegarandeerd|гарант\\p{L}+|gwarant\\p{L}+|garanterat|dijamin|garantili|مضمون\\p{L}*|εγγυημεν\\p{L}+|dam bao';

/** Superiority and success that nobody can promise, without a reach named. */
export const PROMISES: readonly Phrase[] = [
  phrase(0.82, stem('unbeatable|unrivall?ed|unubertroffen|unschlagbar|unubertrefflich|imbattable|inegale|inegalable|insuperable|inmejorable|imbatible|imbativel|imbativeis|insuperavel|insuperaveis|imbattibil|insuperabil|ineguagliabil|onverslaanbaar|onovertroffen|непревзойденн|несравненн|непобедим|bezkonkurencyjn|niezrownan|oovertraffad|uovertruffen|uslagbar|tak tertandingi|rakipsiz|esi benzeri olmayan|неперевершен|ασυναγωνιστ')),
  phrase(0.8, word('unmatched'), fewWords(1), word(QUALITY)),
  phrase(0.8, word(`never fails|always works|works for everyone|guaranteed (?:results?|success|to work)|funktioniert immer|wirkt garantiert|la numero uno`)),
  phrase(0.85, '100 ?%\\s*', word(RESULT)),
  phrase(0.85, word(RESULT), '\\s*(?:auf |al |a |na |на |ve )?100 ?%'),
  phrase(0.85, '100 ?%\\s*', word(GUARANTEED), '\\s+', word(RESULT)),
  phrase(0.78, '100 ?%\\s*', word(`safe(?! (?:packag|shipp|deliver|checkout|pay|transact|return|shop|ord|arriv))`), '(?=\\s*(?:[!.,]|$|and|for|to))'),
  phrase(0.78, '100 ?%\\s*', word(GUARANTEED), '(?=\\s*(?:[!.,]|$))'),
];
