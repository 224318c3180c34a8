import { join } from 'node:path';
import type { Command } from 'commander';
import { ThalwegError } from '../../domain/errors.js';
import { modelFolders } from '../../inference/model-store/model-folders.js';
import { TAXONOMY_FOLDER } from '../../taxonomy/load-taxonomy.js';
import { pullTaxonomy } from '../../taxonomy/pull-taxonomy.js';
import { EXIT } from '../exit-code.js';
import { byteSize } from '../rendering/quantities.js';
import type { Terminal } from '../terminal.js';

/** `thalweg taxonomy pull`: the whole Shopify taxonomy; the project itself keeps the categories that its models know. */
export function registerTaxonomy(program: Command, terminal: Terminal, onExit: (code: number) => void): void {
  const taxonomy = program.command('taxonomy').description('the product taxonomy');
  taxonomy
    .command('pull')
    .description('download the whole Shopify taxonomy in all languages, for every run from then on; its hashes are pinned at the first pull')
    .option('--base-url <url>', 'where <url>/<locale>/categories.txt lie (default: the published repository)')
    .action(async (flags: { readonly baseUrl?: string }) => onExit(await pull(terminal, flags.baseUrl)));
}

async function pull(terminal: Terminal, baseUrl: string | undefined): Promise<number> {
  if (baseUrl !== undefined && !URL.canParse(baseUrl)) throw new ThalwegError('CONFIG_INVALID', `--base-url is "${baseUrl}"; expected an address such as https://mirror.example/dist`);
  const folder = join(modelFolders(terminal.environment).pulled, TAXONOMY_FOLDER);
  const pulled = await pullTaxonomy({
    folder,
    signal: terminal.signal,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    onProgress: (done, total, locale) => void terminal.err.write(`${done}/${total} ${locale}\n`),
  });
  await terminal.out.write(`taxonomy ${pulled.version}: ${pulled.categories} categories, ${byteSize(pulled.bytes)}, ${pulled.file}\n`);
  return EXIT.done;
}
