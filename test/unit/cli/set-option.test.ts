import { describe, expect, it } from '@jest/globals';
import { endOf } from '../../../src/cli/exit-code.js';
import { thalwegProgram } from '../../../src/cli/program.js';

async function thalweg(words: readonly string[], environment: Record<string, string> = {}): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  const sink = { write: async (text: string) => void (said += text), interactive: false, coloured: false, columns: 100 };
  const terminal = { out: sink, err: sink, signal: new AbortController().signal, environment, workingFolder: process.cwd() };
  let code = -1;
  try {
    await thalwegProgram({ terminal, openEnricher: () => Promise.reject(new Error('no videos here')), onExit: (given) => (code = given) }).parseAsync(words, { from: 'user' });
  } catch (error) {
    const end = endOf(error);
    code = end.code;
    said += end.line ?? '';
  }
  return { code, said };
}

describe('--set', () => {
  it.each([
    ['run --set version=2 nowhere.yaml'],
    ['doctor --set version=2 nowhere.yaml'],
    ['topics create --set version=2 nowhere.yaml'],
    ['topics check --set version=2 --set name=p nowhere.yaml'],
    ['dlq show --set version=2 0/17 --pipeline nowhere.yaml'],
    ['dlq replay --set version=2 --pipeline nowhere.yaml 0/17 0/18'],
  ])('takes one value, and what follows is what it is: thalweg %s', async (words) => {
    expect(await thalweg(words.split(' '))).toEqual({ code: 2, said: 'thalweg: nowhere.yaml: cannot be read; wanted a pipeline file (see pipelines/) (CONFIG_INVALID)' });
  });

  it('is taken as often as it is given, and a wrong one ends with 2 and names itself', async () => {
    const { code, said } = await thalweg(['topics', 'check', '--set', 'topics.partitions=0', 'pipelines/compliance.yaml', '--set', 'name=P', '--set', 'version=2']);
    expect(code).toBe(2);
    expect(said).toMatch(/--set: topics\.partitions: found 0;/);
    expect(said).toMatch(/--set: name: found "P";/);
    expect(said).not.toContain('version');
    expect(await thalweg(['topics', 'check', '--set', 'name.x=2', 'pipelines/compliance.yaml'])).toMatchObject({ code: 2, said: expect.stringMatching(/--set: name\.x: found "compliance" at name; expected a map there \(CONFIG_INVALID\)$/) as unknown });
  });
});
