/** Control characters, terminal escapes, and marks that reorder text: media and listings may hold any of them. */
const CONTROLS = new RegExp(
  `[${['0000-001f', '007f-009f', '200b', '200e-200f', '2028-202e', '2060-2069', 'feff', 'fff9-fffb'].map((range) => range.split('-').map((point) => `\\u${point}`).join('-')).join('')}]+`,
  'gu',
);

/** Untrusted text on one line that can do nothing to a terminal. */
export function printable(text: string): string {
  return text.replace(CONTROLS, ' ').replace(/ {2,}/g, ' ').trim();
}
