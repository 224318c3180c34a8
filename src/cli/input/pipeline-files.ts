import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Option } from 'commander';
import { loadPipeline } from '../../config/load-pipeline.js';
import type { PipelineConfig } from '../../config/pipeline-shape.js';
import type { Terminal } from '../terminal.js';

/** The pipeline files of the package. */
export const SHIPPED_PIPELINES = fileURLToPath(new URL('../../../pipelines/', import.meta.url));

/** The named pipeline files, or all that are shipped. @throws CONFIG_INVALID */
export async function pipelinesNamed(files: readonly string[], sets: readonly string[], terminal: Terminal): Promise<readonly PipelineConfig[]> {
  const named = files.length > 0 ? files : (await readdir(SHIPPED_PIPELINES)).filter((file) => file.endsWith('.yaml')).sort().map((file) => join(SHIPPED_PIPELINES, file));
  return Promise.all(named.map((file) => loadPipeline(file, terminal.environment, sets)));
}

/** `--set key=value`, given as often as there are keys; it takes one value, so that a file may follow. */
export const setOption = (what: string): Option =>
  new Option('--set <key=value>', what).argParser((value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value]);
