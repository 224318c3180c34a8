import { execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { startGuarded, type ProcessLimits } from '../../../../src/media/ffmpeg/guarded-process.js';
import { runningProcesses } from '../../../support/running-processes.js';

const LIMITS: ProcessLimits = { cpuS: 30, addressSpaceBytes: 2 * 1024 ** 3, fileBytes: 1 << 20 };
const script = (code: string, limits: Partial<ProcessLimits> = {}, log: string[] = []): ReturnType<typeof startGuarded> => startGuarded('/bin/sh', ['-c', code], { ...LIMITS, ...limits }, (said) => log.push(said));

describe('a guarded process', () => {
  it('has no standard input, and hands over what it says', async () => {
    const log: string[] = [];
    const run = script('cat; echo out; echo err >&2; exit 3', {}, log);
    expect(await text(run.stdout)).toBe('out\n');
    expect(await run.ended).toEqual({ exitCode: 3, signal: null });
    expect(log.join('')).toBe('err\n');
  });

  it('hands its arguments on as they are', async () => {
    const odd = ['-n', '$HOME `id` "x" \'y\'', '', '*'];
    const run = startGuarded('/usr/bin/printf', ['%s|', ...odd], LIMITS, () => undefined);
    expect(await text(run.stdout)).toBe(odd.map((argument) => `${argument}|`).join(''));
  });

  it('is stopped when it has used up its processor time', async () => {
    const { signal } = await script('while :; do :; done', { cpuS: 1 }).ended;
    expect(['SIGXCPU', 'SIGKILL']).toContain(signal);
  });

  it('cannot map more memory than it may', async () => {
    const hungry = startGuarded(process.execPath, ['-e', 'Buffer.alloc(2 ** 30).fill(1)'], { ...LIMITS, addressSpaceBytes: 512 * 1024 ** 2 }, () => undefined);
    const { exitCode, signal } = await hungry.ended;
    expect(exitCode === 0 && signal === null).toBe(false);
  });

  it('cannot write a larger file than it may', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'thalweg-guarded-'));
    const file = join(folder, 'large');
    await script(`exec head -c 4000000 /dev/zero > '${file}'`, { fileBytes: 100 * 512 }).ended;
    expect((await stat(file)).size).toBeLessThanOrEqual(100 * 512);
    await rm(folder, { recursive: true });
  });

  it('takes along what it has started', async () => {
    const children = (): number => runningProcesses('sleep 987').filter(({ commandLine }) => commandLine.trim() === 'sleep 987').length;
    const run = script('sleep 987 & until grep -aq "^sleep" /proc/$!/cmdline; do :; done; echo started; wait');
    const started = new Promise((resolve) => run.stdout.once('data', resolve));
    await started;
    expect(children()).toBe(1);
    run.kill();
    run.kill();
    expect((await run.ended).signal).toBe('SIGKILL');
    expect(children()).toBe(0);
  });

  it('that is not there is named', async () => {
    await expect(startGuarded('/no/such/tool', [], LIMITS, () => undefined).ended).rejects.toMatchObject({ code: 'TOOL_MISSING' });
  });

  it('that the machine cannot start for now is tried again, not called missing', async () => {
    const tooLong = startGuarded('/bin/true', ['x'.repeat(300_000)], LIMITS, () => undefined);
    await expect(tooLong.ended).rejects.toMatchObject({ code: 'MEDIA_TOOL_FAILED', kind: 'retryable', message: expect.stringContaining('E2BIG') as unknown });
    const folder = await mkdtemp(join(tmpdir(), 'thalweg-guarded-'));
    const replaced = join(folder, 'tool');
    await copyFile('/bin/true', replaced);
    await chmod(replaced, 0o700);
    const writing = await open(replaced, 'r+');
    await expect(startGuarded(replaced, [], LIMITS, () => undefined).ended).rejects.toMatchObject({ code: 'MEDIA_TOOL_FAILED', message: expect.stringMatching(/text file busy/i) as unknown });
    await writing.close();
    expect(await startGuarded(replaced, [], LIMITS, () => undefined).ended).toMatchObject({ exitCode: 0 });
    await chmod(replaced, 0o600);
    await writeFile(replaced, 'no program');
    await expect(startGuarded(replaced, [], LIMITS, () => undefined).ended).rejects.toMatchObject({ code: 'TOOL_MISSING', kind: 'fatal' });
    await rm(folder, { recursive: true });
  });

  it('survives that there is no file descriptor left', () => {
    const script = `import { startGuarded } from './src/media/ffmpeg/guarded-process.ts';
      import { openSync, closeSync } from 'node:fs';
      const limits = { cpuS: 5, addressSpaceBytes: 2 ** 31, fileBytes: 1000 };
      const held = [];
      try { for (;;) held.push(openSync('/dev/null')); } catch {}
      const refused = await startGuarded('/bin/true', [], limits, () => {}).ended.catch(({ code, kind }) => code + ' ' + kind);
      for (const each of held) closeSync(each);
      const { exitCode } = await startGuarded('/bin/true', [], limits, () => {}).ended;
      process.stdout.write(refused + ', then ' + exitCode);`;
    const said = execFileSync('/bin/sh', ['-c', 'ulimit -n 200; exec "$@"', 'sh', process.execPath, '--import', 'tsx', '--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(said).toBe('MEDIA_TOOL_FAILED retryable, then 0');
  });
});
