import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const execute = promisify(execFile);

/** As plain text: a test runner may ask the tools that it starts for colours. */
const run = (command: string, args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> =>
  execute(command, args, { env: { ...process.env, NO_COLOR: '1' } });

/** The command as a user starts it, from the build (npm run build). */
describe('the built command', () => {
  it('starts by its name, verifies the embedded models and tells what it can do', async () => {
    const { stdout: help } = await run('bin/thalweg', ['--help']);
    for (const command of ['enrich', 'models', 'taxonomy']) expect(help).toContain(`${command} `);
    const { stdout } = await run('npx', ['--no-install', 'thalweg', 'models', 'verify', 'silero-vad']);
    expect(stdout).toContain('ok  silero-vad');
  });

  it('is the same command by either name: the settings of the launcher hold for both', async () => {
    expect(await realpath('node_modules/.bin/thalweg')).toBe(await realpath('bin/thalweg'));
  });

  it('says nothing that nobody asked for', async () => {
    const { stderr } = await run('npx', ['--no-install', 'thalweg', '--version']);
    expect(stderr).toBe('');
  });

  it('exits 2 with one line on a missing file', async () => {
    const failure = await run('bin/thalweg', ['enrich', 'no-such-file.mp4']).catch((error: unknown) => error as { readonly code: number; readonly stderr: string });
    expect(failure).toMatchObject({ code: 2, stderr: expect.stringMatching(/^thalweg: no such file or folder: no-such-file\.mp4; .*\n$/) as unknown });
  });
});
