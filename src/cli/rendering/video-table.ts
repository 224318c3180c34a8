import Table from 'cli-table3';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Evidence, Flag, ProductVideoEnriched, Tag } from '../../domain/product-video-enriched.js';
import type { Palette } from './palette.js';
import { printable } from './printable.js';
import { clockTime, duration, percent, timeSpan } from './quantities.js';

const LABEL_COLUMNS = 11;
/** Two borders, a rule and a blank on each side of both cells. */
const FRAME_COLUMNS = 7;
const NARROWEST = 40;
const WIDEST = 140;
const TEXTS_SHOWN = 8;
const UTTERANCES_SHOWN = 4;

/** One video as a framed table of label and content, at most `columns` wide; untrusted text is made harmless. */
export function videoTable(result: ProductVideoEnriched, columns: number, colour: Palette): string {
  const width = Math.max(NARROWEST, Math.min(WIDEST, columns));
  const room = width - FRAME_COLUMNS - LABEL_COLUMNS;
  const table = new Table({ colWidths: [LABEL_COLUMNS + 2, room + 2], style: { head: [], border: [] } });
  const fit = (text: string): string => wrapAnsi(text, room, { hard: true });
  table.push([{ colSpan: 2, content: heading(result, width - 4, colour) }]);
  for (const [label, lines] of rows(result, colour)) {
    if (lines.length > 0) table.push([colour.faint(label), lines.map(fit).join('\n')]);
  }
  return table.toString();
}

function heading(result: ProductVideoEnriched, room: number, colour: Palette): string {
  const { media } = result;
  const picture = media.videoCodec === null ? 'no picture' : `${media.width}×${media.height} ${media.videoCodec}`;
  const facts = `${clockTime(media.durationS)} · ${picture} · ${media.audioCodec ?? 'no sound'}`;
  const name = printable(media.uri);
  const gap = room - stringWidth(name) - stringWidth(facts);
  if (gap >= 2) return `${colour.strong(name)}${' '.repeat(gap)}${colour.faint(facts)}`;
  return `${wrapAnsi(colour.strong(name), room, { hard: true })}\n${wrapAnsi(colour.faint(facts), room, { hard: true })}`;
}

function rows(result: ProductVideoEnriched, colour: Palette): readonly (readonly [string, readonly string[]])[] {
  return [
    ['Category', categories(result, colour)],
    ['Price', ofAttribute(result, 'price', colour)],
    ['Brand', result.tags.filter((tag) => tag.kind === 'brand').map((tag) => tagLine(tag, colour))],
    ['Attributes', attributes(result, colour)],
    ['Codes', result.tags.filter((tag) => tag.kind === 'code').map((tag) => `${printable(tag.id)} ${colour.accent(printable(tag.value))}`)],
    ['Languages', languages(result)],
    ['Said', said(result, colour)],
    ['On screen', onScreen(result, colour)],
    ['Conflicts', result.consistency.conflicts.map((conflict) => colour.bad(`✗ ${conflict.between.join(' ≠ ')}: ${printable(conflict.detail)}`))],
    ['Flags', result.flags.filter((flag) => flag.decision !== 'cleared').map((flag) => flagLine(flag, colour))],
    ['Picture', quality(result, colour)],
    ['Thinking', thinking(result)],
    ['Time', [timings(result)]],
  ];
}

function categories(result: ProductVideoEnriched, colour: Palette): readonly string[] {
  const [best, ...others] = result.tags.filter((tag) => tag.kind === 'category');
  if (best === undefined) return [colour.doubtful('unsure: nothing here that is known')];
  const path = (best.path ?? best.value).split(' > ').map(printable);
  const name = path.pop() ?? best.value;
  const lines = [`${colour.strong(name)}  ${confidence(best.confidence, colour)}  ${colour.faint(best.sources.join(' + '))}`];
  if (path.length > 0) lines.push(colour.faint(path.join(' › ')));
  const next = others[0];
  if (next !== undefined && next.confidence > 0.1) lines.push(colour.faint(`or ${printable(next.value)} ${percent(next.confidence)}`));
  return lines;
}

function ofAttribute(result: ProductVideoEnriched, id: string, colour: Palette): readonly string[] {
  return result.tags.filter((tag) => tag.kind === 'attribute' && tag.id === id).map((tag) => tagLine(tag, colour));
}

function attributes(result: ProductVideoEnriched, colour: Palette): readonly string[] {
  const parts = result.tags
    .filter((tag) => tag.kind === 'attribute' && tag.id !== 'price' && tag.id !== 'color-hex')
    .map((tag) => `${printable(tag.id)} ${colour.strong(printable(tag.value))} ${confidence(tag.confidence, colour)}`);
  return parts.length === 0 ? [] : [parts.join(' · ')];
}

function tagLine(tag: Tag, colour: Palette): string {
  return `${colour.strong(printable(tag.value))}  ${confidence(tag.confidence, colour)}  ${colour.faint(tag.sources.join(' + '))}`;
}

function languages(result: ProductVideoEnriched): readonly string[] {
  const parts = result.languages.map(({ language, seconds, confidence: sure }) => `${printable(language)} ${seconds.toFixed(1)} s (${percent(sure)})`);
  return parts.length === 0 ? [] : [parts.join(' · ')];
}

function said(result: ProductVideoEnriched, colour: Palette): readonly string[] {
  if (result.transcript.length === 0) return [colour.faint(result.quality.silent ? 'nothing: silent' : 'nothing that is speech')];
  const shown = result.transcript.slice(0, UTTERANCES_SHOWN).map((part) => `${colour.faint(clockTime(part.startS))} ${colour.faint(printable(part.language))} ${printable(part.text)}`);
  return withRest(shown, result.transcript.length, 'more', colour);
}

function onScreen(result: ProductVideoEnriched, colour: Palette): readonly string[] {
  const shown = result.screenText.slice(0, TEXTS_SHOWN).map((text) => `${colour.faint(timeSpan(text.startS, text.endS))} ${printable(text.text)}`);
  return withRest(shown, result.screenText.length, 'more texts', colour);
}

function withRest(shown: readonly string[], total: number, what: string, colour: Palette): readonly string[] {
  return total > shown.length ? [...shown, colour.faint(`… and ${total - shown.length} ${what}`)] : shown;
}

function flagLine(flag: Flag, colour: Palette): string {
  const text = `${flag.severity} ${flag.class}${flag.decision === 'review' ? ' (review)' : ''}${flag.rule === flag.class ? '' : `  ${printable(flag.rule)}`}`;
  const marked = flag.severity === 'block' ? colour.bad(`■ ${text}`) : flag.severity === 'warn' ? colour.bad(`▲ ${text}`) : colour.doubtful(`• ${text}`);
  const evidence = flag.evidence[0];
  return evidence === undefined ? marked : `${marked}  ${colour.faint(evidenceText(evidence))}`;
}

function evidenceText(evidence: Evidence): string {
  const when = evidence.startS === null ? '' : ` at ${clockTime(evidence.startS)}`;
  const text = evidence.text === null ? '' : ` “${printable(evidence.text)}”`;
  return `${evidence.modality}${when}${text}`;
}

function quality(result: ProductVideoEnriched, colour: Palette): readonly string[] {
  const { quality: seen } = result;
  const words = [seen.static ? 'static' : '', seen.dark ? 'dark' : '', seen.blurry ? 'blurry' : '', ...seen.notices.map(printable)].filter((word) => word !== '');
  return words.length === 0 ? [] : [colour.doubtful(words.join(' · '))];
}

function thinking(result: ProductVideoEnriched): readonly string[] {
  const { level, reasons, provider } = result.thinking;
  if (level === 'none') return reasons.length === 0 ? [] : [`would be escalated: ${reasons.map(printable).join(', ')}`];
  return [`${level} by ${printable(provider ?? 'unknown')}: ${reasons.map(printable).join(', ')}`];
}

function timings(result: ProductVideoEnriched): string {
  const { totalMs, ...stages } = result.timings;
  const parts = Object.entries(stages)
    .filter(([, ms]) => ms >= 0.5)
    .map(([stage, ms]) => `${stage.replace(/Ms$/, '')} ${duration(ms)}`);
  return `${duration(totalMs)}${parts.length === 0 ? '' : ` (${parts.join(' · ')})`}`;
}

function confidence(value: number, colour: Palette): string {
  const shade = value >= 0.8 ? colour.good : value >= 0.5 ? colour.doubtful : colour.bad;
  return shade(percent(value));
}
