import { describe, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { GroupSession, type SessionEvents } from '../../../../src/stream/kafka/group-session.js';

const EVENTS = { GROUP_JOIN: 'join', REBALANCING: 'rebalancing', HEARTBEAT: 'heartbeat', CRASH: 'crash', END_BATCH_PROCESS: 'end', REQUEST: 'request' };
const left = (): never => {
  throw new Error('Consumer group was not initialized, consumer#run must be called first');
};

/** A session on a client that tells what the test has it tell. */
async function opened(consumer: object = {}): Promise<{ readonly session: GroupSession; readonly told: string[]; tell(event: string, payload: object): void }> {
  const told: string[] = [];
  const listeners = new Map<string, (event: object) => void>();
  const nothing = (): Promise<void> => Promise.resolve();
  const client = { events: EVENTS, on: (name: string, listener: (event: object) => void) => void listeners.set(name, listener), connect: nothing, subscribe: nothing, run: nothing, disconnect: nothing, pause: left, resume: left, seek: left, ...consumer };
  const events: SessionEvents = {
    joined: (member, partitions, ageMs) => told.push(`joined ${member} ${partitions.length} ${Math.round(ageMs / 1_000)} s`),
    rebalancing: () => told.push('rebalancing'),
    heartbeat: (ageMs) => told.push(`heartbeat ${Math.round(ageMs / 1_000)} s`),
    fetched: () => told.push('fetched'),
    crashed: (error) => told.push(`crashed: ${(error as Error).message}`),
  };
  const session = new GroupSession({ consumer: () => client } as unknown as Kafka, { groupId: 'g', topics: ['in'], from: 'earliest' }, { sessionTimeoutMs: 1_000, heartbeatIntervalMs: 100 }, events);
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
});
