import Table from 'cli-table3';
import type { Command } from 'commander';
import { openDeadLetters, type DeadLetter, type DeadLetterBox, type DeadLetterFilter, type ReplayDecision } from '../../app/dead-letters.js';
import { loadPipeline } from '../../config/load-pipeline.js';
import { ThalwegError } from '../../domain/errors.js';
import { EXIT } from '../exit-code.js';
import { setOption } from '../input/pipeline-files.js';
import type { Terminal } from '../terminal.js';

interface Flags {
  readonly pipeline: string;
  readonly set?: readonly string[];
  readonly code?: string;
  readonly stage?: string;
  readonly key?: string;
  readonly since?: string;
  readonly until?: string;
  readonly json?: true;
  readonly dryRun?: true;
  readonly again?: true;
  readonly maxReplays?: string;
  readonly all?: true;
}

const DEFAULT_PIPELINE = 'pipelines/realtime-enrichment.yaml';
const DEFAULT_MAX_REPLAYS = '3';

/** `thalweg dlq list|show|replay`: why records died, when and how often; and putting chosen ones back. */
export function registerDlq(program: Command, terminal: Terminal, onExit: (code: number) => void): void {
  const dlq = program.command('dlq').description('dead letters: why, when, how often; selective replay');
  const selecting = (command: Command): Command =>
    command
      .option('--pipeline <file>', 'pipeline whose dead letters are meant', DEFAULT_PIPELINE)
      .addOption(setOption('override a key of the pipeline file'))
      .option('--code <code>', 'only this error code, e.g. SOURCE_NOT_FOUND')
      .option('--stage <stage>', 'only failures of this stage, e.g. fetch')
      .option('--key <key>', 'only this record key (video id)')
      .option('--since <time>', 'died at or after: RFC 3339, or an age such as 30m, 12h, 7d')
      .option('--until <time>', 'died before: RFC 3339 or an age');
  selecting(dlq.command('list').description('one line for each dead letter'))
    .option('--json', 'print one JSON object a line')
    .action(async (flags: Flags) => onExit(await withBox(flags, terminal, 'read', (box) => list(box, filterOf(flags), flags.json === true, terminal))));
  selecting(dlq.command('show').description('all that is known of one dead letter, with headers and value'))
    .argument('<id>', 'its place in the dead-letter topic, as listed: partition/offset')
    .action(async (id: string, flags: Flags) => onExit(await withBox(flags, terminal, 'read', (box) => show(box, { ...filterOf(flags), id }, terminal))));
  selecting(dlq.command('replay').description('put records back into the topics that they came from'))
    .argument('[ids...]', 'places as listed; without any, what the filters select')
    .option('--all', 'replay every dead letter when no filter is given')
    .option('--dry-run', 'say what would be replayed and change nothing')
    .option('--again', 'also those that were replayed before')
    .option('--max-replays <count>', 'leave records alone that were replayed this often and died again', DEFAULT_MAX_REPLAYS)
    .action(async (ids: readonly string[], flags: Flags) => onExit(await withBox(flags, terminal, flags.dryRun === true ? 'read' : 'write', (box) => replay(box, ids, flags, terminal))));
}

async function withBox(flags: Flags, terminal: Terminal, access: 'read' | 'write', work: (box: DeadLetterBox) => Promise<number>): Promise<number> {
  const box = await openDeadLetters(await loadPipeline(flags.pipeline, terminal.environment, flags.set ?? []), { readOnly: access === 'read' });
  try {
    return await work(box);
  } finally {
    await box.close();
  }
}

async function list(box: DeadLetterBox, filter: DeadLetterFilter, json: boolean, terminal: Terminal): Promise<number> {
  const letters = await box.find(filter, terminal.signal);
  if (json) {
    for (const letter of letters) await terminal.out.write(`${JSON.stringify({ ...letter, record: undefined })}\n`);
    return EXIT.done;
  }
  const table = new Table({ head: ['id', 'died', 'code', 'stage', 'key', 'attempts', 'replays', 'message'], style: { head: [], border: [] }, wordWrap: true, colWidths: [null, null, null, null, null, null, null, 60] });
  for (const letter of letters) table.push([letter.id, new Date(letter.diedAtMs).toISOString(), letter.code, letter.stage, printable(letter.key ?? ''), letter.attempt, replays(letter), printable(letter.message)]);
  if (letters.length > 0) await terminal.out.write(`${table.toString()}\n`);
  await terminal.err.write(`${letters.length} dead letters in ${box.topic}\n`);
  return EXIT.done;
}

async function show(box: DeadLetterBox, filter: DeadLetterFilter, terminal: Terminal): Promise<number> {
  const [letter] = await box.find(filter, terminal.signal);
  if (letter === undefined) throw new ThalwegError('SOURCE_NOT_FOUND', `${box.topic} has no dead letter ${filter.id ?? ''}; list them with: thalweg dlq list`);
  const { record, ...facts } = letter;
  const text = (bytes: Uint8Array | null): string | null => (bytes === null ? null : new TextDecoder().decode(bytes));
  const headers = record.headers.map(([name, value]) => [name, text(value)]);
  const value = record.value === null ? null : { bytes: record.value.byteLength, base64: Buffer.from(record.value).toString('base64'), text: text(record.value) };
  await terminal.out.write(`${JSON.stringify({ ...facts, headers, value }, null, 2)}\n`);
  return EXIT.done;
}

async function replay(box: DeadLetterBox, ids: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  const filter = filterOf(flags);
  if (ids.length === 0 && Object.keys(filter).length === 0 && flags.all !== true) throw new ThalwegError('CONFIG_INVALID', 'dlq replay: found no id and no filter; expected ids, a filter such as --code, or --all');
  const letters = (await box.find(filter, terminal.signal)).filter(({ id }) => ids.length === 0 || ids.includes(id));
  const plan = box.plan(letters, { maxReplays: countOf(flags.maxReplays ?? DEFAULT_MAX_REPLAYS), again: flags.again === true });
  for (const decision of plan) await terminal.err.write(`${lineOf(decision)}\n`);
  const chosen = plan.filter((decision) => decision.replay).length;
  if (flags.dryRun === true) {
    await terminal.err.write(`${chosen} of ${letters.length} would be replayed (dry run: nothing was changed)\n`);
    return EXIT.done;
  }
  const done = await box.replay(plan, terminal.signal);
  await terminal.err.write(`${done} of ${letters.length} replayed\n`);
  return EXIT.done;
}

function lineOf(decision: ReplayDecision): string {
  const { id, code, key, replays: count, topic } = decision.letter;
  const what = `${id}  ${code}  ${printable(key ?? '')}`;
  return decision.replay ? `replay  ${what}  → ${topic ?? ''} (replay ${count + 1})` : `leave   ${what}  ${decision.why}${decision.why === 'too often' ? ` (${count} times)` : ''}`;
}

function replays(letter: DeadLetter): string {
  return letter.replayedAt === null ? String(letter.replays) : `${letter.replays}, again ${letter.replayedAt}`;
}

function filterOf(flags: Flags): DeadLetterFilter {
  return {
    ...(flags.code === undefined ? {} : { code: flags.code }),
    ...(flags.stage === undefined ? {} : { stage: flags.stage }),
    ...(flags.key === undefined ? {} : { key: flags.key }),
    ...(flags.since === undefined ? {} : { sinceMs: timeOf('--since', flags.since) }),
    ...(flags.until === undefined ? {} : { untilMs: timeOf('--until', flags.until) }),
  };
}

const AGE_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function timeOf(option: string, text: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const ageMs = unit === undefined ? undefined : AGE_MS[unit];
  if (count !== undefined && ageMs !== undefined) return Date.now() - Number(count) * ageMs;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new ThalwegError('CONFIG_INVALID', `${option}: found ${text}, expected a time such as 2026-01-31T12:00:00Z or an age such as 30m, 12h, 7d`);
  return at;
}

function countOf(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new ThalwegError('CONFIG_INVALID', `--max-replays: found ${text}, expected a whole number`);
  return Number(text);
}

/** Records are hostile: no control characters reach the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '�');
}
