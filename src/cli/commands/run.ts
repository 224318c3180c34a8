import type { Command } from 'commander';
import { runPipeline } from '../../app/run-pipeline.js';
import { Lifecycle } from '../../app/lifecycle.js';
import { loadPipeline } from '../../config/load-pipeline.js';
import { EXIT } from '../exit-code.js';
import { setOption } from '../input/pipeline-files.js';
import type { Terminal } from '../terminal.js';
import { RunStops } from './run-stops.js';

/** `thalweg run FILE`: the stream. SIGTERM or Ctrl-C drains to a deadline, a second one stops at once; both exit 0. */
export function registerRun(program: Command, terminal: Terminal, onExit: (code: number) => void): void {
  program
    .command('run')
    .description('run a pipeline: the stream, or a watched folder when the file names no broker')
    .argument('<pipeline.yaml>', 'pipeline file, e.g. pipelines/realtime-enrichment.yaml')
    .addOption(setOption('override a key of the file, e.g. concurrency.videos=8'))
    .action(async (file: string, flags: { readonly set?: readonly string[] }) => {
      const config = await loadPipeline(file, terminal.environment, flags.set ?? []);
      const lifecycle = new Lifecycle();
      const stops = new RunStops({ lifecycle, drainTimeoutMs: config.drainTimeoutMs, say: (line) => void terminal.err.write(`${line}\n`), exit: () => process.exit(EXIT.done) });
      // A pipeline ends in its own way: its first stop drains, which takes longer than other commands' stops.
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.removeAllListeners(name).on(name, stops.stop);
      if (terminal.signal.aborted) stops.stop();
      const { failure } = await runPipeline(config, { lifecycle, onReady: (line) => void terminal.out.write(`${line}\n`) }).finally(() => stops.over());
      if (failure !== null) throw failure;
      onExit(EXIT.done);
    });
}
