import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { guarantee } from '../support/integrity/both-deliveries.js';
import type { Scenario} from '../support/integrity/scenario.js';
import { LOOKAHEAD, PARTITIONS, UPLOADS } from '../support/integrity/scenario.js';
import { drawClip, missing, openStack, type Stack } from '../support/integrity/stack.js';

const KILLS = 10;
const OUTAGE_MS = 20_000;
/** What one loss of a worker or of its partitions can make twice at most: everything claimed ahead in them. */
const WINDOW = LOOKAHEAD * PARTITIONS;

if (missing !== null) process.stderr.write(`integrity: NOT run: ${missing}\n`);

(missing === null ? describe : describe.skip)('200 uploads over 4 partitions', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await openStack();
    await stack.put('clip.mp4', await readFile(await drawClip(stack.folder, 1)));
  }, 60_000);
  afterAll(() => stack.close(), 60_000);

  guarantee(() => stack, {
    while: 'the worker is killed with SIGKILL at random points ten times',
    maxDuplicates: KILLS * WINDOW,
    disturb: async (scenario) => {
      let worker = scenario.start();
      for (let kill = 1; kill <= KILLS; kill += 1) {
        // Somewhere in the next tenth of the work, wherever it stands then.
        await scenario.untilSettled(Math.min(UPLOADS - 1, Math.round(((kill - 1 + Math.random()) * UPLOADS) / (KILLS + 1)) + 1));
        await worker.kill();
        worker = scenario.start();
      }
      await finish(scenario, worker);
    },
  });

  guarantee(() => stack, {
    while: 'a second worker joins and leaves mid-work',
    // Both the joining and the leaving assign the partitions anew.
    maxDuplicates: 2 * WINDOW,
    disturb: async (scenario) => {
      const first = scenario.start();
      await scenario.untilSettled(40);
      const second = scenario.start();
      await second.ready();
      await scenario.untilSettled(120);
      endsWell(await second.stop());
      await finish(scenario, first);
    },
  });

  guarantee(() => stack, {
    while: 'a worker is frozen past its session time-out, replaced, and continued',
    maxDuplicates: WINDOW,
    // Long enough that the frozen worker has records in hand, which are done at once when it goes on.
    options: () => ({ maxDelayMs: 200 }),
    disturb: async (scenario) => {
      const zombie = scenario.start();
      await scenario.untilSettled(50);
      zombie.signal('SIGSTOP');
      const heir = scenario.start();
      await heir.ready();
      await scenario.untilSettled();
      while ((await scenario.committed()) < UPLOADS) await wait(50);
      const published = await scenario.publishedBy(zombie);
      const seen = zombie.logLines;
      zombie.signal('SIGCONT');
      // It finds out that the group went on without it, and what it had in hand is fenced.
      await zombie.logged('"revoked"', seen);
      await zombie.logged('"assigned"', seen);
      await finish(scenario, heir);
      endsWell(await zombie.stop());
      expect(zombie.closed!.fenced).toBeGreaterThan(0);
      expect(await scenario.publishedBy(zombie)).toBe(published);
      expect(await scenario.committed()).toBe(UPLOADS);
    },
  });

  const shared = new Map<string, Promise<void>>();
  /** A disturbance of a shared service: once for both runs, when both have come far enough. */
  async function together(name: string, scenario: Scenario, from: number, disturb: () => Promise<void>): Promise<void> {
    await scenario.untilSettled(from);
    const running = shared.get(name) ?? disturb();
    shared.set(name, running);
    await running;
  }

  guarantee(() => stack, {
    while: 'the broker is restarted',
    maxDuplicates: 2 * WINDOW,
    options: () => ({ maxDelayMs: 200 }),
    disturb: async (scenario) => {
      const worker = scenario.start();
      await together('broker', scenario, 30, () => stack.kafka.restart());
      await finish(scenario, worker);
    },
  });

  guarantee(() => stack, {
    while: 'the broker is killed with SIGKILL and started again',
    // A request whose answer was lost is sent again, and the partitions are assigned anew.
    maxDuplicates: 2 * WINDOW,
    options: () => ({ maxDelayMs: 200 }),
    disturb: async (scenario) => {
      const worker = scenario.start();
      await together('broker killed', scenario, 30, async () => {
        await stack.kafka.kill();
        await stack.kafka.start();
      });
      await finish(scenario, worker);
    },
  });

  guarantee(() => stack, {
    while: 'S3 goes away for 20 s and comes back',
    maxDuplicates: WINDOW,
    // Retry topics wait 1, 4 and 16 s: longer than the outage together. The blocking lane keeps order through the outage; retry topics do not, and say so.
    options: (delivery) => ({ maxDelayMs: 200, failure: { mode: delivery === 'exactly-once' ? 'blocking' : 'topics' } }),
    ordered: (delivery) => delivery === 'exactly-once',
    disturb: async (scenario) => {
      const worker = scenario.start();
      await together('s3', scenario, 30, async () => {
        await stack.s3.stop();
        await wait(OUTAGE_MS);
        await stack.s3.start();
      });
      await finish(scenario, worker);
    },
  });
});

async function finish(scenario: Scenario, worker: { stop(): Promise<number | null> }): Promise<void> {
  await scenario.untilSettled();
  endsWell(await worker.stop());
}

function endsWell(code: number | null): void {
  if (code !== 0) throw new Error(`the worker ended with ${code ?? 'a signal'}, expected 0`);
}
