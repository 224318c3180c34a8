import type { ProductVideoEnriched, ScreenText, TranscriptSegment } from '../../domain/product-video-enriched.js';
import { clockTime, timeSpan } from '../rendering/quantities.js';
import { html, type Markup } from './markup.js';
import type { Thumbnail } from './thumbnail-collector.js';

const LANDSCAPE_SLOTS = 8;
const PORTRAIT_SLOTS = 12;
const TICKS_ABOUT = 8;
const TICK_STEPS_S = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800];

/** Film strip, speech and screen text under one another on one time axis. */
export function timeline(result: ProductVideoEnriched, thumbnails: readonly Thumbnail[]): Markup {
  const durationS = lengthOf(result);
  return html`<div class="timeline" tabindex="0" role="group" aria-label="Timeline"><div class="axis-area">
    ${axis(durationS)}
    ${strip(thumbnails, durationS)}
    ${result.transcript.length > 0 && lanes('Speech', 'speech', packed(result.transcript), durationS, (part) => html`<bdi lang="${part.language}">${part.text}</bdi>`, (part) => part.text)}
    ${result.screenText.length > 0 && lanes('On screen', 'screen-text', packed(result.screenText), durationS, (part) => html`<bdi>${part.text}</bdi>`, (part) => part.text)}
    <div class="bands" aria-hidden="true"></div>
  </div></div>`;
}

/** The video's length, or the last thing that was found in it where the container does not tell. */
export function lengthOf(result: ProductVideoEnriched): number {
  const ends = [...result.transcript, ...result.screenText].map((part) => part.endS);
  return Math.max(0.1, result.media.durationS, ...ends);
}

function axis(durationS: number): Markup {
  const step = TICK_STEPS_S.find((seconds) => durationS / seconds <= TICKS_ABOUT) ?? durationS / TICKS_ABOUT;
  const ticks = Array.from({ length: Math.floor(durationS / step) + 1 }, (_, index) => index * step).filter((atS) => atS <= durationS * 0.97);
  return html`<div class="axis" aria-hidden="true">${ticks.map((atS) => html`<span style="left:${share(atS, durationS)}%">${clockTime(atS)}</span>`)}</div>`;
}

/** Equal slots along the axis; each shows the last picture taken before the slot's middle, as a player would. */
function strip(thumbnails: readonly Thumbnail[], durationS: number): Markup | false {
  const first = thumbnails[0];
  if (first === undefined) return false;
  const slots = first.height > first.width ? PORTRAIT_SLOTS : LANDSCAPE_SLOTS;
  const shown = Array.from({ length: slots }, (_, slot) => {
    const middleS = ((slot + 0.5) / slots) * durationS;
    return { slot, index: Math.max(0, thumbnails.findLastIndex((thumbnail) => thumbnail.timestampS <= middleS)) };
  });
  return html`<div class="strip" style="aspect-ratio:${slots * first.width}/${first.height}">${shown.map(({ slot, index }) => {
    const thumbnail = thumbnails[index] ?? first;
    return html`<button type="button" class="slot" data-picture="${index}" data-start="${fixed((slot / slots) * durationS)}" data-end="${fixed(((slot + 1) / slots) * durationS)}" ><img src="data:image/jpeg;base64,${thumbnail.strip.toString('base64')}" alt="Picture at ${clockTime(thumbnail.timestampS)}"></button>`;
  })}</div>`;
}

function lanes<Part extends { readonly startS: number; readonly endS: number }>(
  title: string,
  modality: string,
  rows: readonly (readonly Part[])[],
  durationS: number,
  content: (part: Part) => Markup,
  label: (part: Part) => string,
): Markup {
  return html`<h4>${title}</h4>${rows.map(
    (row) => html`<div class="lane ${modality}">${row.map((part) => {
      const left = share(part.startS, durationS);
      const width = Math.max(0.6, Number(share(part.endS, durationS)) - Number(left));
      return html`<button type="button" class="span" style="left:${left}%;width:${fixed(width)}%" data-modality="${modality}" data-start="${fixed(part.startS)}" data-end="${fixed(part.endS)}" ${boxAttribute(part)} title="${timeSpan(part.startS, part.endS)}  ${label(part)}">${content(part)}</button>`;
    })}</div>`,
  )}`;
}

function boxAttribute(part: object): Markup | null {
  return 'box' in part && Array.isArray(part.box) ? html`data-box="${JSON.stringify(part.box)}"` : null;
}

/** Parts that overlap in time go to different rows. */
function packed<Part extends TranscriptSegment | ScreenText>(parts: readonly Part[]): readonly (readonly Part[])[] {
  const rows: Part[][] = [];
  for (const part of [...parts].sort((a, b) => a.startS - b.startS)) {
    const row = rows.find((candidate) => (candidate.at(-1)?.endS ?? -1) <= part.startS + 0.01);
    if (row === undefined) rows.push([part]);
    else row.push(part);
  }
  return rows;
}

function share(atS: number, durationS: number): string {
  return fixed(Math.min(100, Math.max(0, (atS / durationS) * 100)));
}

function fixed(value: number): string {
  return value.toFixed(2);
}
