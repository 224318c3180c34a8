import { open, stat, type FileHandle } from 'node:fs/promises';
import type { AudioTrack } from '../../domain/frame.js';

const BYTES_PER_SAMPLE = 4;
export const PCM_BYTES_A_SECOND = 16000 * BYTES_PER_SAMPLE;

/** Decoded sound on disk: little-endian float32, 16 kHz, mono. */
export class PcmFile implements AudioTrack {
  readonly sampleRate = 16000;
  readonly sampleCount: number;
  readonly #file: FileHandle;

  private constructor(file: FileHandle, sampleCount: number) {
    this.#file = file;
    this.sampleCount = sampleCount;
  }

  /** Null when nothing was decoded. */
  static async open(path: string): Promise<PcmFile | null> {
    const bytes = await stat(path).then((found) => found.size, () => 0);
    const sampleCount = Math.floor(bytes / BYTES_PER_SAMPLE);
    if (sampleCount === 0) return null;
    return new PcmFile(await open(path, 'r'), sampleCount);
  }

  get bytes(): number {
    return this.sampleCount * BYTES_PER_SAMPLE;
  }

  async read(start: number, end: number): Promise<Float32Array> {
    const from = Math.max(0, Math.min(this.sampleCount, Math.floor(start)));
    const to = Math.max(from, Math.min(this.sampleCount, Math.ceil(end)));
    const samples = new Float32Array(to - from);
    const bytes = new Uint8Array(samples.buffer);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await this.#file.read(bytes, filled, bytes.length - filled, from * BYTES_PER_SAMPLE + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return samples;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
