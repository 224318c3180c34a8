/** What the main recogniser reads. */
const OWN = ['Latn', 'Viet', 'Digits', 'Hani', 'Jpan', 'Grek'] as const;
/** Foreign to it, each read by a reader of its own. */
export const FOREIGN = ['Kore', 'Cyrl', 'Thai', 'Arab', 'Deva'] as const;
/** Scripts without a reader: one class together. */
export const UNREAD = ['Hebr', 'Armn', 'Geor', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Laoo', 'Khmr', 'Mymr', 'Tibt', 'Ethi'] as const;
export type UnreadScript = (typeof UNREAD)[number];

/** What the script head is fitted on, evenly. */
export const READ_BY_SOMEBODY: readonly LineScript[] = [...OWN.filter((script) => script !== 'Viet'), ...FOREIGN];

export const LINE_SCRIPTS = [...OWN, ...FOREIGN, ...UNREAD] as const;
export type LineScript = (typeof LINE_SCRIPTS)[number];

/** How many lines of a script are drawn for one of an unread script: the shapes that are mistaken for others more. */
export function linesFor(script: LineScript): number {
  if (script === 'Latn') return 8;
  if (script === 'Cyrl' || script === 'Arab') return 5;
  if ((UNREAD as readonly LineScript[]).includes(script)) return 1;
  return (FOREIGN as readonly LineScript[]).includes(script) ? 4 : 3;
}

/**
 * Font families; held-out ones are never fitted on. Debian: fonts-noto-core fonts-noto-cjk fonts-nanum fonts-unfonts-core
 * fonts-thai-tlwg fonts-hosny-amiri fonts-kacst-one fonts-lohit-deva fonts-wqy-zenhei fonts-ipafont-gothic; for Latin and
 * Greek fonts-comfortaa fonts-courier-prime fonts-breip fonts-dancingscript fonts-gfs-didot fonts-lato fonts-humor-sans
 * fonts-leckerli-one fonts-gfs-neohellenic; for the unread scripts culmus fonts-bpg-georgian fonts-freefont-ttf
 * fonts-lohit-* fonts-lklug-sinhala fonts-lao fonts-khmeros fonts-sil-padauk fonts-ddc-uchen fonts-sil-abyssinica.
 */
export const FONTS: Readonly<Record<LineScript, { readonly fit: readonly string[]; readonly heldOut: readonly string[] }>> = {
  Latn: latin(),
  Viet: { fit: ['Noto Sans', 'Noto Serif', 'DejaVu Sans', 'Liberation Sans', 'Roboto'], heldOut: ['Liberation Serif', 'Open Sans'] },
  Digits: latin(),
  Grek: { fit: ['DejaVu Sans', 'Noto Sans', 'Noto Serif', 'GFS Didot', 'Roboto'], heldOut: ['Liberation Sans', 'GFS Neohellenic'] },
  Hani: { fit: ['Noto Sans CJK SC', 'Noto Serif CJK SC', 'Noto Sans CJK TC', 'Noto Serif CJK TC'], heldOut: ['WenQuanYi Zen Hei'] },
  Jpan: { fit: ['Noto Sans CJK JP', 'Noto Serif CJK JP'], heldOut: ['IPAGothic'] },
  Kore: { fit: ['Noto Sans CJK KR', 'Noto Serif CJK KR', 'NanumGothic', 'NanumMyeongjo', 'UnDotum', 'NanumBarunGothic'], heldOut: ['UnBatang', 'NanumSquareRound', 'UnGraphic'] },
  Cyrl: { fit: ['Noto Sans', 'Noto Serif', 'DejaVu Sans', 'DejaVu Serif', 'Liberation Sans', 'Roboto', 'PT Sans'], heldOut: ['Liberation Serif', 'Open Sans', 'PT Serif'] },
  Thai: { fit: ['Noto Sans Thai', 'Noto Serif Thai', 'Noto Looped Thai', 'Loma', 'Kinnari', 'Norasi', 'Umpush'], heldOut: ['Garuda', 'Waree', 'Sawasdee'] },
  Arab: { fit: ['Noto Sans Arabic', 'Noto Naskh Arabic', 'Noto Kufi Arabic', 'DejaVu Sans'], heldOut: ['Amiri', 'KacstOne'] },
  Deva: { fit: ['Noto Sans Devanagari', 'Noto Serif Devanagari'], heldOut: ['Lohit Devanagari'] },
  Hebr: { fit: [...noto('Hebrew'), 'Frank Ruehl CLM', 'Miriam CLM'], heldOut: ['David CLM', 'Nachlieli CLM', 'DejaVu Sans'] },
  Armn: { fit: [...noto('Armenian'), 'DejaVu Serif'], heldOut: ['DejaVu Sans', 'FreeSerif'] },
  Geor: { fit: [...noto('Georgian'), 'BPG Glaho GPL&GNU'], heldOut: ['BPG Nino Medium GPL&GNU', 'DejaVu Sans'] },
  Beng: { fit: noto('Bengali'), heldOut: ['Lohit Bengali'] },
  Guru: { fit: noto('Gurmukhi'), heldOut: ['Lohit Gurmukhi'] },
  Gujr: { fit: noto('Gujarati'), heldOut: ['Lohit Gujarati'] },
  Orya: { fit: ['Noto Sans Oriya'], heldOut: ['Lohit Odia'] },
  Taml: { fit: noto('Tamil'), heldOut: ['Lohit Tamil'] },
  Telu: { fit: noto('Telugu'), heldOut: ['Lohit Telugu'] },
  Knda: { fit: noto('Kannada'), heldOut: ['Lohit Kannada'] },
  Mlym: { fit: noto('Malayalam'), heldOut: ['Lohit Malayalam'] },
  Sinh: { fit: noto('Sinhala'), heldOut: ['LKLUG'] },
  Laoo: { fit: [...noto('Lao'), 'Noto Looped Lao'], heldOut: ['Phetsarath OT'] },
  Khmr: { fit: noto('Khmer'), heldOut: ['Khmer OS', 'Khmer OS Battambang'] },
  Mymr: { fit: noto('Myanmar'), heldOut: ['Padauk'] },
  Tibt: { fit: ['Noto Serif Tibetan'], heldOut: ['DDC Uchen'] },
  Ethi: { fit: noto('Ethiopic'), heldOut: ['Abyssinica SIL'] },
};

function noto(name: string): readonly string[] {
  return [`Noto Sans ${name}`, `Noto Serif ${name}`];
}

function latin(): { readonly fit: readonly string[]; readonly heldOut: readonly string[] } {
  return { fit: ['Noto Sans', 'Noto Serif', 'DejaVu Sans', 'DejaVu Serif', 'Liberation Sans', 'Liberation Sans Narrow', 'Roboto', 'DejaVu Sans Mono', 'Noto Sans CJK SC', 'Comfortaa', 'Courier Prime', 'Breip', 'Dancing Script'], heldOut: ['Liberation Serif', 'Open Sans', 'Lato', 'Humor Sans', 'Leckerli One'] };
}
