import { randomFillSync } from 'node:crypto';

/** W3C Trace Context, level 1: version 00, trace id, parent id, flags; ids of zeros only are invalid. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * The trace that the outputs of a record belong to: the record's own, unchanged, since no span of ours is recorded yet
 * that could stand between; a new one where the record carries none or an invalid one.
 */
export function traceparentFor(found: string | null): string {
  return found !== null && TRACEPARENT.test(found) ? found : newTraceparent();
}

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;
/** Random bytes drawn for many traces at once: each draw is a call into the system. */
const drawn = Buffer.alloc((TRACE_ID_BYTES + SPAN_ID_BYTES) * 128);
let used = drawn.length;

function newTraceparent(): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const traceId = drawn.toString('hex', used, used + TRACE_ID_BYTES);
  const spanId = drawn.toString('hex', used + TRACE_ID_BYTES, used + TRACE_ID_BYTES + SPAN_ID_BYTES);
  used += TRACE_ID_BYTES + SPAN_ID_BYTES;
  return `00-${traceId}-${spanId}-01`;
}
