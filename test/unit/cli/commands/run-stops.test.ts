import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CLOSING_LIMIT_MS, PROMPT_LIMIT_MS, RunStops } from '../../../../src/cli/commands/run-stops.js';

const DRAIN_MS = 30_000;

function rig(): { readonly stops: RunStops; readonly told: string[] } {
  const told: string[] = [];
  return { told, stops: new RunStops({ lifecycle: { stop: () => void told.push('stop') }, drainTimeoutMs: DRAIN_MS, say: (line) => void told.push(line.replace(/;.*/, '')), exit: () => void told.push('exit') }) };
}

describe('stops of a run', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('the first drains; what hangs beyond the drain and the closing ends with the process', () => {
    const { stops, told } = rig();
    stops.stop();
    jest.advanceTimersByTime(DRAIN_MS + CLOSING_LIMIT_MS - 1);
    expect(told).toEqual(['stop']);
    jest.advanceTimersByTime(1);
    expect(told).toEqual(['stop', `thalweg: closing took longer than ${DRAIN_MS + CLOSING_LIMIT_MS} ms`, 'exit']);
  });

  it('the second ends the process promptly whatever hangs', () => {
    const { stops, told } = rig();
    stops.stop();
    stops.stop();
    jest.advanceTimersByTime(PROMPT_LIMIT_MS);
    expect(told).toEqual(['stop', 'stop', `thalweg: closing took longer than ${PROMPT_LIMIT_MS} ms`, 'exit']);
  });

  it('the third does not wait', () => {
    const { stops, told } = rig();
    for (let times = 0; times < 3; times += 1) stops.stop();
    expect(told).toEqual(['stop', 'stop', 'stop', 'exit']);
  });

  it('nothing comes after a run that has ended', () => {
    const { stops, told } = rig();
    stops.stop();
    stops.over();
    jest.advanceTimersByTime(10 * (DRAIN_MS + CLOSING_LIMIT_MS));
    expect(told).toEqual(['stop']);
  });
});
