#!/usr/bin/env node
import { createEnricher } from '../app/enricher.js';
import { endOf } from './exit-code.js';
import { thalwegProgram } from './program.js';
import { sinkOf, type Terminal } from './terminal.js';

/** Entry of the `thalweg` command. The first Ctrl-C stops cleanly and keeps what is done; the second one stops at once. */
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort(new DOMException(`stopped by ${name}`, 'AbortError'));
  });
}

const LEFT_OPEN_MS = 2_000;

const terminal: Terminal = {
  out: sinkOf(process.stdout, process.env),
  err: sinkOf(process.stderr, process.env),
  signal: stopping.signal,
  environment: process.env,
  workingFolder: process.cwd(),
};

try {
  await thalwegProgram({ terminal, openEnricher: (models) => createEnricher({ models }), onExit: (code) => (process.exitCode = code) }).parseAsync();
} catch (error) {
  const end = endOf(error);
  if (end.line !== null) await terminal.err.write(`${end.line}\n`);
  process.exitCode = end.code;
}
// All is said and written; a handle that something left open must not keep the process. Fires only where one does.
setTimeout(() => process.exit(), LEFT_OPEN_MS).unref();
