import { badge, panel, svg } from '../drawing.js';
import type { Film } from '../film.js';

/** Two human voices in two languages over a drawn telephone, with Latin and Cyrillic on the screen. */
export const conferencePhone: Film = {
  name: 'conference-phone',
  width: 1280,
  height: 720,
  lengthS: 24,
  shots: [
    { seconds: 12, picture: { kind: 'drawing', svg: telephone('#e9edf2', '#c4ccd6') }, zoom: [1, 1.16], look: [[0.5, 0.5], [0.55, 0.55]] },
    { seconds: 12, picture: { kind: 'drawing', svg: telephone('#e6efe9', '#b9c9bf') }, zoom: [1.2, 1], look: [[0.6, 0.55], [0.5, 0.5]] },
  ],
  cards: [
    { svg: panel(600, [{ text: 'Téléphone de conférence', sizePx: 40, weight: 800 }, { text: 'Voix claire, écran couleur', sizePx: 28, fill: '#4a5565', gapPx: 6 }]), startS: 0.6, endS: 11.6, at: [50, 50], enter: 'left' },
    { svg: badge(220, '#1d4ed8', [{ text: '149 €', sizePx: 62, weight: 800, fill: '#fff' }, { text: 'TVA incluse', sizePx: 24, fill: '#fff' }]), startS: 3, endS: 11.6, at: [1010, 440], enter: 'up' },
    { svg: panel(640, [{ text: 'Телефон для конференций', sizePx: 38, weight: 800 }, { text: 'Гарантия два года', sizePx: 30, fill: '#4a5565', gapPx: 6 }]), startS: 12.5, endS: 23.8, at: [50, 50], enter: 'left' },
    { svg: badge(240, '#9d174d', [{ text: 'Цена', sizePx: 30, fill: '#fff' }, { text: '14 990 ₽', sizePx: 44, weight: 800, fill: '#fff' }]), startS: 15, endS: 23.8, at: [1010, 440], enter: 'up' },
  ],
  speech: [
    { atS: 0.8, voice: { kind: 'prompts', folder: 'fr_CA_f_June', names: ['conf-getconfno', 'conf-placeintoconf', 'conf-now-recording'] } },
    { atS: 12.8, voice: { kind: 'prompts', folder: 'ru_RU_f_IvrvoiceRU', names: ['conf-getconfno', 'conf-getpin', 'conf-now-muted'] } },
  ],
};

/** A desk telephone with handset, keys, screen and coiled cord. */
function telephone(wall: string, wallBelow: string): string {
  const keys = Array.from({ length: 12 }, (_, index) => {
    const x = 640 + (index % 3) * 78;
    const y = 392 + Math.floor(index / 3) * 56;
    return `<rect x="${x}" y="${y}" width="62" height="42" rx="10" fill="url(#key)" stroke="#0008"/><rect x="${x + 22}" y="${y + 19}" width="18" height="4" rx="2" fill="#e8edf3" fill-opacity=".8"/>`;
  }).join('');
  const coil = Array.from({ length: 12 }, (_, index) => `<ellipse cx="${372 - index * 3}" cy="${560 + index * 11}" rx="22" ry="9" fill="none" stroke="#20262e" stroke-width="6"/>`).join('');
  return svg(1280, 720, `
<defs>
<linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${wall}"/><stop offset="1" stop-color="${wallBelow}"/></linearGradient>
<linearGradient id="desk" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a9825b"/><stop offset="1" stop-color="#765434"/></linearGradient>
<linearGradient id="case" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#4b5563"/><stop offset=".12" stop-color="#2b323c"/><stop offset="1" stop-color="#171b21"/></linearGradient>
<linearGradient id="grip" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#11151a"/><stop offset=".35" stop-color="#59636f"/><stop offset=".6" stop-color="#2b323c"/><stop offset="1" stop-color="#0d1014"/></linearGradient>
<linearGradient id="key" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#5b6674"/><stop offset="1" stop-color="#39424e"/></linearGradient>
<linearGradient id="glass" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#9fd3ea"/><stop offset="1" stop-color="#3f86ad"/></linearGradient>
<radialGradient id="shade"><stop offset="0" stop-color="#000" stop-opacity=".5"/><stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient>
</defs>
<rect width="1280" height="720" fill="url(#wall)"/><rect y="560" width="1280" height="160" fill="url(#desk)"/>
<ellipse cx="650" cy="652" rx="400" ry="40" fill="url(#shade)"/>
<path d="M380 250L900 250Q926 250 932 276L976 622Q978 650 950 650H330Q302 650 304 622L348 276Q354 250 380 250Z" fill="url(#case)"/>
<rect x="630" y="278" width="246" height="92" rx="10" fill="#0b0e12"/><rect x="638" y="286" width="230" height="76" rx="6" fill="url(#glass)"/>
<path d="M652 316h92M652 334h140" stroke="#0b2433" stroke-opacity=".55" stroke-width="6" stroke-linecap="round"/>
${keys}${coil}
<path d="M420 240Q470 214 520 240L536 330Q530 350 504 352L506 520Q534 522 540 544L528 634Q474 660 418 634L404 544Q408 522 434 520L436 352Q408 350 404 330Z" fill="url(#grip)"/>
<g fill="#000" fill-opacity=".6"><circle cx="452" cy="600" r="4"/><circle cx="470" cy="600" r="4"/><circle cx="488" cy="600" r="4"/><circle cx="461" cy="614" r="4"/><circle cx="479" cy="614" r="4"/></g>`);
}
