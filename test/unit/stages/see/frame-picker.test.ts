import { describe, expect, it } from '@jest/globals';
import { FramePicker } from '../../../../src/stages/see/frame-picker.js';
import { frameAt, PLAIN, TEXTURED } from './frames.js';

describe('FramePicker', () => {
  it('looks at every shot twice, a second apart, and no more', () => {
    const picker = new FramePicker('fast', 9);
    const looked = [0, 0.5, 1, 1.5, 2, 3, 3.5, 4, 6, 6.5, 7, 8].map((at) => ({ at, ...picker.plan(frameAt(at, { sceneCut: [3, 6].includes(at) })) }));
    expect(looked.filter(({ look }) => look).map(({ at }) => at)).toEqual([0, 1, 3, 4, 6, 7]);
  });

  it('goes on looking at a shot that does not end', () => {
    const picker = new FramePicker('fast', 20);
    const looked = Array.from({ length: 20 }, (_, at) => ({ at, look: picker.plan(frameAt(at)).look })).filter(({ look }) => look);
    expect(looked.map(({ at }) => at)).toEqual([0, 1, 4, 7, 10, 13, 16, 19]);
  });

  it('looks at nothing that is one colour', () => {
    const picker = new FramePicker('fast', 10);
    const plans = [0, 1, 2, 3].map((at) => picker.plan(frameAt(at, { luma: PLAIN, sceneCut: at === 2 })));
    expect(plans.map(({ look, readCodes }) => look || readCodes)).toEqual([false, false, false, false]);
    expect(plans.filter(({ rateNudity }) => rateNudity)).toHaveLength(1);
  });

  it.each([['fast', 24], ['low', 36], ['medium', 60], ['high', 96]] as const)('keeps its limit on an hour of quick cuts (%s)', (effort, limit) => {
    const picker = new FramePicker(effort, 3600);
    const plans = Array.from({ length: 7200 }, (_, i) => ({ at: i / 2, ...picker.plan(frameAt(i / 2, { sceneCut: i % 3 === 0 })) }));
    const looks = plans.filter(({ look }) => look);
    expect(looks.length).toBeLessThanOrEqual(limit);
    expect(looks.length).toBeGreaterThan(limit * 0.9);
    expect(looks.filter(({ at }) => at > 1800).length).toBeGreaterThan(limit * 0.3);
    expect(plans.filter(({ readCodes }) => readCodes).length).toBeLessThanOrEqual(limit / 2);
  });

  it('still looks when the length is not known', () => {
    const picker = new FramePicker('fast', 0);
    const looks = Array.from({ length: 40 }, (_, i) => picker.plan(frameAt(i, { sceneCut: i % 2 === 0 })).look).filter(Boolean);
    expect(looks).toHaveLength(8);
  });

  it('counts the shots', () => {
    const picker = new FramePicker('fast', 5);
    const shots = [0, 1, 2, 3].map((at) => {
      picker.plan(frameAt(at, { sceneCut: at === 2, luma: TEXTURED }));
      return picker.shot;
    });
    expect(shots).toEqual([0, 0, 1, 1]);
  });
});
