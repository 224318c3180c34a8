import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ajv from 'ajv';
import { parse } from 'yaml';
import { parsePipeline } from '../../../src/config/load-pipeline.js';
import { pipelineJsonSchema } from '../../../src/config/pipeline-json-schema.js';

const folder = fileURLToPath(new URL('../../../pipelines/', import.meta.url));
const shipped = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const minimal = 'name: p\nversion: "1"\ndoes: enrichment\n';
const problem = (content: string, sets: readonly string[] = [], environment = {}): string => {
  try {
    parsePipeline('p.yaml', content, environment, sets);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('was accepted');
};

describe('pipeline files', () => {
  it.each(shipped)('%s is valid with an empty environment and runs embedded', (name) => {
    const config = parsePipeline(name, readFileSync(folder + name, 'utf8'), {});
    expect(config.log.brokers).toBeNull();
    expect(config.registry.url).toBeNull();
    expect(config.http.port).toBeNull();
    expect(config.log.delivery).toBe('at-least-once');
    expect(`${config.name}.yaml`).toBe(name);
  });

  it.each(shipped)('%s takes addresses, delivery and ports from the environment', (name) => {
    const config = parsePipeline(name, readFileSync(folder + name, 'utf8'), { KAFKA_BROKERS: 'a:1,b:2', KAFKA_GROUP_ID: 'g', SCHEMA_REGISTRY_URL: 'http://r', THALWEG_TOPIC_PREFIX: 'x.', THALWEG_DELIVERY: 'exactly-once', THALWEG_HTTP_PORT: '0', THALWEG_WORK_DIR: '/w' });
    expect(config).toMatchObject({ log: { brokers: 'a:1,b:2', groupId: 'g', delivery: 'exactly-once' }, registry: { url: 'http://r' }, topics: { prefix: 'x.' }, http: { port: 0 }, work: { folder: '/w' } });
  });

  const editor = new ajv.default({ strict: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync(`${folder}pipeline.schema.json`, 'utf8')) as object);

  it.each(shipped)('%s is valid in an editor, before any variable is put in', (name) => {
    editor(parse(readFileSync(folder + name, 'utf8')));
    expect(editor.errors).toBeNull();
  });

  it.each([
    ['a variable for a number', `${minimal}http: { port: "\${PORT:-9464}" }\n`, true],
    ['a variable for a choice', `${minimal}log: { delivery: "\${DELIVERY}" }\n`, true],
    ['a variable for a list', `${minimal}retry: { delaysMs: "\${DELAYS}" }\n`, true],
    ['a variable in a list', `${minimal}retry: { delaysMs: [1, "\${DELAY}"] }\n`, true],
    ['a variable for a name', minimal.replace('name: p', 'name: "${NAME}"'), true],
    ['what is no variable for a number', `${minimal}http: { port: "$PORT" }\n`, false],
    ['text for a number', `${minimal}http: { port: many }\n`, false],
    ['a wrong choice', `${minimal}log: { delivery: maybe }\n`, false],
    ['a variable for a map', `${minimal}log: "\${LOG}"\n`, false],
    ['a mistyped key', `${minimal}concurrency: { vidoes: 3 }\n`, false],
    ['a missing key', 'name: p\ndoes: enrichment\n', false],
  ])('an editor judges %s as the program does', (_what, content, valid) => {
    expect(editor(parse(content))).toBe(valid);
  });

  it('the published JSON Schema is the one that is enforced', () => {
    expect(readFileSync(`${folder}pipeline.schema.json`, 'utf8')).toBe(pipelineJsonSchema());
  });

  it('sets values from the command line, with their type', () => {
    const config = parsePipeline('p.yaml', minimal, {}, ['concurrency.videos=8', 'stages.demux.maxGapS=0.25', 'log.delivery=exactly-once', 'retry.delaysMs=[5, 6]']);
    expect(config).toMatchObject({ concurrency: { videos: 8 }, stages: { demux: { maxGapS: 0.25 } }, log: { delivery: 'exactly-once' }, retry: { delaysMs: [5, 6] } });
  });

  it.each([
    ['a wrong type', `${minimal}concurrency:\n  videos: many\n`, 'p.yaml:5: concurrency.videos: found "many"; expected number or null'],
    ['a wrong choice', `${minimal}log:\n  delivery: maybe\n`, 'p.yaml:5: log.delivery: found "maybe"; expected one of "at-least-once"|"exactly-once"'],
    ['a mistyped key', `${minimal}concurrency:\n  vidoes: 3\n`, 'p.yaml:5: concurrency.vidoes: found 3; expected no such key; did you mean videos?'],
    ['a missing key', 'name: p\ndoes: enrichment\n', 'p.yaml:1: version: found nothing; expected string'],
    ['a number out of range', `${minimal}stages:\n  demux:\n    maxGapS: 99\n`, 'p.yaml:6: stages.demux.maxGapS: found 99;'],
    ['half of SASL', `${minimal}log:\n  sasl: { mechanism: plain }\n`, 'p.yaml:5: log.sasl: found {"mechanism":"plain"}; expected username and passwordFile beside a mechanism'],
    ['half of SASL from the other side', `${minimal}log:\n  sasl: { username: u, passwordFile: f }\n`, 'p.yaml:5: log.sasl: found {"username":"u","passwordFile":"f"}; expected a mechanism beside'],
    ['an unset variable', `${minimal}registry:\n  url: \${NOWHERE}\n`, 'p.yaml:5: registry.url: found ${NOWHERE}, which is not set; expected NOWHERE in the environment'],
    ['a wrong variable', `${minimal}log:\n  delivery: \${DELIVERY}\n`, 'p.yaml:5: log.delivery: found "maybe" (DELIVERY); expected one of "at-least-once"|"exactly-once"'],
    ['a mistyped key of a map', `${minimal}stages:\n  fetsh:\n    maxBytes: 1\n`, 'p.yaml:5: stages.fetsh: found {"maxBytes":1}; expected no such key; did you mean fetch?'],
    ['a wrong item of a list', `${minimal}retry:\n  delaysMs:\n    - 1\n    - soon\n`, 'p.yaml:7: retry.delaysMs.1: found "soon"; expected number'],
    ['an alias', `${minimal}log: &l\n  from: latest\nretry: *l\n`, 'p.yaml:6: retry: found the alias *l; expected the value itself'],
    ['an alias of nothing', `${minimal}publish:\n  - *nowhere\n`, 'p.yaml:5: publish.0: found the alias *nowhere'],
    ['an alias of itself', `${minimal}log: &a\n  sasl: *a\n`, 'p.yaml:5: log.sasl: found the alias *a'],
    ['a merge', `${minimal}log: &l\n  from: latest\nretry:\n  <<: *l\n`, 'found the alias *l'],
    ['a list for a file', '- name: p\n', 'p.yaml:1: (file): found [{"name":"p"}]; expected a map of keys'],
    ['a word for a file', 'nonsense', 'p.yaml:1: (file): found "nonsense"; expected a map of keys'],
    ['an empty file', '', 'p.yaml:1: (file): found nothing; expected a map of keys'],
    ['broken YAML', 'name: [p\n', 'p.yaml:2: (syntax)'],
  ])('%s is told with file, line, key, found and expected', (_, content, expected) => {
    expect(problem(content, [], { DELIVERY: 'maybe' })).toContain(expected);
  });

  it('tells all problems at once', () => {
    expect(problem('name: P\nversion: 1\ndoes: nothing\n').split('\n')).toHaveLength(3);
  });

  it('a wrong --set is told too', () => {
    expect(problem(minimal, ['nothing'])).toContain('--set: nothing: found nothing; expected key=value');
    expect(problem(`${minimal}concurrency:\n  videos: 3\n`, ['concurrency.videos=0'])).toMatch(/^--set: concurrency\.videos: found 0; /);
    expect(problem(`${minimal}concurrency:\n  videos: 0\n`, ['concurrency.bytes=1'])).toMatch(/^p\.yaml:5: concurrency\.videos: found 0; /);
    expect(problem(minimal, ['concurency.videos=3'])).toMatch(/^--set: concurency: found \{"videos":3\}; expected no such key; did you mean concurrency\?/);
    expect(problem(minimal, ['name.x=2'])).toMatch(/^--set: name\.x: found "p" at name; expected a map there$/);
    expect(problem(minimal, ['retry.delaysMs=[1]', 'retry.delaysMs.x=2'])).toMatch(/^--set: retry\.delaysMs\.x: found .*index/);
    expect(problem(minimal, ['log.sasl.mechanism=plain'])).toMatch(/^--set: log\.sasl: found \{"mechanism":"plain"\}; expected username and passwordFile/);
  });

  it('a --set goes into a map that the file leaves empty', () => {
    expect(parsePipeline('p.yaml', `${minimal}log:\n`, {}, ['log.sasl.username=u', 'log.sasl.mechanism=plain', 'log.sasl.passwordFile=/f'])).toMatchObject({ log: { sasl: { username: 'u' } } });
  });

  it.each([
    ['log.groupId', '2024', '2024'], ['log.groupId', 'true', 'true'], ['log.groupId', '', null], ['topics.prefix', '7', '7'], ['log.brokers', '[::1]:9092', '[::1]:9092'],
    ['work.folder', '[a]', '[a]'], ['work.folder', '~', '~'], ['version', '2', '2'], ['version', '1.10', '1.10'], ['models.speech', '0x10', '0x10'], ['http.port', '0', 0],
    ['concurrency.videos', '8', 8], ['log.tls.enabled', 'true', true], ['stages.demux.maxGapS', '0.5', 0.5], ['retry.delaysMs', '[5, 6]', [5, 6]], ['stages.fetch.localRoots', '[/a, /b]', ['/a', '/b']],
  ])('%s=%s from outside is read as the key wants it: %j', (key, text, expected) => {
    const at = (config: unknown): unknown => key.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], config);
    expect(at(parsePipeline('p.yaml', minimal, {}, [`${key}=${text}`]))).toEqual(expected);
    const steps = key.split('.');
    const lines = steps.map((step, depth) => `${'  '.repeat(depth)}${step}:${depth === steps.length - 1 ? ' ${VALUE:-}' : ''}\n`).join('');
    const content = key === 'version' ? minimal.replace('version: "1"\n', lines) : `${minimal}${lines}`;
    expect(at(parsePipeline('p.yaml', content, { VALUE: text }))).toEqual(expected);
  });

  it('quoted values stay text', () => {
    expect(parsePipeline('p.yaml', `name: p\nversion: "\${V}"\ndoes: thinking\n`, { V: '7' }).version).toBe('7');
  });
});
