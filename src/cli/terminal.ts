import { unwritable } from './output/unwritable.js';

/** The two streams of a command: results go to `out`, everything else to `err`. */
export interface Terminal {
  readonly out: TextSink;
  readonly err: TextSink;
  /** Stops the command: Ctrl-C, SIGTERM. */
  readonly signal: AbortSignal;
  readonly environment: NodeJS.ProcessEnv;
  readonly workingFolder: string;
}

export interface TextSink {
  /**
   * Resolves when the reader has taken enough that more may be written.
   * @throws ThalwegError CONFIG_INVALID when it cannot be written (a full disk behind it)
   */
  write(text: string): Promise<void>;
  /** True where a person watches: lines may be redrawn. */
  readonly interactive: boolean;
  readonly coloured: boolean;
  readonly columns: number;
}

const DEFAULT_COLUMNS = 100;

/** A sink on a process stream. A reader that went away (`| head`) ends the output, not the work. */
export function sinkOf(stream: NodeJS.WriteStream & { readonly fd: number }, environment: NodeJS.ProcessEnv): TextSink {
  const interactive = stream.isTTY && environment['CI'] === undefined && environment['TERM'] !== 'dumb';
  let gone = false;
  // Told to whoever writes; without a listener it would end the process in the middle of its work.
  stream.on('error', () => undefined);
  return {
    interactive,
    coloured: wantsColour(stream.isTTY, environment),
    get columns() {
      const told = Number(environment['COLUMNS']);
      return stream.isTTY ? stream.columns : Number.isInteger(told) && told > 0 ? told : DEFAULT_COLUMNS;
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        if (gone) {
          resolve();
          return;
        }
        stream.write(text, (error) => {
          gone = error !== null && error !== undefined;
          // Progress that cannot be shown stops nothing; results that cannot be written do.
          if (!gone || (error as NodeJS.ErrnoException).code === 'EPIPE' || stream.fd !== 1) resolve();
          else reject(unwritable('standard', 'output', error, 'room and the right to write the results'));
        });
      }),
  };
}

/** https://no-color.org and https://force-color.org. */
function wantsColour(isTerminal: boolean, environment: NodeJS.ProcessEnv): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  if ((environment['FORCE_COLOR'] ?? '') !== '') return environment['FORCE_COLOR'] !== '0';
  return isTerminal && environment['TERM'] !== 'dumb';
}
