import { badge, panel } from '../drawing.js';
import type { Film } from '../film.js';

/** What a good clip looks like: picture, speech, screen text and listing agree. */
export const espressoCoffee: Film = {
  name: 'espresso-coffee',
  width: 1280,
  height: 720,
  lengthS: 14,
  shots: [
    { seconds: 5, picture: { kind: 'photo', path: 'models/efficientnet-lite2/golden/coffee.jpg' }, zoom: [1, 1.18], look: [[0.5, 0.5], [0.42, 0.55]] },
    { seconds: 5, picture: { kind: 'photo', path: 'models/efficientnet-lite2/golden/coffee.jpg' }, zoom: [1.5, 1.3], look: [[0.3, 0.7], [0.45, 0.5]] },
    { seconds: 4, picture: { kind: 'photo', path: 'models/efficientnet-lite2/golden/coffee.jpg' }, zoom: [1.12, 1], look: [[0.6, 0.5], [0.5, 0.5]] },
  ],
  cards: [
    { svg: panel(470, [{ text: 'ESPRESSO', sizePx: 50, weight: 800 }, { text: 'Dark roast coffee, 250 g', sizePx: 30, fill: '#4a5565', gapPx: 6 }]), startS: 0.6, endS: 5, at: [56, 480], enter: 'left' },
    { svg: panel(430, [{ text: 'Whole beans', sizePx: 38, weight: 700 }, { text: 'Roasted in small batches', sizePx: 25, fill: '#4a5565', gapPx: 6 }]), startS: 5.4, endS: 9.8, at: [790, 70], enter: 'right' },
    { svg: badge(230, '#b3261e', [{ text: 'only', sizePx: 28, fill: '#fff' }, { text: '$12.90', sizePx: 56, weight: 800, fill: '#fff' }]), startS: 10.2, endS: 13.9, at: [1000, 50], enter: 'up' },
    { svg: panel(500, [{ text: 'The best coffee in the world', sizePx: 30, weight: 700 }]), startS: 10.6, endS: 13.9, at: [56, 560], enter: 'left' },
  ],
  speech: [
    { atS: 0.5, voice: { kind: 'festival', speaker: 'slt', text: 'This espresso is a dark roast coffee with notes of chocolate and hazelnut.' } },
    { atS: 5.4, voice: { kind: 'festival', speaker: 'slt', text: 'The beans are roasted fresh in small batches.' } },
    { atS: 9.9, voice: { kind: 'festival', speaker: 'slt', text: 'Order yours today for twelve dollars and ninety cents.' } },
  ],
};
