import { ERROR_CODES, ThalwegError, isThalwegError, type ErrorCode } from '../../domain/errors.js';
import type { WireError } from './messages.js';

export function toWire(error: unknown): WireError {
  if (isThalwegError(error)) return { code: error.code, message: error.message, stack: error.stack ?? null };
  if (error instanceof Error) return { code: null, message: error.message, stack: error.stack ?? null };
  return { code: null, message: String(error), stack: null };
}

/** An error of a worker as the main thread throws it: its own code, or MODEL_FAILED. */
export function fromWire(task: string, wire: WireError): ThalwegError {
  const code: ErrorCode = wire.code !== null && wire.code in ERROR_CODES ? (wire.code as ErrorCode) : 'MODEL_FAILED';
  const cause = new Error(wire.message);
  if (wire.stack !== null) cause.stack = wire.stack;
  return new ThalwegError(code, wire.code === null ? `${task} failed: ${wire.message}` : wire.message, { cause });
}
