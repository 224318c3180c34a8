import { join } from 'node:path';
import type { Command } from 'commander';
import { examine } from '../../app/checks/doctor.js';
import { loadPipeline } from '../../config/load-pipeline.js';
import { EXIT } from '../exit-code.js';
import { setOption, SHIPPED_PIPELINES } from '../input/pipeline-files.js';
import { writeFindings } from '../rendering/findings.js';
import type { Terminal } from '../terminal.js';

/** `thalweg doctor`: everything that a pipeline needs, checked, each failure with its fix. Exit 0 when nothing is missing, else 2. */
export function registerDoctor(program: Command, terminal: Terminal, onExit: (code: number) => void): void {
  program
    .command('doctor')
    .description('check everything that a pipeline needs: tools, models, disk, broker, registry, object store')
    .argument('[pipeline.yaml]', 'pipeline file; default: the shipped realtime-enrichment.yaml')
    .addOption(setOption('override a key of the file'))
    .action(async (file: string | undefined, flags: { readonly set?: readonly string[] }) => {
      const config = await loadPipeline(file ?? join(SHIPPED_PIPELINES, 'realtime-enrichment.yaml'), terminal.environment, flags.set ?? []);
      onExit((await writeFindings(terminal, examine(config, terminal.environment, terminal.signal))) ? EXIT.done : EXIT.usage);
    });
}
