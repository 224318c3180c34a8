import type { GreyPlane, Look, LookRequest, Presence, Quad, TextSignature } from '../../stages/read/text-reader.js';
import type { Task } from '../tasks.js';

export interface SignInput {
  readonly plane: GreyPlane;
  readonly quads: readonly Quad[];
}

export interface TraceInput {
  readonly planes: readonly GreyPlane[];
  readonly signatures: readonly TextSignature[];
}

/** Pixel work of following texts from frame to frame; no model. */
export const LOOK: Task<LookRequest, Look> = { name: 'text-watch/look', batching: { maxBatch: 1, maxWaitMs: 0 } };
export const SIGN: Task<SignInput, readonly TextSignature[]> = { name: 'text-watch/sign', batching: { maxBatch: 1, maxWaitMs: 0 } };
export const TRACE: Task<TraceInput, readonly (readonly Presence[])[]> = { name: 'text-watch/trace', batching: { maxBatch: 1, maxWaitMs: 0 } };
