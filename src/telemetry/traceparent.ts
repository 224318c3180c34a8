import { randomBytes } from 'node:crypto';

/** W3C Trace Context, level 1: version 00, trace id, parent id, flags; ids of zeros only are invalid. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * The trace that the outputs of a record belong to: the record's own, unchanged, since no span of ours is recorded yet
 * that could stand between; a new one where the record carries none or an invalid one.
 */
export function traceparentFor(found: string | null): string {
  return found !== null && TRACEPARENT.test(found) ? found : `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}
