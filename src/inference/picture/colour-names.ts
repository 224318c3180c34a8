/**
 * The colour values of the Shopify taxonomy that pixels can tell. Its Gold, Silver, Bronze, Rose gold and Clear are
 * materials more than colours and are left to the text.
 */
export const COLOUR_NAMES = ['Black', 'White', 'Gray', 'Beige', 'Brown', 'Red', 'Orange', 'Yellow', 'Green', 'Blue', 'Navy', 'Purple', 'Pink'] as const;
export type ColourName = (typeof COLOUR_NAMES)[number];

/** Index in `COLOUR_NAMES` of the name that people give to an sRGB colour (0…255), by lightness, chroma and hue in CIELAB. */
export function colourNameIndex(red: number, green: number, blue: number): number {
  const { lightness, chroma, hueDeg } = lchOf(red, green, blue);
  return COLOUR_NAMES.indexOf(nameOf(lightness, chroma, hueDeg));
}

function nameOf(lightness: number, chroma: number, hueDeg: number): ColourName {
  if (lightness < 9 || (lightness < 24 && chroma < 12)) return 'Black';
  if (chroma < 9) return lightness > 84 ? 'White' : 'Gray';
  const warm = hueDeg >= 40 && hueDeg < 100;
  if (warm && chroma < 32) return lightness > 62 ? 'Beige' : chroma < 13 ? 'Gray' : 'Brown';
  if (chroma < 13) return lightness > 84 ? 'White' : 'Gray';
  if (hueDeg < 46 || hueDeg >= 345) return pinkOrRed(lightness, chroma, hueDeg);
  if (hueDeg < 75) return lightness < 48 || chroma < 40 ? 'Brown' : 'Orange';
  if (hueDeg < 100) return lightness < 52 || chroma < 40 ? (hueDeg > 92 ? 'Green' : lightness > 70 ? 'Beige' : 'Brown') : 'Yellow';
  if (hueDeg < 190) return hueDeg < 108 && lightness > 75 ? 'Yellow' : 'Green';
  if (hueDeg < 300) return lightness < 26 ? 'Navy' : 'Blue';
  return hueDeg < 325 || lightness < 45 ? 'Purple' : 'Pink';
}

function pinkOrRed(lightness: number, chroma: number, hueDeg: number): ColourName {
  if (lightness < 32 && chroma < 24) return 'Brown';
  if (lightness > 62 && (hueDeg < 25 || hueDeg >= 345 || chroma < 35)) return 'Pink';
  if (hueDeg >= 345 && lightness > 45) return 'Pink';
  return 'Red';
}

/** sRGB (D65) to CIELAB in polar form. */
function lchOf(red: number, green: number, blue: number): { lightness: number; chroma: number; hueDeg: number } {
  const r = linear(red);
  const g = linear(green);
  const b = linear(blue);
  const x = labCurve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = labCurve(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = labCurve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  const a = 500 * (x - y);
  const bStar = 200 * (y - z);
  return { lightness: 116 * y - 16, chroma: Math.hypot(a, bStar), hueDeg: ((Math.atan2(bStar, a) * 180) / Math.PI + 360) % 360 };
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function labCurve(t: number): number {
  return t > 216 / 24389 ? Math.cbrt(t) : (t * (24389 / 27) + 16) / 116;
}
