/** What lines are drawn in. Latn, Digits, Hani, Jpan and Grek are read by the main recogniser; the others are foreign to it. */
export const LINE_SCRIPTS = ['Latn', 'Digits', 'Hani', 'Jpan', 'Grek', 'Kore', 'Cyrl', 'Thai', 'Arab', 'Deva'] as const;
export type LineScript = (typeof LINE_SCRIPTS)[number];

export const FOREIGN = ['Kore', 'Cyrl', 'Thai', 'Arab', 'Deva'] as const satisfies readonly LineScript[];

/** Font families (Debian: fonts-noto-core fonts-noto-cjk fonts-nanum fonts-unfonts-core fonts-thai-tlwg fonts-hosny-amiri fonts-kacst-one fonts-lohit-deva …). Held-out ones are never fitted on. */
export const FONTS: Readonly<Record<LineScript, { readonly fit: readonly string[]; readonly heldOut: readonly string[] }>> = {
  Latn: latin(),
  Digits: latin(),
  Grek: { fit: ['DejaVu Sans', 'Noto Sans', 'Noto Serif'], heldOut: ['Liberation Sans'] },
  Hani: { fit: ['Noto Sans CJK SC', 'Noto Serif CJK SC', 'Noto Sans CJK TC', 'Noto Serif CJK TC'], heldOut: ['WenQuanYi Zen Hei'] },
  Jpan: { fit: ['Noto Sans CJK JP', 'Noto Serif CJK JP'], heldOut: ['IPAGothic'] },
  Kore: { fit: ['Noto Sans CJK KR', 'Noto Serif CJK KR', 'NanumGothic', 'NanumMyeongjo', 'UnDotum', 'NanumBarunGothic'], heldOut: ['UnBatang', 'NanumSquareRound', 'UnGraphic'] },
  Cyrl: { fit: ['Noto Sans', 'Noto Serif', 'DejaVu Sans', 'DejaVu Serif', 'Liberation Sans', 'Roboto', 'PT Sans'], heldOut: ['Liberation Serif', 'Open Sans', 'PT Serif'] },
  Thai: { fit: ['Noto Sans Thai', 'Noto Serif Thai', 'Noto Looped Thai', 'Loma', 'Kinnari', 'Norasi', 'Umpush'], heldOut: ['Garuda', 'Waree', 'Sawasdee'] },
  Arab: { fit: ['Noto Sans Arabic', 'Noto Naskh Arabic', 'Noto Kufi Arabic', 'DejaVu Sans'], heldOut: ['Amiri', 'KacstOne'] },
  Deva: { fit: ['Noto Sans Devanagari', 'Noto Serif Devanagari'], heldOut: ['Lohit Devanagari'] },
};

function latin(): { readonly fit: readonly string[]; readonly heldOut: readonly string[] } {
  return { fit: ['Noto Sans', 'Noto Serif', 'DejaVu Sans', 'DejaVu Serif', 'Liberation Sans', 'Liberation Sans Narrow', 'Roboto', 'DejaVu Sans Mono', 'Noto Sans CJK SC'], heldOut: ['Liberation Serif', 'Open Sans'] };
}
