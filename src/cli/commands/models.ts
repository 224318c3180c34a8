import Table from 'cli-table3';
import type { Command } from 'commander';
import { ThalwegError, asThalwegError } from '../../domain/errors.js';
import { pullModel, type PullProgress } from '../../inference/model-store/hub/pull-model.js';
import { ModelStore, type FileCheck } from '../../inference/model-store/model-store.js';
import { EXIT } from '../exit-code.js';
import { palette } from '../rendering/palette.js';
import { byteSize, duration } from '../rendering/quantities.js';
import type { Terminal } from '../terminal.js';

/** `thalweg models list|verify|pull`: what the manifest names, whether it is here and whole, and how to get the rest. */
export function registerModels(program: Command, terminal: Terminal, onExit: (code: number) => void): void {
  const models = program.command('models').description('the models: sizes, licences, sha256');
  models
    .command('list')
    .description('every model of the manifest, embedded or on a hub')
    .option('--json', 'print JSON')
    .action(async (flags: { readonly json?: true }) => onExit(await list(terminal, flags.json === true)));
  models
    .command('verify')
    .description('read every file of the models and compare its sha256')
    .argument('[models...]', 'names of models (default: all that are on this machine)')
    .action(async (names: readonly string[]) => onExit(await verify(terminal, names)));
  models
    .command('pull')
    .description('download models that are not part of the project; resumes where an earlier pull stopped')
    .argument('<models...>', 'names of models')
    .option('--hub <url>', 'a mirror to download from (default: as the manifest says; environment HF_ENDPOINT)')
    .action(async (names: readonly string[], flags: { readonly hub?: string }) => onExit(await pull(terminal, names, flags.hub)));
}

async function list(terminal: Terminal, json: boolean): Promise<number> {
  const store = await ModelStore.open();
  const rows = store.names.map((name) => {
    const { role, version, licence, kind, source, description } = store.model(name);
    const files = store.files(name);
    const known = files.every((file) => file.expected !== null);
    const bytes = files.reduce((sum, file) => sum + (file.expected?.bytes ?? 0), 0);
    return { name, role, version, licence, description, upstream: source.upstream, files: files.length, bytes: known ? bytes : null, here: kind === 'embedded' ? ('embedded' as const) : known ? ('pulled' as const) : ('on the hub' as const), identity: known ? store.identity(name).sha256 : null };
  });
  if (json) {
    await terminal.out.write(`${JSON.stringify(rows, null, 2)}\n`);
    return EXIT.done;
  }
  const colour = palette(terminal.out.coloured);
  const table = new Table({ head: ['model', 'role', 'version', 'size', 'licence', 'where'], style: { head: [], border: [] } });
  for (const row of rows) table.push([colour.strong(row.name), row.role, row.version, row.bytes === null ? '?' : byteSize(row.bytes), row.licence, row.here === 'on the hub' ? colour.faint(row.here) : colour.good(row.here)]);
  await terminal.out.write(`${table.toString()}\n`);
  return EXIT.done;
}

async function verify(terminal: Terminal, names: readonly string[]): Promise<number> {
  const store = await ModelStore.open();
  const colour = palette(terminal.out.coloured);
  const wanted = names.length > 0 ? names : store.names.filter((name) => store.files(name).every((file) => file.expected !== null));
  let wrong = 0;
  for (const name of wanted) {
    const startedAtMs = performance.now();
    const checks = await store.check(name);
    const complaints = checks.filter((check) => check.state !== 'ok');
    wrong += complaints.length === 0 ? 0 : 1;
    const bytes = checks.reduce((sum, check) => sum + (check.foundBytes ?? 0), 0);
    const verdict = complaints.length === 0 ? colour.good('ok') : colour.bad('WRONG');
    await terminal.out.write(`${verdict}  ${name}  ${checks.length} files, ${byteSize(bytes)}, ${duration(performance.now() - startedAtMs)}\n`);
    for (const check of complaints) await terminal.out.write(`    ${complaint(check)}\n`);
  }
  await terminal.err.write(`${wanted.length - wrong} of ${wanted.length} models verified\n`);
  return wrong === 0 ? EXIT.done : EXIT.someFailed;
}

function complaint(check: FileCheck): string {
  switch (check.state) {
    case 'ok':
      return `${check.path}: ok`;
    case 'not-pulled':
      return `${check.path}: not on this machine; run "thalweg models pull"`;
    case 'missing':
      return `${check.absolutePath}: missing`;
    case 'wrong-size':
      return `${check.absolutePath}: found ${check.foundBytes ?? 0} bytes, expected ${check.expected?.bytes ?? 0}`;
    case 'wrong-sha256':
      return `${check.absolutePath}: found sha256 ${check.foundSha256 ?? ''}, expected ${check.expected?.sha256 ?? ''}`;
  }
}

async function pull(terminal: Terminal, names: readonly string[], hubFlag: string | undefined): Promise<number> {
  const store = await ModelStore.open();
  const hub = hubFlag ?? terminal.environment['HF_ENDPOINT'] ?? null;
  if (hub !== null && !URL.canParse(hub)) throw new ThalwegError('CONFIG_INVALID', `--hub (or HF_ENDPOINT) is "${hub}"; expected an address such as https://hub.example`);
  const models = names.map((name) => ({ name, model: store.model(name) }));
  const show = pullProgress(terminal);
  let failed = 0;
  for (const { name, model } of models) {
    if (model.kind === 'embedded') {
      await terminal.err.write(`${name} is embedded: nothing to pull\n`);
      continue;
    }
    try {
      // HF_ENDPOINT speaks for the hub that it is named after; --hub for any.
      const replaces = hubFlag !== undefined || model.source.hub.includes('huggingface.co');
      await pullModel(name, model, { folders: store.folders, hub: replaces ? hub : null, access: { token: terminal.environment['HF_TOKEN'] ?? null }, signal: terminal.signal, onProgress: show.update });
      await show.line(`${name}: all ${model.files.length} files verified and pinned in ${store.folders.lockFile}`);
    } catch (error) {
      const known = asThalwegError(error);
      if (known.kind === 'cancelled') throw known;
      failed += 1;
      await show.line(`${name}: ${known.message} (${known.code})`);
    }
  }
  return failed === 0 ? EXIT.done : EXIT.someFailed;
}

/** A redrawn line on a terminal; elsewhere a line when a file is done. */
function pullProgress(terminal: Terminal): { readonly update: (progress: PullProgress) => void; readonly line: (text: string) => Promise<void> } {
  let drawnAtMs = 0;
  let began = { file: '', atMs: 0, bytes: 0 };
  const clear = terminal.err.interactive ? '\r\u001b[2K' : '';
  return {
    line: (text) => terminal.err.write(`${clear}${text}\n`),
    update: (progress) => {
      const what = `${progress.model} ${progress.fileNumber}/${progress.fileCount} ${progress.file}`;
      const nowMs = performance.now();
      if (progress.state !== 'downloading') {
        void terminal.err.write(`${clear}${progress.state === 'kept' ? 'kept    ' : 'verified'} ${what}  ${byteSize(progress.bytes)}\n`);
        return;
      }
      if (began.file !== what) began = { file: what, atMs: nowMs, bytes: progress.bytes };
      if (!terminal.err.interactive || nowMs - drawnAtMs < 100) return;
      drawnAtMs = nowMs;
      const rate = ((progress.bytes - began.bytes) / Math.max(1, nowMs - began.atMs)) * 1000;
      const left = progress.totalBytes === null || rate <= 0 ? '' : ` · ${duration(((progress.totalBytes - progress.bytes) / rate) * 1000)} left`;
      const total = progress.totalBytes === null ? '' : ` of ${byteSize(progress.totalBytes)}`;
      void terminal.err.write(`${clear}${what}  ${byteSize(progress.bytes)}${total} · ${byteSize(rate)}/s${left}`);
    },
  };
}
