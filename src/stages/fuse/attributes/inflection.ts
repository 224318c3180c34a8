/** What an adjective's folded stem may end in, by language family. `romance` is Spanish, Portuguese and Italian. */
const ENDINGS = {
  de: '(?:e|er|es|en|em)?',
  nl: 'e?',
  fr: '(?:e|s|es)?',
  romance: '(?:o|a|os|as|i|e)',
  ru: '(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ую|юю|ым|им|ом|ем|ей|ых|их|ыми|ими)',
  uk: '(?:ий|а|е|і|ого|ої|ому|у|им|их|ими)',
  pl: '(?:y|i|a|e|ego|iego|ej|iej|emu|ym|im|ych|ich|ymi|imi|ie)',
} as const;
export type Inflection = keyof typeof ENDINGS;
export const INFLECTIONS = Object.keys(ENDINGS) as readonly Inflection[];

/** German shades that are written as one word: `dunkelblau`, `hellgraue`. */
const SHADES = '(?:dunkel|hell|royal|marine|nacht|knall|alt|wein|creme|pastell)?';

/** Whole words that `stems` (parted by spaces) can be in a language. */
export function inflected(language: Inflection, stems: string): RegExp {
  return new RegExp(`^${language === 'de' ? SHADES : ''}(?:${stems.split(' ').join('|')})${ENDINGS[language]}$`, 'u');
}

/** What makes a compound a thing for the material, not of it: `Lederpflege`, `Holzleim`. Folded. */
const NOT_MADE_OF = /^(?:s|n|en)?-?(?:pflege|reinig|ol|leim|wasch|lack|farb|kleb|politur|imprag|ofen|kohle|spalt|bohr|schutz|wurm|schraube|optik|imitat|lij|verf|olie|was)/;
const LEAST_SECOND_HALF = 3;

/** Words that begin with a material in German or Dutch: `Lederjacke`, `katoenen`. */
export function isMadeOf(word: string, materials: readonly string[]): boolean {
  return materials.some((material) => word.startsWith(material) && word.length >= material.length + LEAST_SECOND_HALF && !NOT_MADE_OF.test(word.slice(material.length)));
}
