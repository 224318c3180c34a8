/** Small pieces of SVG that product clips are made of. Fonts are Noto (fonts-noto-core, fonts-noto-cjk). */
export interface Line {
  readonly text: string;
  readonly sizePx: number;
  readonly fill?: string;
  readonly weight?: number;
  /** Extra space above the line. */
  readonly gapPx?: number;
  readonly strike?: boolean;
}

const FONTS = 'Noto Sans, Noto Sans CJK SC, Noto Sans CJK JP, Noto Sans CJK KR, sans-serif';

/** A rounded, slightly translucent panel with lines of text. */
export function panel(widthPx: number, lines: readonly Line[], style: { readonly ground?: string; readonly opacity?: number; readonly padPx?: number; readonly centred?: boolean } = {}): string {
  const { ground = '#ffffff', opacity = 0.94, padPx = 32, centred = false } = style;
  let y = padPx;
  const drawn = lines.map((line) => {
    y += (line.gapPx ?? 0) + line.sizePx;
    const text = textAt(line, centred ? widthPx / 2 : padPx, y - line.sizePx * 0.18, centred);
    y += line.sizePx * 0.28;
    return text;
  });
  const height = Math.round(y + padPx * 0.8);
  return svg(widthPx, height, `<rect width="${widthPx}" height="${height}" rx="22" fill="${ground}" fill-opacity="${opacity}"/>${drawn.join('')}`);
}

/** A round price badge. */
export function badge(diameterPx: number, ground: string, lines: readonly Line[]): string {
  const total = lines.reduce((sum, line) => sum + line.sizePx * 1.12, 0);
  let y = (diameterPx - total) / 2;
  const drawn = lines.map((line) => {
    y += line.sizePx * 1.12;
    return textAt(line, diameterPx / 2, y - line.sizePx * 0.24, true);
  });
  const r = diameterPx / 2;
  return svg(diameterPx, diameterPx, `<circle cx="${r}" cy="${r}" r="${r - 2}" fill="${ground}"/><circle cx="${r}" cy="${r}" r="${r - 10}" fill="none" stroke="#fff" stroke-opacity=".55" stroke-width="2"/>${drawn.join('')}`);
}

export function textAt(line: Line, x: number, y: number, centred = false): string {
  const strike = line.strike === true ? ' text-decoration="line-through"' : '';
  return `<text x="${x}" y="${y}" font-family="${FONTS}" font-size="${line.sizePx}" font-weight="${line.weight ?? 500}" fill="${line.fill ?? '#1c2430'}"${strike}${centred ? ' text-anchor="middle"' : ''}>${escapeXml(line.text)}</text>`;
}

export function svg(width: number, height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
