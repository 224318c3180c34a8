import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { z } from 'zod';
import { registerDlq } from './commands/dlq.js';
import { registerDoctor } from './commands/doctor.js';
import { registerEnrich } from './commands/enrich.js';
import { registerModels } from './commands/models.js';
import { registerRun } from './commands/run.js';
import { registerSchemaCommands } from './commands/schemas.js';
import { registerTaxonomy } from './commands/taxonomy.js';
import { registerTopics } from './commands/topics.js';
import type { OpenEnricher } from './enrichment/enricher-port.js';
import type { Terminal } from './terminal.js';

export interface ProgramOptions {
  readonly terminal: Terminal;
  readonly openEnricher: OpenEnricher;
  /** Told the exit code of the command that ran. */
  readonly onExit: (code: number) => void;
}

/** The whole command line. Parsing rejects with commander's error for wrong usage and a ThalwegError for wrong configuration. */
export function thalwegProgram({ terminal, openEnricher, onExit }: ProgramOptions): Command {
  const program = new Command('thalweg')
    .description('Turns product videos into structured, evidence-backed facts.')
    .version(packageVersion())
    .showHelpAfterError('(run with --help for usage)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.out.write(text).catch(() => undefined),
      writeErr: (text) => void terminal.err.write(text),
      getOutHelpWidth: () => terminal.out.columns,
      getErrHelpWidth: () => terminal.err.columns,
      outputError: (text, write) => write(text.replace(/^error: /, 'thalweg: ')),
    });
  registerDlq(program, terminal, onExit);
  registerDoctor(program, terminal, onExit);
  registerEnrich(program, terminal, openEnricher, onExit);
  registerModels(program, terminal, onExit);
  registerRun(program, terminal, onExit);
  registerSchemaCommands(program, terminal, onExit);
  registerTaxonomy(program, terminal, onExit);
  registerTopics(program, terminal, onExit);
  return program;
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
