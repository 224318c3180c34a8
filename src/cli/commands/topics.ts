import type { Command, Option } from 'commander';
import { checkTopics, createTopics } from '../../app/checks/topics.js';
import { EXIT } from '../exit-code.js';
import { pipelinesNamed, setOption } from '../input/pipeline-files.js';
import { writeFindings } from '../rendering/findings.js';
import type { Terminal } from '../terminal.js';

interface Flags {
  readonly set?: readonly string[];
}

/** `thalweg topics create|check`: what the pipelines need on the broker. */
export function registerTopics(program: Command, terminal: Terminal, onExit: (code: number) => void): void {
  const topics = program.command('topics').description('the topics that pipelines need on the broker');
  const files = '[pipeline.yaml...]';
  const set = (): Option => setOption('override a key of the files, e.g. topics.partitions=12');
  topics
    .command('create')
    .description('create the topics that are missing; leaves those that are there as they are')
    .argument(files, 'pipeline files; default: all that are shipped')
    .addOption(set())
    .action(async (named: readonly string[], flags: Flags) => {
      const pipelines = await pipelinesNamed(named, flags.set ?? [], terminal);
      onExit((await writeFindings(terminal, await createTopics(pipelines, terminal.signal))) ? EXIT.done : EXIT.usage);
    });
  topics
    .command('check')
    .description('say which topics are missing or not as the pipeline files want them')
    .argument(files, 'pipeline files; default: all that are shipped')
    .addOption(set())
    .action(async (named: readonly string[], flags: Flags) => {
      const pipelines = await pipelinesNamed(named, flags.set ?? [], terminal);
      onExit((await writeFindings(terminal, await checkTopics(pipelines))) ? EXIT.done : EXIT.usage);
    });
}
