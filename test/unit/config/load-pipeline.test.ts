import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parsePipeline } from '../../../src/config/load-pipeline.js';
import { pipelineJsonSchema } from '../../../src/config/pipeline-shape.js';

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
    ['an unset variable', `${minimal}registry:\n  url: \${NOWHERE}\n`, 'p.yaml:5: ${NOWHERE}: found an environment variable that is not set'],
    ['broken YAML', 'name: [p\n', 'p.yaml:2: (syntax)'],
  ])('%s is told with file, line, key, found and expected', (_, content, expected) => {
    expect(problem(content)).toContain(expected);
  });

  it('tells all problems at once', () => {
    expect(problem('name: P\nversion: 1\ndoes: nothing\n').split('\n')).toHaveLength(3);
  });

  it('a wrong --set is told too', () => {
    expect(problem(minimal, ['nothing'])).toContain('--set: nothing: found nothing; expected key=value');
    expect(problem(minimal, ['concurrency.videos=0'])).toContain('concurrency.videos: found 0');
  });

  it('quoted values stay text', () => {
    expect(parsePipeline('p.yaml', `name: p\nversion: "\${V}"\ndoes: thinking\n`, { V: '7' }).version).toBe('7');
  });
});
