import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { canonicalForm, crc64Avro, fingerprintOf } from '../../../src/schemas/avro/fingerprint.js';
import { checkCompatibility } from '../../../src/schemas/compatibility.js';
import { RECORD_NAMES, readSchemas, SCHEMAS_FOLDER } from '../../../src/schemas/schema-files.js';

describe('fingerprints', () => {
  // share/test/data/schema-tests.txt of Apache Avro.
  it.each([
    ['"null"', 7195948357588979594n],
    ['"boolean"', -6970731678124411036n],
    ['"int"', 8247732601305521295n],
    ['"long"', -3434872931120570953n],
    ['"double"', -8181574048448539266n],
    ['"string"', -8142146995180207161n],
    ['["int"]', -5232228896498058493n],
    ['["int","boolean"]', 5392556393470105090n],
    ['{"name":"foo","type":"record","fields":[]}', -4824392279771201922n],
    ['{"name":"x.y.foo","type":"record","fields":[]}', 5916914534497305771n],
    ['{"name":"foo","type":"record","fields":[{"name":"f1","type":"boolean"}]}', 7843277075252814651n],
  ])('of %s is that of the specification', (text, expected) => {
    expect(BigInt.asIntN(64, crc64Avro(text))).toBe(expected);
    expect(canonicalForm(JSON.parse(text))).toBe(text);
  });

  it.each([
    [{ type: 'int' }, '"int"'],
    [{ type: 'long', logicalType: 'timestamp-millis' }, '"long"'],
    [{ type: { type: 'string' } }, '"string"'],
    [{ fields: [], type: 'record', name: 'foo', namespace: 'x.y', doc: 'd' }, '{"name":"x.y.foo","type":"record","fields":[]}'],
    [{ type: 'record', name: 'a.b.foo', namespace: 'ignored', fields: [{ default: 1, type: 'bar', name: 'f' }] }, '{"name":"a.b.foo","type":"record","fields":[{"name":"f","type":"a.b.bar"}]}'],
    [{ type: 'enum', doc: 'd', default: 'A', symbols: ['A', 'B'], name: 'E', namespace: 'n' }, '{"name":"n.E","type":"enum","symbols":["A","B"]}'],
    [{ size: 15, type: 'fixed', name: 'foo' }, '{"name":"foo","type":"fixed","size":15}'],
    [{ values: { type: 'string' }, type: 'map' }, '{"type":"map","values":"string"}'],
    [{ items: ['null', { type: 'string' }], type: 'array' }, '{"type":"array","items":["null","string"]}'],
  ])('canonical form of %j', (schema, expected) => expect(canonicalForm(schema)).toBe(expected));
});

describe('the released schemas', () => {
  it.each(RECORD_NAMES)('%s: every version reads every other, and what is in use was released', (name) => expect(checkCompatibility(readSchemas(name))).toEqual([]));

  it('have no two versions with the same fingerprint', () => {
    for (const name of RECORD_NAMES) {
      const prints = readSchemas(name).versions.map(fingerprintOf);
      expect(new Set(prints).size).toBe(prints.length);
    }
  });

  it('say what every field is, and define a shared name alike everywhere', () => {
    const defined = new Map<string, string>();
    const walk = (node: unknown, where: string): void => {
      if (Array.isArray(node)) for (const each of node) walk(each, where);
      if (Array.isArray(node) || typeof node !== 'object' || node === null) return;
      const schema = node as Record<string, unknown>;
      if (schema['type'] === 'record' || schema['type'] === 'enum') {
        const name = String(schema['name']);
        expect({ where: `${where} ${name}`, doc: schema['doc'] }).toEqual({ where: `${where} ${name}`, doc: expect.stringMatching(/\.$/) });
        const form = canonicalForm({ ...schema, namespace: 'thalweg' });
        // A name defined inside is referred to later, so only what it does not define itself can be compared as text.
        if (schema['type'] === 'enum' || !form.includes('"type":"record"', 40)) {
          expect(`${name}: ${defined.get(name) ?? form}`).toBe(`${name}: ${form}`);
          defined.set(name, form);
        }
        for (const field of (schema['fields'] ?? []) as Record<string, unknown>[]) {
          expect({ where: `${where} ${name}.${String(field['name'])}`, doc: field['doc'] }).toEqual({ where: `${where} ${name}.${String(field['name'])}`, doc: expect.stringMatching(/\.$/) });
        }
      }
      Object.values(schema).forEach((value) => walk(value, where));
    };
    for (const name of RECORD_NAMES) walk(readSchemas(name).current, name);
    expect(defined.size).toBeGreaterThan(5);
  });
});

describe('the check of compatibility', () => {
  const record = (...fields: unknown[]) => ({ type: 'record', name: 'R', fields });
  const a = { name: 'a', type: 'string' };
  const problems = (versions: unknown[], current: unknown = versions.at(-1)) => checkCompatibility({ name: 'ReviewRequested', current, versions, released: [] }).map(({ problem }) => problem);

  it.each([
    ['a field with a default is added', record(a, { name: 'b', type: 'int', default: 0 }), 0],
    ['a doc is changed', { ...record(a), doc: 'new' }, 0],
    ['a field without a default is added', record(a, { name: 'b', type: 'int' }), 1],
    ['a field without a default is removed', record(), 1],
    ['a type is changed', record({ name: 'a', type: 'int' }), 2],
    ['a type is widened', record({ name: 'a', type: ['null', 'string'] }), 1],
    ['a field is renamed', record({ name: 'c', type: 'string' }), 2],
  ])('when %s', (_what, next, expected) => expect(problems([record(a), next])).toHaveLength(expected));

  it('looks at all versions, not only at the last two', () => {
    const one = record({ name: 'x', type: 'string', default: '' });
    const two = record();
    const three = record({ name: 'x', type: 'int', default: 0 });
    expect(problems([one, two])).toEqual([]);
    expect(problems([two, three])).toEqual([]);
    expect(problems([one, two, three])).toHaveLength(2);
  });

  it('wants a changed schema released as a new version', () => {
    const changed = record(a, { name: 'b', type: 'int', default: 0 });
    expect(problems([record(a)], changed)).toEqual([expect.stringContaining('schemas/history/ReviewRequested/v2.avsc')]);
    expect(problems([], changed)).toEqual([expect.stringContaining('v1.avsc')]);
  });

  it('lets an enum with a default grow, and no other', () => {
    const enumOf = (symbols: string[], more: object = {}) => record({ name: 'e', type: { type: 'enum', name: 'E', symbols, ...more } });
    expect(problems([enumOf(['A']), enumOf(['A', 'B'])])).toHaveLength(1);
    expect(problems([enumOf(['A'], { default: 'A' }), enumOf(['A', 'B'], { default: 'A' })])).toEqual([]);
  });
});

describe('the note of what was released', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thalweg-schemas-'));
  const history = join(folder, 'history', 'ReviewRequested');
  const problems = () => checkCompatibility(readSchemas('ReviewRequested', folder)).map(({ problem }) => problem);
  beforeEach(() => cpSync(SCHEMAS_FOLDER, folder, { recursive: true }));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('holds a version to its very bytes, also where the current schema was changed alike', () => {
    expect(problems()).toEqual([]);
    const changed = readFileSync(join(history, 'v1.avsc'), 'utf8').replace(/"doc": "/, '"doc": "Now ');
    writeFileSync(join(history, 'v1.avsc'), changed);
    writeFileSync(join(folder, 'ReviewRequested.avsc'), changed);
    expect(problems()).toEqual([expect.stringMatching(/^schemas\/history\/ReviewRequested\/v1\.avsc was changed after it was released/)]);
  });

  it('misses a version that is gone, and one that nobody noted', () => {
    cpSync(join(history, 'v1.avsc'), join(history, 'v2.avsc'));
    expect(problems()).toEqual([expect.stringMatching(/v2\.avsc is not noted in schemas\/history\/released\.json; .*: [0-9a-f]{64}$/)]);
    rmSync(join(history, 'v1.avsc'));
    expect(problems()).toEqual([expect.stringContaining('v2.avsc is not noted'), expect.stringContaining('v1.avsc was released and is gone')]);
  });
});
