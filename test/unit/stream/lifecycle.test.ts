import { describe, expect, it } from '@jest/globals';
import { Lifecycle, type LifecycleState } from '../../../src/stream/lifecycle.js';

const STATES: readonly LifecycleState[] = ['starting', 'running', 'draining', 'closed'];
const WAY: Readonly<Record<LifecycleState, readonly LifecycleState[]>> = { starting: [], running: ['running'], draining: ['draining'], closed: ['closed'] };
const ALLOWED = new Set(['starting→running', 'starting→draining', 'starting→closed', 'running→draining', 'running→closed', 'draining→closed']);

describe('lifecycle', () => {
  for (const from of STATES) {
    for (const to of STATES) {
      const allowed = ALLOWED.has(`${from}→${to}`);
      it(`${allowed ? 'goes' : 'does not go'} from ${from} to ${to}`, () => {
        const changes: string[] = [];
        const lifecycle = new Lifecycle((left, entered) => changes.push(`${left}→${entered}`));
        for (const step of WAY[from]) lifecycle.to(step);
        changes.length = 0;
        expect(lifecycle.to(to)).toBe(allowed);
        expect(lifecycle.state).toBe(allowed ? to : from);
        expect(changes).toEqual(allowed ? [`${from}→${to}`] : []);
      });
    }
  }

  it('a first stop ends new work, a second ends all work', () => {
    const lifecycle = new Lifecycle();
    lifecycle.to('running');
    expect([lifecycle.noNewWork.aborted, lifecycle.endNow.aborted]).toEqual([false, false]);
    lifecycle.stop();
    expect([lifecycle.state, lifecycle.noNewWork.aborted, lifecycle.endNow.aborted]).toEqual(['draining', true, false]);
    lifecycle.stop();
    expect([lifecycle.state, lifecycle.noNewWork.aborted, lifecycle.endNow.aborted]).toEqual(['closed', true, true]);
    lifecycle.stop();
    expect(lifecycle.state).toBe('closed');
  });
});
