import type { Frame } from '../../../../src/domain/frame.js';
import type { PerceptionContext } from '../../../../src/stages/frame-observer.js';

export const PLAIN = new Uint8Array(1024).fill(17);
export const TEXTURED = Uint8Array.from({ length: 1024 }, (_, i) => 60 + ((i * 37) % 140));

/** A small frame at a time; the picture itself is grey. */
export function frameAt(timestampS: number, { luma = TEXTURED, sceneCut = timestampS === 0 }: { luma?: Uint8Array; sceneCut?: boolean } = {}): Frame {
  const pixels = new Uint8Array(new SharedArrayBuffer(16 * 16 * 3)).fill(120);
  return { kind: 'frame', index: 0, timestampS, width: 16, height: 16, pixels, sceneCut, luma, release: () => undefined };
}

export function contextOf(overrides: Partial<PerceptionContext> = {}): PerceptionContext {
  return { videoId: 'v', listingTexts: [], locale: null, market: null, width: 16, height: 16, durationS: 10, priority: 0, effort: 'fast', ...overrides };
}
