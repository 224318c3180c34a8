import { fold } from './fold.js';
import type { SpacedLanguage } from './stem.js';

/** Where a noun phrase keeps its head: `jus d'orange` at its front, `orange juice` at its end. */
export const HEAD_FIRST: Readonly<Record<SpacedLanguage, boolean>> = { en: false, de: false, nl: false, es: true, fr: true, pt: true, it: true, ru: true, pl: true, tr: false, vi: true, id: true };

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
  pl: split('i oraz'),
  tr: split('ve bir'),
  vi: split(fold('và chiếc cái bộ')),
  id: split('dan'),
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
  pl: split('dla do z ze bez na w od po'),
  tr: split('icin ile'),
  vi: split(fold('cho với không từ bằng')),
  id: split('untuk dengan tanpa dari bahan'),
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
  pl: split('opakowanie zestaw pudelko torebka butelka puszka para komplet paczka'),
  tr: split('paket kutu set sise kavanoz adet'),
  vi: split(fold('hộp gói túi chai thùng combo set')),
  id: split('kotak pak botol paket set'),
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
  pl: split('i dla do z na bez damskie damska damski meskie meska meski dzieciece nowy nowa swieze sztuk oraz'),
  tr: split('ve icin ile kadin erkek cocuk bebek yeni adet taze li lu dogal'),
  vi: split(fold('cho và nam nữ trẻ em mới cao cấp chính hãng màu giá bộ không tươi')),
  id: split('untuk dan dengan wanita pria anak baru murah segar asli isi tanpa warna'),
};

/**
 * English nouns that make a thing of their own of the noun before them: a fish tank is no fish, a shoe rack no shoe. Where
 * such a word ends a phrase that nothing known covers to its end, what stands before it is not the product. Folded stems.
 */
export const COMPOUND_HEADS = split(
  'tank tree rack stand holder box bag case cover mount organizer organiser shelf gloss cleaner brush tray pot filter hook hanger kit toy costume bed cup table mat dispenser opener peeler slicer knife press grinder maker machine rest charger cable strap band light lamp book poster sticker spray oil cream scrub mask wash balm powder soap candle plush pillow cushion blanket towel seed plant wrap tape protector film glass pin charm keychain ornament decoration bottle jar basket cage house feeder bowl chair cart cooler warmer cutter lock sensor adapter remote control game puzzle card album frame clock rug curtain sheet bench ladder sharpener polish cap cam camera scale timer whisk rolling crusher extract scent fragrance perfume flavour flavor essence milk juice tea yogurt jam sauce syrup cake bread cookie cracker candy gum chip soup salad pie vinegar wine beer liqueur',
);

/** Ingredients and features that titles append to a product: they name it only where nothing else does. Folded, matched as words. */
export const INGREDIENTS = new Set(['vitamin c', 'vitamin e', 'vitamin b', 'retinol', 'collagen', 'hyaluronic acid', 'aloe vera', 'aloe', 'keratin', 'argan oil', 'coconut oil', 'tea tree oil', 'niacinamide', 'charcoal', 'memory foam', 'battery', 'batteries', 'pockets', 'hood', 'zipper', 'lid', 'handle', 'strap', 'vitamina c', 'vitamine c', 'acido ialuronico', 'acido hialuronico']);

/** Letters beyond a to z that a language writes. A word with others is not in that language. */
export const LETTERS: Readonly<Record<SpacedLanguage, RegExp>> = {
  en: /^[a-zéèêïñçü]+$/u, de: /^[a-zäöüßé]+$/u, nl: /^[a-zéëïèöüê]+$/u, es: /^[a-záéíóúüñ]+$/u, fr: /^[a-zàâæçéèêëîïôœùûüÿ]+$/u, pt: /^[a-záàâãçéêíóôõúü]+$/u, it: /^[a-zàèéìíîòóùú]+$/u,
  ru: /^[а-яё]+$/u, pl: /^[a-ząćęłńóśźż]+$/u, tr: /^[a-zçğıöşüâîû]+$/u, id: /^[a-zé]+$/u,
  vi: /^[a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]+$/u,
};

/** Frequent words of languages whose product names are not carried: Swedish, Danish, Norwegian, Finnish, Czech, Slovak, Hungarian, Romanian, Croatian, Ukrainian, Bulgarian, Greek, Malay. Folded. */
export const TELLTALE_ELSEWHERE = split(
  'och for med till fran dam herr barn ny nya skor klanning byxor troja vaska lapp ansikte til og fra kvinder maend born sko kjole bukser taske sminke ja naisten miesten lasten uusi kengat mekko housut takki laukku pro na se damske panske detske nove saty boty kalhoty bunda kabelka es noi ferfi gyerek uj cipo ruha nadrag kabat taska ' +
  'si pentru femei barbati copii nou rochie pantofi pantaloni geanta zenske muske djecje haljina cipele hlace torba для та зі жіноча жіночий чоловіча чоловічий дитяча нова сукня взуття штани куртка сумка за дамски мъжки детски рокля обувки',
);
