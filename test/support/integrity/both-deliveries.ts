import { expect, it } from '@jest/globals';
import type { Delivery } from '../../../src/stream/log.js';
import { Scenario, type ScenarioOptions, type Tally } from './scenario.js';
import type { Stack } from './stack.js';

export interface Guarantee {
  /** What happens while the stream works. */
  readonly while: string;
  /** Disturbs a prepared scenario; resolves when all uploads are settled and the workers have ended well. */
  readonly disturb: (scenario: Scenario, stack: Stack) => Promise<void>;
  readonly options?: (delivery: Delivery, stack: Stack) => Omit<ScenarioOptions, 'delivery'>;
  /** Most duplicates that at-least-once may show. */
  readonly maxDuplicates: number;
  /** Sequence → code of what must be dead in the end; nothing unless told. */
  readonly poison?: (sequence: number) => string | null;
  /** False where records leave for retry topics, which does not keep order (see FailureSettings). */
  readonly ordered?: (delivery: Delivery) => boolean;
}

/**
 * States a guarantee once for each way of delivery. Both runs begin together, on topics of their own, with the first
 * test: the disturbance of a shared service then meets both.
 */
export function guarantee(stack: () => Stack, promise: Guarantee, deliveries: readonly Delivery[] = ['exactly-once', 'at-least-once']): void {
  let runs: Map<Delivery, Promise<Outcome>> | null = null;
  for (const delivery of deliveries) {
    const says = delivery === 'exactly-once' ? 'zero lost and zero duplicates' : 'zero lost and few duplicates';
    it(`${delivery}: ${says} while ${promise.while}`, async () => {
      runs ??= new Map(deliveries.map((each) => [each, run(stack(), promise, each)]));
      const { tally, log } = await runs.get(delivery)!;
      try {
        check(tally, promise, delivery);
      } catch (error) {
        process.stderr.write(`${log}\n`);
        throw error;
      }
    }, 150_000);
  }
}

interface Outcome {
  readonly tally: Tally;
  readonly log: string;
}

async function run(stack: Stack, promise: Guarantee, delivery: Delivery): Promise<Outcome> {
  const scenario = new Scenario(stack, { delivery, ...promise.options?.(delivery, stack) });
  const limit = new AbortController();
  const tooLong = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`after 140 s ${scenario.settled()} uploads are settled`)), 140_000);
    limit.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    await scenario.prepare();
    await Promise.race([promise.disturb(scenario, stack), tooLong]);
    return { tally: scenario.tally(), log: scenario.log };
  } catch (error) {
    process.stderr.write(`${scenario.log}\n`);
    throw error;
  } finally {
    limit.abort();
    await scenario.close();
  }
}

function check(tally: Tally, { poison, maxDuplicates, ordered, while: name }: Guarantee, delivery: Delivery): void {
  const expectedDead = new Map(Array.from({ length: 200 }, (_, sequence) => [sequence, poison?.(sequence) ?? null] as const).filter((entry): entry is [number, string] => entry[1] !== null));
  process.stderr.write(`${delivery}, ${name}: ${tally.duplicates} duplicates\n`);
  expect(tally.lost).toEqual([]);
  expect([...tally.dead].sort(([a], [b]) => a - b)).toEqual([...expectedDead]);
  expect(tally.altered).toEqual([]);
  expect(tally.strayTraces).toBe(0);
  if (ordered?.(delivery) ?? true) {
    expect(tally.disordered).toEqual([]);
    expect(tally.leaping).toEqual([]);
    if (delivery === 'exactly-once') expect(tally.rewound).toEqual([]);
  }
  expect(tally.duplicates).toBeLessThanOrEqual(delivery === 'exactly-once' ? 0 : maxDuplicates);
  if (delivery === 'exactly-once') expect(tally.contradictory).toEqual([]);
}
