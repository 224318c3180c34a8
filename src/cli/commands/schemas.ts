import type { Command } from 'commander';
import { checkRegistered, checkSchemaFiles, registerSchemas, type RegistryAddress } from '../../app/checks/schemas.js';
import { ThalwegError } from '../../domain/errors.js';
import { EXIT } from '../exit-code.js';
import { writeFindings } from '../rendering/findings.js';
import type { Terminal } from '../terminal.js';

interface Flags {
  readonly registry?: string;
}

const TIMEOUT_MS = 10_000;

/** `thalweg schemas register|check`: the schemas of all records, in the package and on the registry. */
export function registerSchemaCommands(program: Command, terminal: Terminal, onExit: (code: number) => void): void {
  const schemas = program.command('schemas').description('the Avro schemas of all records');
  const address = (flags: Flags): RegistryAddress | null => {
    const url = flags.registry ?? terminal.environment['SCHEMA_REGISTRY_URL'] ?? '';
    return url === '' ? null : { url, timeoutMs: TIMEOUT_MS };
  };
  schemas
    .command('check')
    .description('check that all released versions read each other and, with a registry, that it has them')
    .option('--registry <url>', 'root of a Confluent-compatible registry; default SCHEMA_REGISTRY_URL')
    .action(async (flags: Flags) => {
      const registry = address(flags);
      const registered = registry === null ? [] : await checkRegistered(registry, terminal.signal);
      onExit((await writeFindings(terminal, [...checkSchemaFiles(), ...registered])) ? EXIT.done : EXIT.usage);
    });
  schemas
    .command('register')
    .description('register the schemas that the registry does not have; it must accept them as FULL_TRANSITIVE')
    .option('--registry <url>', 'root of a Confluent-compatible registry; default SCHEMA_REGISTRY_URL')
    .action(async (flags: Flags) => {
      const registry = address(flags);
      if (registry === null) throw new ThalwegError('CONFIG_INVALID', '--registry: found nothing; expected the address of a schema registry there or in SCHEMA_REGISTRY_URL');
      onExit((await writeFindings(terminal, await registerSchemas(registry, terminal.signal))) ? EXIT.done : EXIT.usage);
    });
}
