import { shownAddress } from '../../domain/shown-address.js';
import type { Flag, ProductVideoEnriched, Tag } from '../../domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import { byteSize, clockTime, duration, percent, timeSpan } from '../rendering/quantities.js';
import { evidenceMarks } from './evidence-link.js';
import { html, type Markup } from './markup.js';
import type { Thumbnail } from './thumbnail-collector.js';
import { lengthOf, timeline } from './timeline.js';

const TIMES_SHOWN = 3;

/** One enriched video: player-like picture with its evidence boxes, facts beside it, time line under it. */
export function videoSection(id: string, uploaded: ProductVideoUploaded, result: ProductVideoEnriched, thumbnails: readonly Thumbnail[]): Markup {
  const category = result.tags.find((tag) => tag.kind === 'category');
  return html`<article class="video" id="${id}" data-duration="${lengthOf(result)}">
  <header>
    <h2><bdi>${titleOf(uploaded)}</bdi></h2>
    <p class="facts"><bdi>${shownAddress(result.media.uri)}</bdi> · ${clockTime(result.media.durationS)} · ${result.media.videoCodec === null ? 'no picture' : `${result.media.width}×${result.media.height}`} · ${byteSize(result.media.bytes)} · ${result.status}</p>
  </header>
  ${alarms(result)}
  <div class="top">
    ${picture(thumbnails, result)}
    <div class="columns">
      <section><h3>Category</h3>${category === undefined ? html`<p class="unsure">Unsure: nothing here that is known.</p>` : tagList(result.tags.filter((tag) => tag.kind === 'category').slice(0, 4))}</section>
      ${section('Brand, price, attributes', result.tags.filter((tag) => tag.kind === 'brand' || tag.kind === 'attribute'))}
      ${section('Codes', result.tags.filter((tag) => tag.kind === 'code'))}
      ${section('Also seen', result.tags.filter((tag) => tag.kind === 'object').slice(0, 6))}
      ${listing(uploaded)}
    </div>
  </div>
  ${timeline(result, thumbnails)}
  ${transcript(result)}
  ${small(result)}
</article>`;
}

export function failedSection(id: string, uploaded: ProductVideoUploaded, code: string, message: string): Markup {
  return html`<article class="video failed" id="${id}"><header><h2><bdi>${titleOf(uploaded)}</bdi></h2><p class="facts"><bdi>${shownAddress(uploaded.media.uri)}</bdi></p></header>
  <p class="alarm block" role="note"><strong>${code}</strong> ${message}</p></article>`;
}

/** What a person would call the video: its listing's title, else its file's name. */
export function titleOf({ listing, media }: ProductVideoUploaded): string {
  const title = (listing?.title ?? '').trim();
  if (title !== '') return title;
  const name = media.uri.split('/').at(-1) ?? '';
  return name === '' ? media.uri : name;
}

/** Conflicts and flags first: they are why somebody opens the report. */
function alarms(result: ProductVideoEnriched): Markup | false {
  const flags = result.flags.filter((flag) => flag.decision !== 'cleared');
  if (result.consistency.conflicts.length + flags.length === 0) return false;
  return html`<ul class="alarms">${result.consistency.conflicts.map(
    (conflict) => html`<li><button type="button" class="pick alarm conflict" aria-pressed="false" data-evidence="${evidenceMarks(conflict.evidence)}"><strong>Conflict: ${conflict.between.join(' ≠ ')}</strong> <bdi>${conflict.detail}</bdi></button></li>`,
  )}${flags.map(
    (flag) => html`<li><button type="button" class="pick alarm ${flag.severity}" aria-pressed="false" data-evidence="${evidenceMarks(flag.evidence)}"><strong>${flagTitle(flag)}</strong> ${flag.rule === flag.class ? '' : html`<bdi>${flag.rule}</bdi> `}<span class="quiet">${flag.policy} ${flag.policyVersion} · ${percent(flag.confidence)}</span>${quotes(flag)}</button></li>`,
  )}</ul>`;
}

function flagTitle(flag: Flag): string {
  return `${flag.severity === 'block' ? 'Block' : flag.severity === 'warn' ? 'Warning' : 'Note'}: ${flag.class}${flag.decision === 'review' ? ' (to review)' : ''}`;
}

function quotes(flag: Flag): readonly Markup[] {
  return flag.evidence.filter((item) => item.text !== null).slice(0, 3).map((item) => html` <q>${item.text}</q>`);
}

function picture(thumbnails: readonly Thumbnail[], result: ProductVideoEnriched): Markup {
  const first = thumbnails[0];
  if (first === undefined) return html`<figure class="picture none"><p>${result.media.videoCodec === null ? 'No picture' : 'No frames'}</p></figure>`;
  return html`<figure class="picture" style="--ratio:${first.width}/${first.height}">
    <div class="frame" style="aspect-ratio:${first.width}/${first.height}">${thumbnails.map(
      (thumbnail, index) => html`<img ${index === 0 ? html`class="shown"` : null} data-at="${thumbnail.timestampS.toFixed(2)}" data-until="${Math.min(thumbnail.untilS, lengthOf(result) + 1).toFixed(2)}" width="${thumbnail.width}" height="${thumbnail.height}" src="data:image/jpeg;base64,${thumbnail.jpeg.toString('base64')}" alt="Picture at ${clockTime(thumbnail.timestampS)}">`,
    )}<div class="boxes" aria-hidden="true"></div></div>
    <figcaption aria-live="polite">${clockTime(first.timestampS)}</figcaption>
  </figure>`;
}

function section(title: string, tags: readonly Tag[]): Markup | false {
  return tags.length > 0 && html`<section><h3>${title}</h3>${tagList(tags)}</section>`;
}

function tagList(tags: readonly Tag[]): Markup {
  return html`<ul class="tags">${tags.map(
    (tag) => html`<li><button type="button" class="pick tag" aria-pressed="false" data-evidence="${evidenceMarks(tag.evidence)}">
      <span class="name">${tag.kind === 'category' || tag.kind === 'brand' ? null : html`<span class="key">${tag.kind === 'object' ? 'seen' : tag.id}</span> `}<bdi>${tag.value}</bdi></span>
      <span class="sure" title="probability of being right"><span class="bar" style="--share:${Math.round(tag.confidence * 100)}%"></span>${percent(tag.confidence)}</span>
      <span class="from">${tag.path !== null && tag.path !== tag.value && html`<bdi class="path">${tag.path.replaceAll(' > ', ' › ')}</bdi> `}${tag.sources.map((source) => html`<span class="source ${source}">${source}</span> `)}${when(tag)}</span>
    </button></li>`,
  )}</ul>`;
}

/** Times of the evidence, for readers on paper and without a script. */
function when(tag: Tag): Markup | false {
  const times = [...new Set(tag.evidence.flatMap(({ startS, endS }) => (startS === null ? [] : [endS === null || endS - startS < 0.05 ? clockTime(startS) : timeSpan(startS, endS)])))];
  if (times.length === 0) return false;
  return html`<span class="when">${times.slice(0, TIMES_SHOWN).join(', ')}${times.length > TIMES_SHOWN && ' …'}</span>`;
}

function listing(uploaded: ProductVideoUploaded): Markup | false {
  const told = uploaded.listing;
  if (told === null) return false;
  const price = told.price === null ? null : `${told.price}${told.currency === null ? '' : ` ${told.currency}`}`;
  const rows = ([['Title', told.title], ['Description', told.description], ['Brand', told.brand], ['Price', price]] as const).filter(([, value]) => value !== null && value !== '');
  return rows.length > 0 && html`<section><h3>What the listing says</h3><dl>${rows.map(([key, value]) => html`<dt>${key}</dt><dd><bdi>${value}</bdi></dd>`)}</dl></section>`;
}

function transcript(result: ProductVideoEnriched): Markup | false {
  if (result.transcript.length === 0) return false;
  return html`<section class="transcript"><h3>Transcript <span class="quiet">${result.languages.map(({ language, seconds }) => `${language} ${seconds.toFixed(1)} s`).join(' · ')}</span></h3><ol>${result.transcript.map(
    (part) => html`<li><button type="button" class="line" data-modality="speech" data-start="${part.startS.toFixed(2)}" data-end="${part.endS.toFixed(2)}"><time>${timeSpan(part.startS, part.endS)}</time> <span class="source speech">${part.language}</span> <bdi lang="${part.language}">${part.text}</bdi> <span class="quiet">${percent(part.confidence)}</span></button></li>`,
  )}</ol></section>`;
}

function small(result: ProductVideoEnriched): Markup {
  const { totalMs, ...stages } = result.timings;
  const { quality, thinking } = result;
  const notices = [quality.static ? 'static picture' : '', quality.dark ? 'dark' : '', quality.blurry ? 'blurry' : '', quality.silent ? 'silent' : '', ...quality.notices].filter((word) => word !== '');
  return html`<details><summary>How this was found</summary><dl>
    <dt>Time</dt><dd>${duration(totalMs)} (${Object.entries(stages).filter(([, ms]) => ms >= 0.5).map(([stage, ms]) => `${stage.replace(/Ms$/, '')} ${duration(ms)}`).join(' · ')})</dd>
    <dt>Thinking</dt><dd>${thinking.level}${thinking.reasons.length > 0 && `: ${thinking.reasons.join(', ')}`}${thinking.provider !== null && ` by ${thinking.provider}`}</dd>
    <dt>Consistency</dt><dd>${percent(result.consistency.score)}</dd>
    ${notices.length > 0 && html`<dt>Quality</dt><dd>${notices.join(' · ')}</dd>`}
    <dt>Models</dt><dd>${result.models.map((model) => `${model.name} ${model.version}`).join(' · ')}</dd>
    <dt>Pipeline</dt><dd>${result.pipeline.name} ${result.pipeline.version} · revision ${result.revision} · ${result.producedAt}</dd>
    <dt>Result</dt><dd><code>${result.resultId}</code></dd>
    <dt>Media</dt><dd>${result.media.container} · ${result.media.videoCodec ?? 'no video'} · ${result.media.audioCodec ?? 'no audio'} · <code>sha256 ${result.media.sha256}</code></dd>
  </dl></details>`;
}
