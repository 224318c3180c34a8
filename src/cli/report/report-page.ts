import { createHash } from 'node:crypto';
import { percent } from '../rendering/quantities.js';
import { html, Markup } from './markup.js';
import { REPORT_SCRIPT } from './report-script.js';
import { REPORT_STYLE } from './report-style.js';

/** One line of the report's index. */
export interface ReportRow {
  readonly id: string;
  readonly title: string;
  readonly category: string | null;
  readonly confidence: number | null;
  readonly languages: string;
  readonly conflicts: number;
  readonly flags: number;
  /** An error code, for a video that failed. */
  readonly failure: string | null;
}

/** Nothing but the page's own script may run, nothing may be fetched. */
const CONTENT_POLICY = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(REPORT_SCRIPT).digest('base64')}'; base-uri 'none'; form-action 'none'`;

export function pageHead(rows: readonly ReportRow[]): string {
  const failed = rows.filter((row) => row.failure !== null).length;
  const conflicts = rows.filter((row) => row.conflicts > 0).length;
  const flagged = rows.filter((row) => row.flags > 0).length;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Product videos: ${rows.length - failed} enriched${failed > 0 && `, ${failed} failed`}</title>
<style>${new Markup(REPORT_STYLE)}</style>
</head>
<body>
<header class="page"><p class="brand">Thalweg</p><h1>${rows.length} product video${rows.length === 1 ? '' : 's'}</h1>
<ul class="totals"><li><b>${rows.length - failed}</b> enriched</li><li class="${failed > 0 ? 'bad' : 'calm'}"><b>${failed}</b> failed</li><li class="${conflicts > 0 ? 'bad' : 'calm'}"><b>${conflicts}</b> with conflicts</li><li class="${flagged > 0 ? 'bad' : 'calm'}"><b>${flagged}</b> flagged</li></ul></header>
<main>
${rows.length > 1 && index(rows)}
`.text;
}

export function pageFoot(): string {
  return html`</main><footer><p>Everything shown here was found in the videos themselves<span class="scripted">. Point at or choose a fact to see its evidence; Escape lets go</span>.</p></footer><script>${new Markup(REPORT_SCRIPT)}</script></body></html>
`.text;
}

function index(rows: readonly ReportRow[]): Markup {
  return html`<nav aria-label="Videos"><input id="filter" type="search" placeholder="Filter" aria-label="Filter the videos"><div class="scroll"><table id="index"><thead><tr><th scope="col">Video</th><th scope="col">Category</th><th scope="col" class="number">Sure</th><th scope="col">Languages</th><th scope="col" class="number">Conflicts</th><th scope="col" class="number">Flags</th></tr></thead><tbody>${rows.map(
    (row) => html`<tr data-target="${row.id}"><th scope="row"><a href="#${row.id}"><bdi>${row.title}</bdi></a></th><td>${row.failure === null ? (row.category ?? 'unsure') : html`<span class="bad">${row.failure}</span>`}</td><td class="number">${row.confidence === null ? '' : percent(row.confidence)}</td><td>${row.languages}</td><td class="number ${row.conflicts > 0 ? 'bad' : 'calm'}">${row.conflicts}</td><td class="number ${row.flags > 0 ? 'bad' : 'calm'}">${row.flags}</td></tr>`,
  )}</tbody></table></div></nav>`;
}
