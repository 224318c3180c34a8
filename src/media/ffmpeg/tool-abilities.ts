import { boundedRun } from './bounded-run.js';

/** What differs between the releases and builds of ffmpeg that users have (4.4 to 7 and later). */
export interface ToolAbilities {
  /** Output options that pass each frame through once, whatever its time. */
  readonly everyFrameOnce: readonly string[];
  /** `zscale` and `tonemap` are there: pictures of high dynamic range are brought down properly, else plainly. */
  readonly toneMapping: boolean;
}

const ASK = { cpuS: 20, addressSpaceBytes: 4 * 1024 ** 3, fileBytes: 0, timeoutMs: 20_000, maxStdoutBytes: 4 * 1024 * 1024 };

/**
 * Asks an ffmpeg once for its release and filters.
 * @throws ThalwegError TOOL_MISSING
 */
export async function askAbilities(ffmpeg: string): Promise<ToolAbilities> {
  const { stdout } = await boundedRun(ffmpeg, ['-nostdin', '-filters'], ASK, new AbortController().signal);
  const { stderr } = await boundedRun(ffmpeg, ['-nostdin', '-version'], ASK, new AbortController().signal).then((version) => ({ stderr: version.stdout }));
  const [, major, minor] = /^ffmpeg version n?(\d+)\.(\d+)/.exec(stderr) ?? [];
  // Builds from the repository carry no release number; they are newer than the option.
  const hasFpsMode = major === undefined || Number(major) > 5 || (Number(major) === 5 && Number(minor) >= 1);
  return {
    everyFrameOnce: hasFpsMode ? ['-fps_mode', 'passthrough'] : ['-vsync', 'passthrough'],
    toneMapping: / zscale /.test(stdout) && / tonemap /.test(stdout),
  };
}
