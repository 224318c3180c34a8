import { readFile } from 'node:fs/promises';
import { ThalwegError } from '../domain/errors.js';
import { pipelineShape, type PipelineConfig } from './pipeline-shape.js';
import { keysAt } from './shape-at.js';
import { YamlSource, type ConfigProblem } from './yaml-source.js';

/**
 * Reads and checks a pipeline file.
 * @throws ThalwegError CONFIG_INVALID with one line for each problem: file, line, key, found, expected.
 */
export async function loadPipeline(file: string, environment: Readonly<Record<string, string | undefined>>, sets: readonly string[] = []): Promise<PipelineConfig> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (cause) {
    throw new ThalwegError('CONFIG_INVALID', `${file}: cannot be read; wanted a pipeline file (see pipelines/)`, { stage: 'config', cause });
  }
  return parsePipeline(file, content, environment, sets);
}

export function parsePipeline(file: string, content: string, environment: Readonly<Record<string, string | undefined>>, sets: readonly string[] = []): PipelineConfig {
  const source = new YamlSource(file, content, environment, sets);
  if (source.problems.length > 0) throw invalid(source.problems);
  const read = pipelineShape.safeParse(source.value());
  if (!read.success) throw invalid(read.error.issues.flatMap((issue) => problemsOf(source, issue)));
  const extra = crossChecks(source, read.data);
  if (extra.length > 0) throw invalid(extra);
  return read.data;
}

type Issue = NonNullable<ReturnType<typeof pipelineShape.safeParse>['error']>['issues'][number];

function problemsOf(source: YamlSource, issue: Issue): readonly ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => source.problem([...issue.path, key], `no such key${nearest(key, issue.path)}`));
  if (issue.code === 'invalid_union') {
    const wanted = [...new Set(issue.errors.flat().map((each) => wantedBy(each.message)))].join(' or ');
    return [source.problem(issue.path, wanted)];
  }
  return [source.problem(issue.path, wantedBy(issue.message))];
}

/** zod's sentence without what the problem says already. */
function wantedBy(message: string): string {
  return message.replace(/^Invalid (input|option): expected /, '').replace(/, received .*$/, '');
}

/** The known key of the same map that a mistyped one is closest to. */
function nearest(key: string, path: readonly PropertyKey[]): string {
  const known = keysAt(path);
  const best = known.map((name) => ({ name, distance: editDistance(key.toLowerCase(), name.toLowerCase()) })).sort((a, b) => a.distance - b.distance)[0];
  if (best !== undefined && best.distance <= Math.max(2, key.length / 3)) return `; did you mean ${best.name}?`;
  return known.length === 0 ? '' : `; there are ${known.filter((name) => name !== '$schema').join(', ')}`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** What single keys cannot say. */
function crossChecks(source: YamlSource, config: PipelineConfig): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const { sasl } = config.log;
  if (sasl.mechanism !== null && (sasl.username === null || sasl.passwordFile === null)) problems.push(source.problem(['log', 'sasl'], 'username and passwordFile beside a mechanism'));
  if (sasl.mechanism === null && (sasl.username !== null || sasl.passwordFile !== null)) problems.push(source.problem(['log', 'sasl'], 'a mechanism beside username and passwordFile'));
  if (config.log.sessionTimeoutMs < 3 * config.log.heartbeatIntervalMs) problems.push(source.problem(['log', 'sessionTimeoutMs'], `at least three times heartbeatIntervalMs (${3 * config.log.heartbeatIntervalMs})`));
  const [from, to] = config.stages.route.contradiction;
  if (from > to) problems.push(source.problem(['stages', 'route', 'contradiction'], 'two rising numbers'));
  if (config.retry.mode === 'topics' && config.retry.delaysMs.some((delay, at, all) => at > 0 && delay < (all[at - 1] ?? 0))) problems.push(source.problem(['retry', 'delaysMs'], 'rising delays'));
  return problems;
}

function invalid(problems: readonly ConfigProblem[]): ThalwegError {
  const lines = problems.map(({ file, line, key, found, expected }) => `${file}${line === null ? '' : `:${line}`}: ${key}: found ${found}; expected ${expected}`);
  return new ThalwegError('CONFIG_INVALID', lines.join('\n'), { stage: 'config' });
}
