import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';

const WORKER = new URL('./worker.mjs', import.meta.url).pathname;

/** One worker of the stream in a process of its own. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #lines = new EventEmitter();
  readonly #log: string[] = [];
  readonly exited: Promise<number | null>;
  closed: { readonly failure: string | null; readonly left: readonly string[]; readonly fenced: number } | null = null;
  #ready = false;

  constructor(settings: object, environment: NodeJS.ProcessEnv) {
    this.#lines.setMaxListeners(0);
    this.#child = spawn(process.execPath, [WORKER], { env: { ...process.env, ...environment, NODE_OPTIONS: '', THALWEG_INTEGRITY: JSON.stringify(settings) }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.exited = once(this.#child, 'exit').then(([code]) => (this.#lines.emit('line'), code as number | null));
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      if (line.startsWith('ready')) this.#ready = true;
      if (line.startsWith('closed')) this.closed = JSON.parse(line.slice('closed '.length)) as typeof this.closed;
      this.#lines.emit('line');
    });
    createInterface({ input: this.#child.stderr! }).on('line', (line) => {
      this.#log.push(line);
      this.#lines.emit('line');
    });
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  /** Resolves when the worker has its first assignment; rejects with its log when it ends before. */
  async ready(): Promise<void> {
    await this.until(() => this.#ready);
  }

  /** Resolves once a line of the log contains the text, counted from line `from`. */
  async logged(text: string, from = 0): Promise<void> {
    await this.until(() => this.#log.slice(from).some((line) => line.includes(text)));
  }

  get logLines(): number {
    return this.#log.length;
  }

  get log(): string {
    return this.#log.join('\n');
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  /** SIGTERM; resolves with the exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.exited;
  }

  private async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) throw new Error(`the worker ended with ${this.#child.exitCode ?? this.#child.signalCode}:\n${this.#log.slice(-30).join('\n')}`);
      await once(this.#lines, 'line');
    }
  }
}
