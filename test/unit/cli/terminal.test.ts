import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { sinkOf } from '../../../src/cli/terminal.js';

/** A process stream that takes nothing. */
function refusing(code: string, fd: number): NodeJS.WriteStream & { readonly fd: number } {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });
  return Object.assign(stream, { fd, isTTY: false, columns: 80 }) as unknown as NodeJS.WriteStream & { readonly fd: number };
}

describe('a sink on a process stream', () => {
  it.each([
    ['a reader that went away ends the output, not the work', 'EPIPE', 1, null],
    ['results that cannot be written end the work', 'ENOSPC', 1, { code: 'CONFIG_INVALID', message: expect.stringContaining('full disk (ENOSPC)') }],
    ['progress that cannot be shown stops nothing', 'ENOSPC', 2, null],
  ])('%s', async (_, code, fd, failure) => {
    const sink = sinkOf(refusing(code, fd), {});
    const written = sink.write('text').then(() => null, (error: unknown) => error);
    if (failure === null) expect(await written).toBeNull();
    else expect(await written).toMatchObject(failure);
    expect(await sink.write('more').then(() => null)).toBeNull();
  });
});
