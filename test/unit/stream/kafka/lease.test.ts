import { describe, expect, it } from '@jest/globals';
import { Lease } from '../../../../src/stream/kafka/lease.js';

const SESSION_MS = 1_000;

/** A lease on a clock that the test moves. */
function leaseAt(): { readonly lease: Lease; pass(ms: number): void } {
  let nowMs = 50_000;
  return { lease: new Lease(SESSION_MS, () => nowMs), pass: (ms) => void (nowMs += ms) };
}

function begun(): ReturnType<typeof leaseAt> {
  const at = leaseAt();
  at.lease.renew(0);
  at.lease.begin();
  return at;
}

describe('lease', () => {
  it('is held from the assignment on, as long as the last answer is fresh', () => {
    const { lease, pass } = leaseAt();
    expect(lease.held).toBe(false);
    lease.renew(0);
    expect(lease.held).toBe(false);
    lease.begin();
    expect(lease.held).toBe(true);
    pass(699);
    expect(lease.held).toBe(true);
    pass(1);
    expect(lease.held).toBe(false);
    lease.renew(0);
    expect(lease.held).toBe(true);
  });

  it('counts from when the request was sent: an answer that lay in wait while the process was frozen renews nothing', () => {
    const { lease, pass } = begun();
    pass(5_000);
    lease.renew(5_000);
    expect(lease.held).toBe(false);
    lease.renew(100);
    pass(599);
    expect(lease.held).toBe(true);
    pass(1);
    expect(lease.held).toBe(false);
  });

  it('is never shortened by an old answer, nor lengthened by a clock that was set back', () => {
    const { lease, pass } = begun();
    lease.renew(900);
    expect(lease.held).toBe(true);
    lease.renew(-10_000);
    pass(700);
    expect(lease.held).toBe(false);
  });

  it('ends with a rebalance, and heartbeats do not open it again before the new assignment', () => {
    const { lease } = begun();
    lease.end();
    expect(lease.held).toBe(false);
    lease.renew(0);
    expect(lease.held).toBe(false);
    lease.begin();
    expect(lease.held).toBe(true);
  });

  it('tells who waits when it is certain, or that it will not be', async () => {
    const { lease } = leaseAt();
    const stop = new AbortController();
    const [held, given] = [lease.certain(new AbortController().signal), lease.certain(stop.signal)];
    stop.abort();
    expect(await given).toBe(false);
    lease.renew(0);
    lease.begin();
    expect(await held).toBe(true);
    expect(await lease.certain(stop.signal)).toBe(false);
  });
});
