import { word } from '../phrase.js';

/**
 * How far a superlative reaches, in folded words: the whole world, a country, the market, all times. A superlative without
 * reach ("the best for you") is a seller's taste; with one it is a claim about everybody else's goods.
 */
const NAMES = 'europa?|europe|america|asia|africa|england|britain|the (?:us|usa|uk|states)|germany|deutschland|france|spain|italy|india|japan|china|canada|australia|brazil|mexico|russia|korea|poland|turkey|netherlands|osterreich|der schweiz';

export const REACH = {
  en: `(?:in|on|of|across|throughout) (?:(?:the|this) )?(?:whole |entire |wide |known |global )?(?:world|planet|earth|universe|galaxy|country|nation|market|marketplace|industry|internet|${NAMES})|worldwide|of all times?|in history|ever (?:made|created|invented|built|sold)`,
  de: '(?:(?:auf|in|von|aus) )?(?:der|dieser|ganzen|gesamten) (?:ganzen |gesamten )?(?:welt|erde|branche|nation)|(?:auf (?:dem|diesem)|des|am|im) (?:gesamten |deutschen )?(?:markte?s?|planeten|universums?|landes?|internet)|(?:in |aus )?(?:ganz )?(?:deutschlands?|europas?|osterreichs?|der schweiz)|weltweit|aller zeiten|der geschichte|europaweit|deutschlandweit',
  fr: "(?:du|au|dans le) (?:monde|marche|pays|globe)(?: entier)?|de (?:la planete|l'univers|france|belgique|suisse|tous les temps|l'histoire)|d'europe|(?:en|sur toute la) (?:france|europe|belgique)|sur (?:le marche|terre)|mondial|jamais (?:vue?|cree|fabrique)e?s?",
  es: '(?:del|en el|de todo el|en todo el) (?:mundo|planeta|universo|mercado|pais)(?: entero)?|a nivel mundial|(?:de|en)(?: toda)? (?:espana|mexico|argentina|colombia|chile|peru|europa|america|latinoamerica|la historia|la tierra)|de todos los tiempos|jamas (?:creado|hecho|visto)',
  pt: '(?:do|no) (?:mundo|planeta|universo|mercado|brasil|pais)(?: inteiro| todo)?|a nivel mundial|(?:de|em) portugal|da (?:europa|america|terra|historia|galaxia|internet)|de todos os tempos|mundial',
  it: "(?:del|al|nel) (?:mondo|pianeta|mercato|paese)(?: intero)?|sul mercato|dell'universo|(?:d'|in )(?:italia|europa)|di sempre|in assoluto|di tutti i tempi|della (?:terra|storia)|mondiale",
  nl: '(?:ter|van de|op de|in de)(?: hele)? (?:wereld|aarde|planeet|markt|branche)|(?:van|in|uit)(?: heel)? (?:nederland|belgie|europa|vlaanderen|het land|het universum)|wereldwijd|aller tijden|ooit gemaakt',
  sv: 'i (?:hela )?(?:varlden|sverige|europa|norden|landet|verden|norge|danmark|universum)|pa (?:marknaden|markedet|jorden)|nagonsin|genom tiderna|maailmassa|suomessa|markkinoilla|maailman|suomen',
  pl: '(?:na|w) (?:calym )?(?:swiecie|rynku|polsce|europie|kraju|kosmosie|branzy)|(?:na|v) (?:celem )?(?:svete|trhu|cesku|evrope)|swiata|wszech ?czasow|w historii|v cesku',
  ru: '(?:во? (?:всем )?(?:мире|россии|стране|европе|снг|украине|казахстане|отрасли|истории)|на (?:всем )?(?:рынке|свете|планете|земле)|(?:всех )?времен(?: и народов)?|(?:у|в|на) (?:всьому |усьому )?(?:свiтi|світі|украіні|україні|європі|ринку|країні|планеті)|усіх часів)',
  tr: "dunya(?:da|nin)?|turkiye(?:'?de|'?nin)?|piyasada(?:ki)?|piyasanin|avrupa(?:'?da|'?nin)|evrenin",
  id: "(?:di|se)[ -]?(?:seluruh )?(?:dunia|indonesia|malaysia|asia|pasaran|pasar|jagat raya)|sejagat|sepanjang masa",
  ar: '(?:في|ب|على مستوى)\\s?(?:كل )?(?:ال)?(?:عالم|سوق|اسواق|مصر|سعودية|امارات|وطن العربي|شرق الاوسط|كون)|على الاطلاق|عالميا|في التاريخ|على وجه الارض',
  hi: '(?:दुनिया|विश्व|भारत|देश|बाज़ार|बाजार|मार्केट|इंडिया)(?: भर)? (?:में|की|का|के)',
  el: '(?:στον|του|σ τον) κοσμου?|στην (?:ελλαδα|αγορα|ευρωπη)|της (?:αγορας|ελλαδας|ευρωπης)|ολων των εποχων|παγκοσμιως',
  he: 'ב(?:כל ה)?עולם|ב(?:כל ה)?ארץ|בישראל|בשוק|בתבל',
} as const;

export type SpacedLanguage = keyof typeof REACH;

/** Any of them: what a bare "No. 1" needs beside it. */
export const ANY_REACH = word(Object.values(REACH).join('|'));
