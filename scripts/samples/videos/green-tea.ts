import QRCode from 'qrcode';
import { badge, panel, svg, textAt } from '../drawing.js';
import type { Film } from '../film.js';

/** No sound at all: a tea tin in Chinese, Japanese and Korean, with a QR code to its page. */
export async function greenTea(): Promise<Film> {
  const qr = await QRCode.toString('https://shop.example/p/green-tea-100g', { type: 'svg', errorCorrectionLevel: 'M', margin: 2, width: 300 });
  const code = qr.replace(/^<\?xml[^>]*>\s*/, '').replace('<svg ', '<svg x="30" y="24" ');
  return {
    name: 'green-tea',
    width: 1080,
    height: 1080,
    lengthS: 10,
    shots: [
      { seconds: 5, picture: { kind: 'drawing', svg: tin() }, zoom: [1, 1.14], look: [[0.5, 0.5], [0.5, 0.45]] },
      { seconds: 5, picture: { kind: 'drawing', svg: tin() }, zoom: [1.2, 1], look: [[0.7, 0.5], [0.5, 0.5]] },
    ],
    cards: [
      { svg: panel(420, [{ text: '有机绿茶', sizePx: 76, weight: 800, fill: '#14532d' }, { text: '2026年春季新茶', sizePx: 36, fill: '#4a5565', gapPx: 8 }]), startS: 0.5, endS: 4.9, at: [50, 60], enter: 'left' },
      { svg: badge(240, '#c2410c', [{ text: '特价', sizePx: 42, fill: '#fff', weight: 700 }, { text: '¥39.90', sizePx: 54, weight: 800, fill: '#fff' }]), startS: 1.4, endS: 4.9, at: [790, 60], enter: 'up' },
      { svg: svg(360, 420, `<rect width="360" height="420" rx="22" fill="#fff"/>${code}${textAt({ text: '扫码购买', sizePx: 40, weight: 700 }, 180, 385, true)}`), startS: 5.3, endS: 9.9, at: [40, 60], enter: 'fade' },
      { svg: panel(400, [{ text: '有機緑茶 100g', sizePx: 46, weight: 700 }, { text: '유기농 녹차', sizePx: 46, weight: 700, gapPx: 10 }]), startS: 5.8, endS: 9.9, at: [640, 60], enter: 'right' },
    ],
    speech: [],
  };
}

/** A green tea tin on a table, with leaves. */
function tin(): string {
  const leaf = (x: number, y: number, turn: number, size: number): string =>
    `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})"><path d="M0 0C40-50 130-50 180 0C130 50 40 50 0 0Z" fill="url(#leaf)"/><path d="M0 0H180" stroke="#0f3d22" stroke-opacity=".5" stroke-width="4"/></g>`;
  return svg(1080, 1080, `
<defs>
<linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f3efe3"/><stop offset="1" stop-color="#dcd3bd"/></linearGradient>
<linearGradient id="table" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#b98d5e"/><stop offset="1" stop-color="#8a6238"/></linearGradient>
<linearGradient id="body" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#0f3d22"/><stop offset=".22" stop-color="#2f8a52"/><stop offset=".4" stop-color="#4fb277"/><stop offset=".7" stop-color="#1f6b3d"/><stop offset="1" stop-color="#0b2f1a"/></linearGradient>
<linearGradient id="lid" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#7c6a3a"/><stop offset=".35" stop-color="#f0dfa4"/><stop offset=".6" stop-color="#c9ae62"/><stop offset="1" stop-color="#6b5a2c"/></linearGradient>
<linearGradient id="label" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#d8d2bf"/><stop offset=".35" stop-color="#fffdf5"/><stop offset="1" stop-color="#cfc8b2"/></linearGradient>
<linearGradient id="leaf" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#7cc26a"/><stop offset="1" stop-color="#2c6e34"/></linearGradient>
<radialGradient id="shade"><stop offset="0" stop-color="#000" stop-opacity=".45"/><stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient>
</defs>
<rect width="1080" height="1080" fill="url(#wall)"/><rect y="820" width="1080" height="260" fill="url(#table)"/>
<ellipse cx="560" cy="930" rx="330" ry="52" fill="url(#shade)"/>
<path d="M350 440V900C350 945 730 945 730 900V440Z" fill="url(#body)"/>
<path d="M350 560V800C350 838 730 838 730 800V560C730 598 350 598 350 560Z" fill="url(#label)"/>
<path d="M338 380V450C338 492 742 492 742 450V380Z" fill="url(#lid)"/><ellipse cx="540" cy="380" rx="202" ry="38" fill="#e9d798"/><ellipse cx="540" cy="376" rx="176" ry="29" fill="#d8c27c"/>
${textAt({ text: '緑茶', sizePx: 104, weight: 800, fill: '#14532d' }, 540, 742, true)}
${leaf(150, 930, -18, 1.1)}${leaf(230, 980, 14, 0.9)}${leaf(770, 960, -8, 1.2)}${leaf(860, 1000, 20, 0.8)}`);
}
