import type { SpacedLanguage } from './stem.js';

/** Where a noun phrase keeps its head: `jus d'orange` at its front, `orange juice` at its end. */
export const HEAD_FIRST: Readonly<Record<SpacedLanguage, boolean>> = { en: false, de: false, nl: false, es: true, fr: true, pt: true, it: true, ru: true };

const split = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Articles and genitives: they stand inside a product's name and are passed over when it is matched. Folded. */
export const LINKING: Readonly<Record<SpacedLanguage, ReadonlySet<string>>> = {
  en: split('the a an and'),
  de: split('der die das den dem des ein eine einen und'),
  nl: split('de het een en'),
  es: split('el la los las un una de del y al a'),
  fr: split('le la les l un une de du des d et au aux a'),
  pt: split('o os as um uma de do da dos das e ao a'),
  it: split('il lo la i gli le l un una di del della dello dei delle d dell da e al alla all a'),
  ru: split('и'),
};

/** Words after which the text speaks of the buyer, the use or the parts, no longer of the product itself. Folded. */
export const BOUNDARY: Readonly<Record<SpacedLanguage, ReadonlySet<string>>> = {
  en: split('for with without by in from to of on at made'),
  de: split('fur mit ohne von aus in im zum zur bei auf vom'),
  nl: split('voor met zonder van uit in op bij'),
  es: split('para con sin en por'),
  fr: split('pour avec sans en par dans'),
  pt: split('para com sem em por pra'),
  it: split('per con senza in su'),
  ru: split('для с со без из в на от к под'),
};

/** Packaging that is named before the product (`bag of oranges`, `caja de tomates`, `botella de vino`). Folded. */
export const CONTAINERS: Readonly<Record<SpacedLanguage, ReadonlySet<string>>> = {
  en: split('pack packs set sets box boxes bag bags bottle bottles jar can cans pair pairs kg kilo bundle bunch carton tin piece pieces crate case pot cup glass sack net tray punnet bar'),
  de: split('packung set kiste beutel flasche glas dose paar bund karton kilo sack schale tuete tute becher'),
  nl: split('pak set doos zak fles pot blik paar bos kilo krat'),
  es: split('caja cajas bolsa paquete pack botella tarro lata par juego manojo carton kilo saco bandeja docena set conjunto'),
  fr: split('boite sachet sac paquet pack bouteille pot paire lot botte carton kilo barquette brique coffret set ensemble'),
  pt: split('caixa saco pacote pack garrafa pote lata par kit maco quilo bandeja duzia conjunto'),
  it: split('scatola sacchetto confezione pacco bottiglia vasetto lattina paio mazzo cassetta chilo set'),
  ru: split('упаковка набор коробка пакет бутылка банка пара пучок комплект'),
};

/** Colours that are also products: they name the product only where nothing else does. Folded, all languages together. */
export const COLOUR_WORDS = split(
  'orange lime peach plum olive cherry chocolate mint cream coffee lemon apricot salmon aubergine eggplant cherries rose naranja lima melocoton ciruela cereza chocolat citron prune abricot saumon cerise arancia pesca albicocca salmone ciliegia laranja limao pessego salmao turquoise gold silver ruby amber oliva oliwa' +
    ' orangefarben schoko marron castanha vino wein wine bordeaux champagne caramel caramelo honig miele miel honey sand ivory pearl',
);

/** Frequent small words by which a language is told; none of them names a product. Folded. */
export const TELLTALE: Readonly<Record<SpacedLanguage, ReadonlySet<string>>> = {
  en: split('the and for with women womens men mens kids new fresh of size pack free best this is your our sale off now sweet dry large small ripe'),
  de: split('und fur mit der die das damen herren kinder neu frisch frische frischer frisches stuck im aus ohne grosse gross bio ist nicht jetzt angebot reife suss'),
  nl: split('voor met het een dames heren kinderen nieuw vers verse van maat stuks zonder gratis nu aanbieding'),
  es: split('y para con el los las mujer hombre ninos nuevo nueva fresco fresca frescos frescas del sin talla verdes verde rojo roja oferta ahora envio maduro'),
  fr: split('et pour avec les des du femme homme enfant nouveau frais fraiche de sans taille neuf soldes l d un une paquet rouge verte vert biologique'),
  pt: split('e para com o os as dos das feminino feminina masculino masculina infantil novo fresco fresca frescos frescas do da sem tamanho vermelho vermelha verde promocao'),
  it: split('e per con il lo gli della di donna uomo bambini nuovo fresco fresca freschi fresche da senza taglia rosso verde offerta al maturi'),
  ru: split('и для с женские мужские детские свежие новый без'),
};
