import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

describe('a clone without media beside it', () => {
  it('has all that the tests outside test/media read', () => {
    const beside = ['..', 'shared'].join('/');
    const files = ['unit', 'contract', 'golden', 'integrity'].flatMap((project) =>
      readdirSync(join('test', project), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => join('test', project, file)),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => readFileSync(file, 'utf8').includes(beside))).toEqual([]);
  });
});
