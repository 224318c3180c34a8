import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { PartitionTransactor, type TransactorHost } from '../../../../src/stream/kafka/partition-transactor.js';
import { MAX_REFUSALS } from '../../../../src/stream/kafka/publish-queue.js';

const PARTITION = { topic: 'in', partition: 2 };
const epoch = { member: 'm', assignment: 1 };
const never = new AbortController().signal;
const output = { topic: 'out', key: null, value: new Uint8Array(1), headers: [] };
const protocol = (type: string): Error => Object.assign(new Error(type), { name: 'KafkaJSProtocolError', type });

/** A broker with one transactional id: what it holds, and what goes wrong at which step. */
class Broker {
  readonly log: string[] = [];
  readonly troubles: string[] = [];
  position: bigint | null = null;
  ours = true;
  missing: readonly string[] = [];
  /** Fails the step; after `late` it has happened all the same. */
  fail: (step: string) => { readonly error: Error; readonly late?: boolean } | null = () => null;

  readonly host: TransactorHost = {
    kafka: { producer: () => this.#producer() } as unknown as Kafka,
    groupId: 'g',
    transactionTimeoutMs: 1,
    confirm: () => Promise.resolve(this.ours),
    committed: () => Promise.resolve(this.position),
    missing: () => Promise.resolve(this.missing),
    trouble: ({ code }) => this.troubles.push(code),
  };

  async #step(name: string, effect: () => void = () => undefined): Promise<void> {
    this.log.push(name);
    const failure = this.fail(name);
    if (failure === null || failure.late === true) effect();
    if (failure !== null) throw failure.error;
    await Promise.resolve();
  }

  #producer(): unknown {
    let offset = 0n;
    return {
      connect: () => this.#step('connect'),
      disconnect: () => this.#step('disconnect'),
      transaction: () =>
        Promise.resolve({
          abort: () => this.#step('abort'),
          sendBatch: () => this.#step('send'),
          sendOffsets: ({ topics }: { topics: { partitions: { offset: string }[] }[] }) => this.#step('offsets', () => (offset = BigInt(topics[0]!.partitions[0]!.offset))),
          commit: () => this.#step('commit', () => (this.position = offset)),
        }),
    };
  }
}

async function write(broker: Broker, offset = 5n): Promise<string> {
  const transactor = new PartitionTransactor(PARTITION, broker.host);
  const opening = transactor.open(never);
  await jest.runAllTimersAsync();
  await opening;
  const written = transactor.write({ ...PARTITION, epoch, offset }, [output], never).then(() => 'written', (error: unknown) => (error as { code: string }).code);
  await jest.runAllTimersAsync();
  return written;
}

const once = (step: string, error: Error, late = false): Broker['fail'] => {
  let done = false;
  return (name) => (name === step && !done ? ((done = true), { error, late }) : null);
};

describe('partition transactor', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('writes outputs and position in one transaction, after it has fenced earlier owners', async () => {
    const broker = new Broker();
    expect(await write(broker)).toBe('written');
    expect(broker.log).toEqual(['connect', 'abort', 'send', 'offsets', 'commit']);
    expect(broker.position).toBe(5n);
  });

  it.each(['send', 'offsets', 'commit'])('opens anew and writes again when %s fails without effect', async (step) => {
    const broker = new Broker();
    broker.fail = once(step, protocol('REQUEST_TIMED_OUT'));
    expect(await write(broker)).toBe('written');
    expect(broker.log.filter((name) => name === 'commit').length).toBe(step === 'commit' ? 2 : 1);
    expect([broker.position, broker.troubles]).toEqual([5n, ['BROKER_UNAVAILABLE']]);
  });

  it('does not write again what had gone through although its answer was lost', async () => {
    const broker = new Broker();
    broker.fail = once('commit', protocol('REQUEST_TIMED_OUT'), true);
    expect(await write(broker)).toBe('written');
    expect(broker.log.filter((name) => name === 'send')).toHaveLength(1);
  });

  it('is fenced when somebody else moved the position meanwhile', async () => {
    const broker = new Broker();
    broker.fail = (name) => {
      if (name !== 'send') return null;
      broker.position = 3n;
      return { error: protocol('PRODUCER_FENCED') };
    };
    expect(await write(broker)).toBe('CLAIM_FENCED');
    expect(broker.log.filter((name) => name === 'send')).toHaveLength(1);
  });

  it('is fenced, and opens nothing that would fence the owner, when the partition is another member’s', async () => {
    const broker = new Broker();
    broker.fail = (name) => {
      if (name !== 'send') return null;
      broker.ours = false;
      return { error: protocol('PRODUCER_FENCED') };
    };
    expect(await write(broker)).toBe('CLAIM_FENCED');
    expect(broker.log.filter((name) => name === 'connect')).toHaveLength(1);
  });

  it('gives a refusal back after a few tries', async () => {
    const broker = new Broker();
    broker.fail = (name) => (name === 'send' ? { error: protocol('INVALID_RECORD') } : null);
    expect(await write(broker)).toBe('PUBLISH_FAILED');
    expect(broker.log.filter((name) => name === 'send')).toHaveLength(MAX_REFUSALS);
    expect(broker.position).toBeNull();
  });

  it('says so at once when the topic is not there', async () => {
    const broker = new Broker();
    broker.missing = ['out'];
    broker.fail = (name) => (name === 'send' ? { error: protocol('UNKNOWN_TOPIC_OR_PARTITION') } : null);
    expect(await write(broker)).toBe('TOPIC_MISSING');
    expect(broker.log.filter((name) => name === 'send')).toHaveLength(1);
  });
});
