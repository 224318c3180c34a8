import { describe, expect, it } from '@jest/globals';
import { FramePool } from '../../../src/media/ffmpeg/frame-pool.js';
import { PictureMemory } from '../../../src/media/ffmpeg/picture-memory.js';

describe('memory for pictures', () => {
  it('goes to the next picture that it fits, the tightest first', () => {
    const memory = new PictureMemory();
    const [large, small] = [memory.take(140), memory.take(100)];
    memory.give(large);
    memory.give(small);
    const again = memory.take(96);
    expect(again.buffer).toBe(small.buffer);
    expect(again).toHaveLength(96);
    expect(memory.take(96).buffer).toBe(large.buffer);
    expect(memory.take(96).buffer.byteLength).toBe(96);
  });

  it('is not spent on much smaller pictures, nor on larger ones', () => {
    const memory = new PictureMemory();
    const picture = memory.take(1000);
    memory.give(picture);
    expect(memory.take(600).buffer).not.toBe(picture.buffer);
    expect(memory.take(1001).buffer).not.toBe(picture.buffer);
  });

  it('lies idle within a bound', () => {
    const memory = new PictureMemory();
    const pictures = Array.from({ length: 4 }, () => memory.take(30 << 20));
    for (const picture of pictures) memory.give(picture);
    const buffers = Array.from({ length: 4 }, () => memory.take(30 << 20).buffer);
    expect(pictures.filter(({ buffer }) => buffers.includes(buffer))).toHaveLength(3);
  });

  it('comes back from a pool that is closed, also what is released only then', async () => {
    const memory = new PictureMemory();
    const pool = new FramePool(memory, 50, 2);
    const [one, two] = [await pool.take(), await pool.take()] as [Uint8Array, Uint8Array];
    pool.give(one);
    pool.close();
    expect(memory.take(50).buffer).toBe(one.buffer);
    pool.give(two);
    expect(memory.take(50).buffer).toBe(two.buffer);
  });
});
