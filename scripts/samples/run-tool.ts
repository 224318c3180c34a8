import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program to its end. @throws Error with the last of what it said when it fails. */
export async function runTool(program: string, args: readonly string[]): Promise<void> {
  try {
    await execute(program, [...args], { maxBuffer: 1 << 26 });
  } catch (error) {
    const said = (error as { readonly stderr?: string }).stderr ?? String(error);
    throw new Error(`${program} failed: ${said.trim().split('\n').slice(-4).join(' | ')}`, { cause: error });
  }
}
