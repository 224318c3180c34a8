import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DrawnClips, colourAt, demuxOptions, longestGapS, turnTracks, watch } from '../../../support/drawn-clips.js';

let clips: DrawnClips;
beforeAll(async () => {
  clips = await DrawnClips.open();
});
afterAll(() => clips.remove());

const MOVING = (seconds: number, size = '320x240', rate = 25): string => `testsrc2=s=${size}:r=${rate}:d=${seconds}`;
const LONG_GOP = ['-c:v', 'libx264', '-g', '9999', '-keyint_min', '9999', '-sc_threshold', '0', '-pix_fmt', 'yuv420p'];

describe('sampled times', () => {
  it('stay within the wanted gap in a long GOP, each the true time of a picture, and no more of them than needed', async () => {
    const path = await clips.draw('long-gop.mp4', '-f', 'lavfi', '-i', MOVING(12), ...LONG_GOP);
    const { moments, frames } = await watch(path, demuxOptions(clips));
    const truth = await clips.frameTimesS(path);
    expect(longestGapS(moments)).toBeLessThanOrEqual(0.5 + 1e-6);
    expect(frames[0]!.timestampS).toBe(0);
    expect(12 - moments.at(-1)!.timestampS).toBeLessThanOrEqual(0.5);
    for (const { timestampS } of frames) expect(Math.min(...truth.map((timeS) => Math.abs(timeS - timestampS)))).toBeLessThan(1e-4);
    expect(frames.length).toBeLessThanOrEqual(12 / 0.4 + 1);
    expect(frames.map(({ index }) => index)).toEqual(frames.map((_, at) => at));
  });

  it('are those of the pictures in a video of varying frame rate, and a picture that stays is told until it goes', async () => {
    // Pictures at 0, 0.2, 0.3, 2.9, 3.0, 3.1 s and the last, at 3.9 s, until 6 s.
    const kept = [0, 2, 3, 29, 30, 31, 39, 59].map((n) => `eq(n,${n})`).join('+');
    const path = await clips.draw('vfr.mp4', '-f', 'lavfi', '-i', `testsrc2=s=320x240:r=10:d=6`, '-vf', `select='${kept}'`, '-vsync', 'vfr', '-enc_time_base', '1/1000', '-bf', '0', ...LONG_GOP);
    const { moments, frames } = await watch(path, demuxOptions(clips));
    expect(longestGapS(moments)).toBeLessThanOrEqual(0.5 + 1e-6);
    const times = frames.map(({ timestampS }) => timestampS);
    // The picture of 0.3 s is on the screen for 2.6 s: it must be among them, and so must the one that stays from 3.9 s on.
    for (const wanted of [0, 0.3, 3.9]) expect(times.some((timeS) => Math.abs(timeS - wanted) < 1e-3)).toBe(true);
    for (const timeS of times) expect([0, 0.2, 0.3, 2.9, 3, 3.1, 3.9, 5.9].some((truth) => Math.abs(truth - timeS) < 1e-3)).toBe(true);
    const held = moments.filter((moment) => moment.kind === 'repeat' && Math.abs(moment.ofTimestampS - 0.3) < 1e-3);
    expect(held.length).toBeGreaterThanOrEqual(4);
    for (const { timestampS } of held) expect(timestampS).toBeLessThan(2.9);
  });

  it('hold the last picture until the end of its track', async () => {
    const path = await clips.draw('held.mp4', '-f', 'lavfi', '-i', MOVING(1, '320x240', 10), '-vf', "select='lt(n,3)'", '-vsync', 'vfr', '-bf', '0', ...LONG_GOP, '-video_track_timescale', '1000', '-bsf:v', 'setts=duration=if(eq(N\\,2)\\,5000\\,100)');
    const { moments, facts } = await watch(path, demuxOptions(clips));
    expect(facts.durationS).toBeGreaterThan(4);
    expect(longestGapS(moments)).toBeLessThanOrEqual(0.5 + 1e-6);
    expect(facts.durationS - moments.at(-1)!.timestampS).toBeLessThanOrEqual(0.5);
  });

  it('are those of the keyframes alone where they are dense enough', async () => {
    const path = await clips.draw('dense-keys.mp4', '-f', 'lavfi', '-i', MOVING(4), '-c:v', 'libx264', '-g', '10', '-keyint_min', '10', '-pix_fmt', 'yuv420p');
    const { moments, frames } = await watch(path, demuxOptions(clips));
    expect(longestGapS(moments)).toBeLessThanOrEqual(0.5);
    for (const { timestampS } of frames) expect(Math.abs((timestampS / 0.4) - Math.round(timestampS / 0.4))).toBeLessThan(1e-6);
  });

  it('go finer when asked', async () => {
    const path = await clips.draw('finer.mp4', '-f', 'lavfi', '-i', MOVING(3), ...LONG_GOP);
    const { moments } = await watch(path, demuxOptions(clips, { maxGapS: 0.2 }));
    expect(longestGapS(moments)).toBeLessThanOrEqual(0.2 + 1e-6);
  });

  it('start at zero in a transport stream, and where sound comes first keep their distance to it', async () => {
    const stream = await clips.draw('clock.ts', '-f', 'lavfi', '-i', MOVING(2), ...LONG_GOP, '-output_ts_offset', '95440', '-f', 'mpegts');
    const { frames } = await watch(stream, demuxOptions(clips));
    expect(frames[0]!.timestampS).toBeCloseTo(0, 6);
    expect(frames.at(-1)!.timestampS).toBeLessThanOrEqual(2);
    const late = await clips.draw('late-picture.mkv', '-f', 'lavfi', '-i', 'sine=d=3', '-itsoffset', '1', '-f', 'lavfi', '-i', MOVING(2), '-map', '0:a', '-map', '1:v', ...LONG_GOP, '-c:a', 'aac');
    const delayed = await watch(late, demuxOptions(clips));
    expect(delayed.frames[0]!.timestampS).toBeGreaterThan(0.95);
    expect(delayed.frames[0]!.timestampS).toBeLessThan(1.1);
  });
});

describe('likeness', () => {
  it('lets a still video of a minute collapse into one picture whose time goes on', async () => {
    const path = await clips.draw('still.mp4', '-f', 'lavfi', '-i', 'testsrc=s=640x360:r=25:d=1', '-vf', 'loop=loop=1500:size=1:start=0,setpts=N/25/TB', '-t', '60', '-c:v', 'libx264', '-crf', '30', '-g', '48', '-pix_fmt', 'yuv420p');
    const { moments, frames } = await watch(path, demuxOptions(clips));
    expect(frames).toHaveLength(1);
    expect(longestGapS(moments)).toBeLessThanOrEqual(0.5 + 1e-6);
    expect(moments.at(-1)!.timestampS).toBeGreaterThan(59);
    for (const moment of moments.slice(1)) expect(moment).toMatchObject({ kind: 'repeat', ofTimestampS: 0 });
  });

  it('sees a small caption come and go on a still picture', async () => {
    // Twelve strokes of 2 × 14 pixels, as a short word in a 16-pixel font, from 3 s to 6 s.
    const strokes = Array.from({ length: 12 }, (_, n) => `drawbox=x=${300 + n * 5}:y=${200 + (n % 3)}:w=2:h=14:color=0xC8C8C8:t=fill:enable='between(t,3,6)'`).join(',');
    const path = await clips.draw('caption.mp4', '-f', 'lavfi', '-i', 'color=c=0x305070:s=640x360:r=25:d=9', '-vf', strokes, '-c:v', 'libx264', '-crf', '28', '-pix_fmt', 'yuv420p');
    const { frames } = await watch(path, demuxOptions(clips));
    expect(frames).toHaveLength(3);
    expect(frames[1]!.timestampS).toBeGreaterThanOrEqual(3);
    expect(frames[1]!.timestampS).toBeLessThan(3.5);
    expect(frames[2]!.timestampS).toBeGreaterThanOrEqual(6);
    expect(frames[2]!.timestampS).toBeLessThan(6.5);
  });

  it('marks the first picture after each cut, and no motion as one', async () => {
    const path = await clips.draw(
      'cuts.mp4',
      ...['-f', 'lavfi', '-i', 'mandelbrot=s=320x240:r=25', '-f', 'lavfi', '-i', MOVING(4), '-f', 'lavfi', '-i', 'color=c=0xE0E0E0:s=320x240:r=25:d=4'],
      '-filter_complex', '[0]trim=duration=3.2,setpts=PTS-STARTPTS[a];[1]trim=duration=2.6,setpts=PTS-STARTPTS[b];[2]trim=duration=2,setpts=PTS-STARTPTS[c];[a][b][c]concat=n=3',
      ...LONG_GOP,
    );
    const { frames } = await watch(path, demuxOptions(clips));
    const cuts = frames.filter(({ sceneCut }) => sceneCut).map(({ timestampS }) => timestampS);
    expect(cuts).toHaveLength(3);
    expect(cuts[0]).toBe(0);
    for (const [at, cutS] of [3.2, 5.8].entries()) {
      expect(cuts[at + 1]).toBeGreaterThanOrEqual(cutS - 1e-3);
      expect(cuts[at + 1]).toBeLessThan(cutS + 0.5);
    }
  });
});

describe('pictures', () => {
  /** Red, green, blue and white quarters: top left, top right, bottom left, bottom right. */
  const QUARTERS = (w: number, h: number): string =>
    `color=c=white:s=${w}x${h}:r=10:d=1,drawbox=x=0:y=0:w=iw/2:h=ih/2:c=red:t=fill,drawbox=x=iw/2:y=0:w=iw/2:h=ih/2:c=0x00FF00:t=fill,drawbox=x=0:y=ih/2:w=iw/2:h=ih/2:c=blue:t=fill`;
  const named = ([r, g, b]: readonly [number, number, number]): string => {
    const level = (value: number): number => (value > 127 ? 1 : 0);
    const names: Readonly<Record<string, string>> = { '100': 'red', '010': 'green', '001': 'blue', '111': 'white' };
    return names[`${level(r)}${level(g)}${level(b)}`] ?? `${r},${g},${b}`;
  };
  const corners = async (path: string, changed = {}): Promise<{ readonly width: number; readonly height: number; readonly corners: readonly string[]; readonly facts: object }> => {
    let seen: readonly string[] = [];
    const { frames, facts } = await watch(path, demuxOptions(clips, changed), (frame) => {
      seen = ([[0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]] as const).map(([x, y]) => named(colourAt(frame, x, y)));
    });
    return { width: frames[0]!.width, height: frames[0]!.height, corners: seen, facts };
  };
  const UPRIGHT = ['red', 'green', 'blue', 'white'];

  it.each([
    { name: 'quarter turn', matrix: [0, 1, -1, 0] as const, rotationDeg: 90, expected: ['blue', 'red', 'white', 'green'], width: 120, height: 200 },
    { name: 'half turn', matrix: [-1, 0, 0, -1] as const, rotationDeg: 180, expected: ['white', 'blue', 'green', 'red'], width: 200, height: 120 },
    { name: 'three quarters', matrix: [0, -1, 1, 0] as const, rotationDeg: 270, expected: ['green', 'white', 'red', 'blue'], width: 120, height: 200 },
  ])('are turned upright: $name', async ({ name, matrix, rotationDeg, expected, width, height }) => {
    const path = await clips.draw(`turned-${name}.mp4`, '-f', 'lavfi', '-i', QUARTERS(200, 120), '-c:v', 'libx264', '-pix_fmt', 'yuv420p');
    await turnTracks(path, matrix);
    expect(await corners(path)).toMatchObject({ width, height, corners: expected, facts: { rotationDeg, width, height } });
  });

  it('are mirrored back where the file says so', async () => {
    const path = await clips.draw('mirrored.mp4', '-f', 'lavfi', '-i', QUARTERS(200, 120), '-c:v', 'libx264', '-pix_fmt', 'yuv420p');
    await turnTracks(path, [-1, 0, 0, 1]);
    expect(await corners(path)).toMatchObject({ width: 200, height: 120, corners: ['green', 'red', 'white', 'blue'] });
  });

  it.each([
    ['hevc-10-bit.mp4', ['-c:v', 'libx265', '-x265-params', 'log-level=error', '-pix_fmt', 'yuv420p10le', '-tag:v', 'hvc1']],
    ['vp9.webm', ['-c:v', 'libvpx-vp9', '-pix_fmt', 'yuv420p', '-deadline', 'realtime', '-cpu-used', '8']],
    ['vp8.webm', ['-c:v', 'libvpx', '-pix_fmt', 'yuv420p']],
    ['av1.mp4', ['-c:v', 'libaom-av1', '-cpu-used', '8', '-usage', 'realtime', '-pix_fmt', 'yuv420p']],
    ['prores.mov', ['-c:v', 'prores_ks', '-pix_fmt', 'yuv422p10le']],
    ['mjpeg.mov', ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p']],
    ['full-range-444.mp4', ['-c:v', 'libx264', '-pix_fmt', 'yuvj444p']],
    ['mpeg4.mkv', ['-c:v', 'mpeg4']],
  ])('of %s come in their colours', async (name, encoder) => {
    const path = await clips.draw(name, '-f', 'lavfi', '-i', QUARTERS(200, 120), ...encoder);
    expect(await corners(path)).toMatchObject({ width: 200, height: 120, corners: UPRIGHT });
  });

  it('of high dynamic range come in their colours', async () => {
    const path = await clips.draw('hdr.mp4', '-f', 'lavfi', '-i', QUARTERS(200, 120), '-vf', 'zscale=tin=bt709:pin=bt709:min=bt709:rin=tv:t=smpte2084:p=bt2020:m=bt2020nc:r=tv:npl=300,format=yuv420p10le', '-c:v', 'libx265', '-x265-params', 'log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc', '-tag:v', 'hvc1');
    expect(await corners(path)).toMatchObject({ width: 200, height: 120, corners: UPRIGHT });
  });

  it('keep their display shape, an even size, and grow never', async () => {
    const wide = await clips.draw('anamorphic.mp4', '-f', 'lavfi', '-i', QUARTERS(120, 120), '-vf', 'setsar=2/1', '-c:v', 'libx264', '-pix_fmt', 'yuv420p');
    expect(await corners(wide)).toMatchObject({ width: 240, height: 120, corners: UPRIGHT, facts: { width: 240, height: 120 } });
    const odd = await clips.draw('odd.mp4', '-f', 'lavfi', '-i', QUARTERS(200, 120), '-vf', 'format=yuv444p,scale=201:121,setsar=1', '-c:v', 'libx264');
    expect(await corners(odd)).toMatchObject({ width: 200, height: 120, corners: UPRIGHT, facts: { width: 201, height: 121 } });
    const large = await clips.draw('large.mp4', '-f', 'lavfi', '-i', QUARTERS(1200, 800), '-c:v', 'libx264', '-pix_fmt', 'yuv420p');
    expect(await corners(large, { maxShortSidePx: 400 })).toMatchObject({ width: 600, height: 400, corners: UPRIGHT, facts: { width: 1200, height: 800 } });
    const dot = await clips.draw('dot.mkv', '-f', 'lavfi', '-i', 'color=c=red:s=2x2:r=5:d=1', '-vf', 'format=rgb24,crop=1:1', '-c:v', 'png');
    expect(await corners(dot)).toMatchObject({ width: 2, height: 2, corners: ['red', 'red', 'red', 'red'], facts: { width: 1, height: 1 } });
  });

  it('change their size within a video without harm', async () => {
    const a = await clips.draw('size-a.ts', '-f', 'lavfi', '-i', MOVING(2, '320x240'), ...LONG_GOP, '-f', 'mpegts');
    const b = await clips.draw('size-b.ts', '-f', 'lavfi', '-i', MOVING(2, '640x480'), ...LONG_GOP, '-output_ts_offset', '2', '-f', 'mpegts');
    const both = await clips.draw('size-change.ts', '-f', 'mpegts', '-i', `concat:${a}|${b}`, '-c', 'copy', '-f', 'mpegts');
    const { frames, moments } = await watch(both, demuxOptions(clips));
    expect(new Set(frames.map(({ width, height }) => `${width}x${height}`))).toEqual(new Set(['320x240']));
    expect(frames.at(-1)!.timestampS).toBeGreaterThan(3.5);
    expect(longestGapS(moments)).toBeLessThanOrEqual(0.5 + 1e-6);
  });
});
