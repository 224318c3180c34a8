import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { GroupSession, type SessionEvents } from '../../../../src/stream/kafka/group-session.js';

const EVENTS = { GROUP_JOIN: 'join', REBALANCING: 'rebalancing', HEARTBEAT: 'heartbeat', CRASH: 'crash', END_BATCH_PROCESS: 'end', REQUEST: 'request' };
const left = (): never => {
  throw new Error('Consumer group was not initialized, consumer#run must be called first');
};

/** A session on a client that tells what the test has it tell. */
async function opened(consumer: object = {}, fetched: (session: GroupSession) => void = () => undefined): Promise<{ readonly session: GroupSession; readonly told: string[]; tell(event: string, payload: object): void }> {
  const told: string[] = [];
  const listeners = new Map<string, (event: object) => void>();
  const nothing = (): Promise<void> => Promise.resolve();
  const client = { events: EVENTS, on: (name: string, listener: (event: object) => void) => void listeners.set(name, listener), connect: nothing, subscribe: nothing, run: nothing, disconnect: nothing, pause: left, resume: left, seek: left, ...consumer };
  const events: SessionEvents = {
    joined: (member, partitions, ageMs) => told.push(`joined ${member} ${partitions.length} ${Math.round(ageMs / 1_000)} s`),
    rebalancing: () => told.push('rebalancing'),
    heartbeat: (ageMs) => told.push(`heartbeat ${Math.round(ageMs / 1_000)} s`),
    fetched: () => {
      told.push('fetched');
      fetched(session);
    },
    crashed: (error) => told.push(`crashed: ${(error as Error).message}`),
  };
  const session: GroupSession = new GroupSession({ consumer: () => client } as unknown as Kafka, { groupId: 'g', topics: ['in'], from: 'earliest' }, { sessionTimeoutMs: 1_000, heartbeatIntervalMs: 100 }, events);
  await session.run();
  return { session, told, tell: (event, payload) => listeners.get(event)!({ payload }) };
}

describe('group session', () => {
  const partition = { topic: 'in', partition: 0 };
  it.each([
    ['pause', (session: GroupSession) => session.pause([partition])],
    ['resume', (session: GroupSession) => session.resume([partition])],
    ['seek', (session: GroupSession) => session.seek(partition, 1n)],
  ])('%s in a client that has left its group is a crash, told once, and nothing is thrown', async (_name, call) => {
    const { session, told, tell } = await opened();
    call(session);
    call(session);
    tell('crash', { error: new Error('late') });
    expect(told).toEqual(['crashed: Consumer group was not initialized, consumer#run must be called first']);
  });

  it('tells how old an answer is that a join or a heartbeat follows from', async () => {
    const { told, tell } = await opened();
    tell('request', { apiName: 'SyncGroup', sentAt: Date.now() - 3_000 });
    tell('request', { apiName: 'Fetch', sentAt: Date.now() });
    tell('join', { memberId: 'm', memberAssignment: { in: [0, 1] } });
    tell('request', { apiName: 'Heartbeat', sentAt: Date.now() - 9_000 });
    tell('heartbeat', {});
    expect(told).toEqual(['joined m 2 3 s', 'heartbeat 9 s']);
  });

  describe('with a batch for a partition that has no room for more', () => {
    beforeEach(() => void jest.useFakeTimers());
    afterEach(() => void jest.useRealTimers());

    /** Hands a batch over; `asked` notes what kafkajs was asked for, `returned` whether the batch is still open. */
    async function handedOver(full: boolean): Promise<{ readonly session: GroupSession; readonly asked: string[]; readonly returned: () => boolean }> {
      const asked: string[] = [];
      let eachBatch: (payload: object) => Promise<void> = () => Promise.resolve();
      const client = {
        run: (options: { eachBatch: typeof eachBatch }) => ((eachBatch = options.eachBatch), Promise.resolve()),
        pause: () => asked.push('pause'),
        resume: () => asked.push('resume'),
      };
      const { session } = await opened(client, (one) => {
        if (full) one.stopFetching(partition);
      });
      const messages = [{ offset: '0', timestamp: '0', key: null, value: null, headers: {} }];
      const batch = { ...partition, messages, highWatermark: '1', lastOffset: () => '0' };
      let open = true;
      void eachBatch({ batch, resolveOffset: (offset: string) => asked.push(`resolve ${offset}`) }).then(() => (open = false));
      await jest.advanceTimersByTimeAsync(0);
      return { session, asked, returned: () => !open };
    }

    it('returns at once while there is room', async () => {
      const { asked, returned } = await handedOver(false);
      expect([asked, returned()]).toEqual([['resolve 0'], true]);
    });

    it('holds the batch open until there is room, without a pause', async () => {
      const { session, asked, returned } = await handedOver(true);
      await jest.advanceTimersByTimeAsync(50);
      expect(returned()).toBe(false);
      session.startFetching(partition);
      await jest.advanceTimersByTimeAsync(1_000);
      expect([asked, returned()]).toEqual([['resolve 0', 'resume'], true]);
    });

    it('pauses the partition where there is no room for long, so that heartbeats go on', async () => {
      const { asked, returned } = await handedOver(true);
      await jest.advanceTimersByTimeAsync(100);
      expect([asked, returned()]).toEqual([['resolve 0', 'pause'], true]);
    });

    it('does not pause a partition late that was assigned anew meanwhile', async () => {
      const { session, asked, returned } = await handedOver(true);
      session.pause([partition]);
      session.resume([partition]);
      await jest.advanceTimersByTimeAsync(1_000);
      expect([asked, returned()]).toEqual([['resolve 0', 'pause', 'resume'], true]);
    });

    it('lets go of the batch when the session ends', async () => {
      const { session, returned } = await handedOver(true);
      await session.close();
      await jest.advanceTimersByTimeAsync(0);
      expect(returned()).toBe(true);
    });
  });
});
