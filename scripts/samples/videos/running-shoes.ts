import { badge, panel } from '../drawing.js';
import type { Film } from '../film.js';

/** A listing that says running shoes over a clip that shows, says and writes coffee. */
export const runningShoes: Film = {
  name: 'running-shoes',
  width: 720,
  height: 1280,
  lengthS: 13,
  shots: [
    { seconds: 6.5, picture: { kind: 'photo', path: 'models/efficientnet-lite2/golden/coffee.jpg' }, zoom: [1, 1.12], look: [[0.5, 0.5], [0.45, 0.5]] },
    { seconds: 6.5, picture: { kind: 'photo', path: 'models/efficientnet-lite2/golden/coffee.jpg' }, zoom: [1.25, 1.05], look: [[0.4, 0.6], [0.5, 0.5]] },
  ],
  cards: [
    { svg: panel(600, [{ text: 'Caffè espresso', sizePx: 62, weight: 800 }, { text: 'tostato a mano', sizePx: 38, fill: '#4a5565', gapPx: 4 }]), startS: 0.6, endS: 6.3, at: [60, 110], enter: 'left' },
    { svg: badge(260, '#0b6b53', [{ text: 'solo', sizePx: 32, fill: '#fff' }, { text: '9,50 €', sizePx: 62, weight: 800, fill: '#fff' }]), startS: 6.8, endS: 12.9, at: [400, 90], enter: 'up' },
    { svg: panel(600, [{ text: 'Spedizione gratuita', sizePx: 44, weight: 700 }]), startS: 7.4, endS: 12.9, at: [60, 1080], enter: 'up' },
  ],
  speech: [
    { atS: 0.5, voice: { kind: 'festival', speaker: 'lp', text: 'Questo caffè espresso è tostato a mano in Italia.' } },
    { atS: 6.6, voice: { kind: 'festival', speaker: 'lp', text: 'Oggi costa solo nove euro e cinquanta centesimi.' } },
  ],
};
