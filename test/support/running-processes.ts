import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

export interface RunningProcess {
  readonly pid: number;
  readonly commandLine: string;
}

/** All processes of this machine whose command line holds the text. */
export function runningProcesses(text: string): readonly RunningProcess[] {
  return (process.platform === 'linux' ? fromProc() : fromPs()).filter(({ pid, commandLine }) => pid !== process.pid && commandLine.includes(text));
}

function fromProc(): readonly RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [{ pid: Number(name), commandLine: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }];
      } catch {
        return [];
      }
    });
}

function fromPs(): readonly RunningProcess[] {
  return execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => ({ pid: Number.parseInt(line.trim(), 10), commandLine: line.trim().replace(/^\d+\s+/, '') }));
}
