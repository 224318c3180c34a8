import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { guarantee } from '../support/integrity/both-deliveries.js';
import { Scenario, uploadValue } from '../support/integrity/scenario.js';
import { BUCKET, drawClip, missing, openStack, type Stack } from '../support/integrity/stack.js';

if (missing !== null) process.stderr.write(`integrity: NOT run: ${missing}\n`);

(missing === null ? describe : describe.skip)('200 uploads over 4 partitions', () => {
  let stack: Stack;
  let small: { readonly root: string; readonly kind: string };
  beforeAll(async () => {
    stack = await openStack();
    await stack.put('clip.mp4', await readFile(await drawClip(stack.folder, 1)));
    await stack.put('big.mp4', Buffer.alloc(700_000, 7));
    small = smallDisk(stack.folder);
    process.stderr.write(`work folder: ${small.kind}\n`);
  }, 60_000);
  afterAll(async () => {
    if (small.kind === 'tmpfs of 2 MiB') execFileSync('umount', [small.root]);
    await stack.close();
  }, 60_000);

  guarantee(() => stack, {
    while: 'the disk of the work folder is full again and again',
    maxDuplicates: 0,
    options: (delivery) => ({
      // Eight videos of 0.7 MB at once do not fit 2 MiB: some must wait for others, and come through in the end.
      value: (sequence) => uploadValue(sequence, `s3://${BUCKET}/big.mp4`),
      workRoot: join(small.root, delivery),
      workBytes: small.kind === 'tmpfs of 2 MiB' ? 1 << 30 : 2 << 20,
      maxDelayMs: 40,
    }),
    disturb: async (scenario) => {
      const worker = scenario.start();
      await worker.logged('WORK_FOLDER_FULL');
      await scenario.untilSettled();
      expect(await worker.stop()).toBe(0);
    },
  });

  guarantee(() => stack, {
    while: 'a stage hangs now and then and its time limit ends it',
    maxDuplicates: 0,
    ordered: () => false,
    options: () => ({
      value: (sequence) => (sequence % 20 === 3 ? uploadValue(sequence, `s3://${BUCKET}/clip.mp4`, { hang: 'once' }) : null),
      stream: { recordTimeoutMs: 3_000 },
    }),
    disturb: async (scenario) => {
      const worker = scenario.start();
      await worker.logged('STAGE_TIMEOUT');
      await scenario.untilSettled();
      expect(await worker.stop()).toBe(0);
    },
  });

  it('a stop drains what is worked; a second stop ends at once; both exit 0 and tell what was left', async () => {
    const drained = new Scenario(stack, { delivery: 'exactly-once', maxDelayMs: 500 });
    const ended = new Scenario(stack, { delivery: 'exactly-once', value: (sequence) => uploadValue(sequence, `s3://${BUCKET}/clip.mp4`, { hang: 'always' }) });
    try {
      await Promise.all([drained.prepare(), ended.prepare()]);
      const [one, two] = [drained.start(), ended.start()];
      await Promise.all([drained.untilSettled(20), two.ready()]);
      expect(await one.stop()).toBe(0);
      expect(one.closed).toMatchObject({ failure: null, left: [] });
      two.signal('SIGTERM');
      await two.logged('"to":"draining"');
      two.signal('SIGTERM');
      expect(await two.exited).toBe(0);
      expect(two.closed!.left.length).toBeGreaterThan(0);
      const rest = drained.start();
      await drained.untilSettled();
      expect(await rest.stop()).toBe(0);
      expect(drained.tally()).toMatchObject({ lost: [], duplicates: 0, disordered: [] });
    } finally {
      await Promise.all([drained.close(), ended.close()]);
    }
  }, 120_000);
});

/** A disk of 2 MiB where this process may mount one; else the work folder's own bound of that size. */
function smallDisk(folder: string): { readonly root: string; readonly kind: string } {
  const root = join(folder, 'small');
  mkdirSync(root, { mode: 0o700 });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=0700', 'tmpfs', root], { stdio: 'ignore' });
    return { root, kind: 'tmpfs of 2 MiB' };
  } catch {
    return { root, kind: 'byte bound of 2 MiB (a tmpfs cannot be mounted here)' };
  }
}
