import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const execFileAsync = promisify(execFile);

/** Standard output and error of a short command together; null where it is missing or fails. */
export async function probe(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  try {
    const { stdout, stderr } = await execFileAsync(command, [...args], { env, timeout: 60_000 });
    return `${stdout}${stderr}`;
  } catch {
    return null;
  }
}

/** Runs a long command, its output shown; throws with the command when it fails. */
export async function run(command: string, args: readonly string[], options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {}): Promise<void> {
  await new Promise<void>((done, failed) => {
    const child = spawn(command, [...args], { cwd: options.cwd, env: options.env ?? process.env, stdio: ['ignore', 2, 2] });
    child.once('error', failed);
    child.once('exit', (code, signal) => {
      if (code === 0) done();
      else failed(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code ?? 'no code'}`));
    });
  });
}

/** True when this process may install Debian packages without asking. */
export async function canInstallPackages(): Promise<boolean> {
  return process.getuid?.() === 0 && (await probe('apt-get', ['--version'])) !== null;
}

/** Installs Debian packages as root; otherwise throws with the exact command to run. */
export async function installPackages(packages: readonly string[], why: string): Promise<void> {
  const line = `apt-get install --yes --no-install-recommends ${packages.join(' ')}`;
  if (!(await canInstallPackages())) throw new Error(`${why}. Run: sudo ${line}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '--quiet=2'], { env });
  await run('apt-get', ['install', '--yes', '--quiet=2', '--no-install-recommends', ...packages], { env });
}
