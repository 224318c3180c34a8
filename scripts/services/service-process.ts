import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PLACES } from './places.js';

/** A service that runs on loopback with its data in a private folder. */
export interface ServiceProcess {
  /** Process id while it runs, else null. */
  pid(): number | null;
  /** Ends it in good order (SIGTERM, after 20 s SIGKILL); its data and ports stay its own. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same data and ports, and waits until it is ready. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** SIGSTOP or SIGCONT, to freeze and thaw it. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Ends it and removes its data. Safe to call twice. */
  dispose(): Promise<void>;
}

export interface ServiceCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Private folder of data and log; removed by `dispose`. */
  readonly folder: string;
  /** True once it serves; asked every 100 ms until `readyWithinMs`. `log` is what it has written since this start. */
  readonly ready: (log: string) => boolean | Promise<boolean>;
  readonly readyWithinMs?: number;
  /** The service ends when this process is gone; null: it lives until it is stopped. Default: this process. */
  readonly ownerPid?: number | null;
  /** False keeps the data folder on `dispose` and when the owner is gone. */
  readonly removeFolder?: boolean;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A TCP port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? found(address.port) : failed(new Error('no free port'))));
    });
  });
}

/** Starts a service and waits until it is ready; throws with the end of its log where it is not. */
export async function startProcess(service: ServiceCommand): Promise<ServiceProcess> {
  const logPath = join(service.folder, `${service.name}.log`);
  const removeFolder = service.removeFolder ?? true;
  const ownerPid = service.ownerPid === undefined ? process.pid : service.ownerPid;
  let pid: number | null = null;

  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (pid === null) return;
    const ended = pid;
    pid = null;
    await endProcess(ended, signal);
  };

  const start = async (): Promise<void> => {
    if (pid !== null && isAlive(pid)) return;
    await mkdir(service.folder, { recursive: true, mode: 0o700 });
    const log = openSync(logPath, 'w', 0o600);
    const child = spawn(service.command, [...service.args], { cwd: service.folder, env: service.env ?? process.env, stdio: ['ignore', log, log], detached: true });
    closeSync(log);
    const exit = { said: null as string | null };
    child.once('error', (error) => (exit.said = error.message));
    child.once('exit', (code, signal) => (exit.said = `ended with ${signal ?? code ?? 'no code'}`));
    child.unref();
    pid = child.pid ?? null;
    if (pid !== null && ownerPid !== null) watch(ownerPid, pid, removeFolder ? service.folder : null);

    const deadline = Date.now() + (service.readyWithinMs ?? 120_000);
    for (;;) {
      const said = await readFile(logPath, 'utf8').catch(() => '');
      if (exit.said === null && (await service.ready(said))) return;
      if (exit.said !== null || Date.now() > deadline) {
        await end('SIGKILL');
        throw new Error(`${service.name} did not start (${exit.said ?? 'not ready in time'}):\n${said.slice(-2000)}`);
      }
      await wait(100);
    }
  };

  await start();
  return {
    pid: () => pid,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM');
      await start();
    },
    signal: (signal) => {
      if (pid !== null) process.kill(pid, signal);
    },
    dispose: async () => {
      await end('SIGTERM');
      if (removeFolder) await rm(service.folder, { recursive: true, force: true });
    },
  };
}

/** Ends a process by its id and waits until it is gone; SIGTERM becomes SIGKILL after 20 s. */
export async function endProcess(pid: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const send = (name: 'SIGTERM' | 'SIGKILL'): void => {
    try {
      process.kill(pid, name);
    } catch {
      // Gone already.
    }
  };
  send(signal);
  for (let tries = 0; isAlive(pid); tries += 1) {
    if (tries === 400) send('SIGKILL');
    if (tries > 600) throw new Error(`process ${pid} does not end`);
    await wait(50);
  }
}

function watch(ownerPid: number, servicePid: number, folder: string | null): void {
  const args = [PLACES.watchdog, String(ownerPid), String(servicePid), ...(folder === null ? [] : [folder])];
  spawn(process.execPath, args, { stdio: 'ignore', detached: true, cwd: '/' }).unref();
}
