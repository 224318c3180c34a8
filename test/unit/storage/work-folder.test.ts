import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FOREIGN_STALE_MS, isOwnerAlive, thisProcess } from '../../../src/storage/work-folder/owner-stamp.js';
import { openWorkFolder } from '../../../src/storage/work-folder/work-folder.js';

let root: string;
beforeEach(async () => void (root = join(await mkdtemp(join(tmpdir(), 'thalweg-work-')), 'work')));
afterEach(() => rm(join(root, '..'), { recursive: true, force: true }));

/** A process that made a work folder with a file in it, and is still running. */
async function neighbour(): Promise<{ readonly kill: () => Promise<void> }> {
  const script = `import { openWorkFolder } from './src/storage/work-folder/work-folder.ts';
    import { writeFileSync } from 'node:fs';
    const work = await openWorkFolder({ root: ${JSON.stringify(root)}, limitBytes: 1000 });
    const room = await work.open(10);
    writeFileSync(room.path + '/media', 'left behind');
    process.stdout.write('ready');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    kill: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

describe('the work folder', () => {
  it('is private, and so are its rooms', async () => {
    const work = await openWorkFolder({ root, limitBytes: 1000 });
    const room = await work.open(10);
    expect(((await stat(root)).mode & 0o777).toString(8)).toBe('700');
    expect(((await stat(room.path)).mode & 0o777).toString(8)).toBe('700');
    await work.close();
    expect(await readdir(root)).toEqual([]);
  });

  it('closes a folder that others could enter', async () => {
    await mkdir(root);
    await chmod(root, 0o777);
    await (await openWorkFolder({ root, limitBytes: 1 })).close();
    expect(((await stat(root)).mode & 0o777).toString(8)).toBe('700');
  });

  it('refuses a link or a file in its place', async () => {
    await symlink(tmpdir(), root);
    await expect(openWorkFolder({ root, limitBytes: 1 })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await rm(root);
    await writeFile(root, '');
    await expect(openWorkFolder({ root, limitBytes: 1 })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('gives out no more bytes than it has, and has them again when a room is removed', async () => {
    const work = await openWorkFolder({ root, limitBytes: 1000 });
    const first = await work.open(600);
    await expect(work.open(500)).rejects.toMatchObject({ code: 'WORK_FOLDER_FULL', kind: 'retryable', message: expect.stringMatching(/400 bytes left of 1000, wanted 500/) as unknown });
    await expect(first.reserve(1001)).rejects.toMatchObject({ code: 'WORK_FOLDER_FULL' });
    await first.reserve(1000);
    expect(work.reservedBytes()).toBe(1000);
    await Promise.all([first.remove(), first.remove()]);
    expect(work.reservedBytes()).toBe(0);
    await (await work.open(1000)).remove();
    await work.close();
  });

  it('does not give the last bytes to two who ask at once', async () => {
    const work = await openWorkFolder({ root, limitBytes: 1000 });
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => work.open(300)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(work.reservedBytes()).toBe(900);
    await work.close();
  });

  it('keeps the free bytes of the disk that it was told to keep', async () => {
    const work = await openWorkFolder({ root, limitBytes: Number.MAX_SAFE_INTEGER, keepFreeBytes: Number.MAX_SAFE_INTEGER });
    await expect(work.open(1)).rejects.toMatchObject({ code: 'WORK_FOLDER_FULL' });
    await work.close();
  });

  it('removes at start what a killed process left, and nothing of a neighbour that lives', async () => {
    const living = await neighbour();
    const killed = await neighbour();
    await killed.kill();
    expect(await readdir(root)).toHaveLength(2);
    const removed: string[] = [];
    const work = await openWorkFolder({ root, limitBytes: 1000, onRemoved: (path) => removed.push(path) });
    expect(removed).toHaveLength(1);
    expect(await readdir(root)).toHaveLength(2);
    await living.kill();
    await work.close();
    await (await openWorkFolder({ root, limitBytes: 1000 })).close();
    expect(await readdir(root)).toEqual([]);
  });

  it('touches nothing that is not its own kind of folder', async () => {
    await mkdir(join(root, 'mine'), { recursive: true });
    await (await openWorkFolder({ root, limitBytes: 1 })).close();
    expect(await readdir(root)).toEqual(['mine']);
  });

  it('leaves a folder that a neighbour is just making, and removes an old one without a stamp', async () => {
    await mkdir(join(root, 'run-1-fresh'), { recursive: true });
    await mkdir(join(root, 'run-1-old'));
    const old = new Date(Date.now() - 3_600_000);
    await utimes(join(root, 'run-1-old'), old, old);
    await (await openWorkFolder({ root, limitBytes: 1 })).close();
    expect(await readdir(root)).toEqual(['run-1-fresh']);
  });
});

describe('the owner of a work folder', () => {
  it('that runs in another PID namespace keeps its folder, and loses it when it is silent for long', async () => {
    const owner = { ...(await thisProcess()), processes: 'boot:pid:[1]', pid: 2 ** 22 + 1 };
    const stamp = join(root, 'run-neighbour', 'owner.json');
    await mkdir(join(root, 'run-neighbour'), { recursive: true });
    await writeFile(stamp, JSON.stringify(owner));
    await (await openWorkFolder({ root, limitBytes: 1 })).close();
    expect(await readdir(root)).toEqual(['run-neighbour']);
    const long = new Date(Date.now() - FOREIGN_STALE_MS - 1000);
    await utimes(stamp, long, long);
    await (await openWorkFolder({ root, limitBytes: 1 })).close();
    expect(await readdir(root)).toEqual([]);
  });

  it('is told from another process with the same id by its start', async () => {
    const owner = await thisProcess();
    expect(await isOwnerAlive(owner, 0)).toBe(true);
    expect(await isOwnerAlive({ ...owner, startedAt: 'boot:1' }, 0)).toBe(process.platform !== 'linux');
    expect(await isOwnerAlive({ ...owner, pid: 2 ** 22 + 1 }, 0)).toBe(false);
  });

  it.each([
    ['on another machine', { host: 'another-machine' }],
    ['in another container of the same host name', { processes: 'boot:pid:[1]' }],
    ['in another container, under an id that is no process here', { processes: 'boot:pid:[1]', pid: 2 ** 22 + 1 }],
    ['in another container, under an id that is another process here', { processes: 'boot:pid:[1]', startedAt: 'boot:1' }],
  ])('%s lives as long as it touches its stamp', async (_where, elsewhere) => {
    const owner = { ...(await thisProcess()), ...elsewhere };
    expect(await isOwnerAlive(owner, FOREIGN_STALE_MS - 1)).toBe(true);
    expect(await isOwnerAlive(owner, FOREIGN_STALE_MS + 1)).toBe(false);
  });
});
