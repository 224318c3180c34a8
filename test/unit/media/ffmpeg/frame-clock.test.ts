import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrameClock, type Moment } from '../../../../src/media/ffmpeg/frame-clock.js';
import type { SamplingPolicy } from '../../../../src/stages/demux/sampling-policy.js';

const POLICY: SamplingPolicy = { decode: 'references', tickUs: 400_000, maxGapUs: 500_000 };
const decoded = (n: number, us: number, change = 0): string => `frame:${String(n).padEnd(4)} pts:${String(us).padEnd(7)} pts_time:${us / 1e6}\nlavfi.scd.mafd=${change.toFixed(3)}\n`;
const handedOver = (n: number, tick: number): string => `frame:${String(n).padEnd(4)} pts:${String(tick).padEnd(7)} pts_time:${tick * 0.4}\nthalweg.sampled=1\n`;

async function told(pieces: readonly string[], heldUntilS = 0, policy = POLICY): Promise<{ readonly moments: readonly Moment[]; readonly log: string }> {
  let log = '';
  const clock = new FrameClock(policy, (text) => (log += text));
  for (const piece of pieces) clock.read(piece);
  clock.end(heldUntilS);
  const moments: Moment[] = [];
  for (let moment = await clock.next(); moment !== null; moment = await clock.next()) moments.push(moment);
  return { moments, log };
}

const picture = (timestampS: number, sceneCut = false): Moment => ({ kind: 'picture', timestampS, sceneCut });
const same = (timestampS: number): Moment => ({ kind: 'same', timestampS });

describe('the frame clock', () => {
  it('tells the true time of the picture at each tick', async () => {
    // Ticks at 1.0, 1.4, 1.8 s: the file starts at 1 s. The frame of exactly 1.4 s belongs to the tick of 1.4 s.
    const report = [decoded(0, 1_000_000), decoded(1, 1_200_000), handedOver(0, 0), decoded(2, 1_400_000), decoded(3, 1_700_000), handedOver(1, 1), decoded(4, 1_900_000), handedOver(2, 2)];
    expect((await told(report)).moments).toEqual([picture(1, true), picture(1.4), picture(1.7)]);
  });

  it('tells a tick without a picture as the same picture still shown', async () => {
    const report = [decoded(0, 0), decoded(1, 300_000), handedOver(0, 0), decoded(2, 2_000_000), handedOver(1, 5)];
    expect((await told(report)).moments).toEqual([picture(0, true), same(0.4), same(0.8), same(1.2), same(1.6), picture(2)]);
  });

  it('tells until when the last picture was held', async () => {
    expect((await told([decoded(0, 0), handedOver(0, 0)], 1.3)).moments).toEqual([picture(0, true), same(0.4), same(0.8), same(1.2)]);
    expect((await told([decoded(0, 0), handedOver(0, 0)], 0)).moments).toEqual([picture(0, true)]);
  });

  it('bridges a gap between two pictures by the tick at which the first was still shown', async () => {
    // The picture of 0.16 s is handed over for the tick of 0.4 s and the next, of 0.75 s, for that of 0.8 s: 0.59 s apart.
    const report = [decoded(0, 0), decoded(1, 160_000), handedOver(0, 0), decoded(2, 750_000), handedOver(1, 1), decoded(3, 1_100_000), handedOver(2, 2)];
    const { moments } = await told(report);
    expect(moments).toEqual([picture(0, true), picture(0.16), same(0.4), picture(0.75)]);
  });

  it('begins again when ffmpeg sets up its filters anew', async () => {
    const report = [decoded(0, 0), decoded(1, 400_000), handedOver(0, 0), decoded(2, 700_000), handedOver(1, 1), decoded(0, 900_000), handedOver(0, 0), decoded(1, 1_300_000), handedOver(1, 1)];
    expect((await told(report)).moments.filter(({ kind }) => kind === 'picture')).toEqual([picture(0, true), picture(0.4), picture(0.9), picture(1.3)]);
  });

  it('tells one picture for each that is handed over, whatever the clock says', async () => {
    const { moments } = await told([decoded(0, 500_000), handedOver(0, 0), decoded(1, 100_000), handedOver(1, 0), 'frame:2    pts:NOPTS   pts_time:NOPTS\nthalweg.sampled=1\n', handedOver(3, 900)]);
    expect(moments.filter(({ kind }) => kind === 'picture')).toHaveLength(4);
  });

  it('tells keyframes by their own times where nothing else is decoded', async () => {
    const report = [decoded(0, 0), handedOver(0, 0), decoded(1, 450_000), decoded(2, 900_000), handedOver(1, 3), decoded(3, 1_350_000)];
    const { moments } = await told(report, 0, { decode: 'keyframes', tickUs: 300_000, maxGapUs: 500_000 });
    expect(moments).toEqual([picture(0, true), same(0.45), picture(0.9)]);
  });

  it('reads reports cut anywhere and in the middle of a line of the log', async () => {
    const whole = [decoded(0, 0), handedOver(0, 0), `[h264 @ 0x1] error whi${decoded(1, 500_000, 42)}le decoding MB\n`, handedOver(1, 2), 'last words'].join('');
    const expected = await told([whole]);
    expect(expected.moments).toEqual([picture(0, true), same(0.4), picture(0.5, true)]);
    expect(expected.log).toBe('[h264 @ 0x1] error while decoding MB\nlast words');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 8 }), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const pieces = places.slice(1).map((end, at) => whole.slice(places[at], end));
        expect(await told(pieces)).toEqual(expected);
      }),
    );
  });
});
