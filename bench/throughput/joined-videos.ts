import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Videos one after the other, over and over, as one 720p video with sound that is `seconds` long. */
export async function joinVideos(paths: readonly string[], seconds: number, to: string): Promise<void> {
  const inputs = paths.flatMap((path) => ['-i', path]);
  const pictures = paths.map((_, index) => `[${index}:v]scale=1280:720:force_original_aspect_ratio=decrease,pad=1280:720:-1:-1,setsar=1,fps=25[v${index}]`);
  const sounds = await Promise.all(paths.map(async (path, index) => `${(await hasSound(path)) ? `[${index}:a]` : 'anullsrc=r=48000:cl=mono,atrim=0:5,'}aresample=48000,aformat=channel_layouts=mono[a${index}]`));
  const chain = `${[...pictures, ...sounds].join(';')};${paths.map((_, index) => `[v${index}][a${index}]`).join('')}concat=n=${paths.length}:v=1:a=1[v][a]`;
  const once = to.replace(/\.mp4$/, '-once.mp4');
  await run('ffmpeg', ['-v', 'error', '-y', ...inputs, '-filter_complex', chain, '-map', '[v]', '-map', '[a]', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '50', '-c:a', 'aac', once]);
  await run('ffmpeg', ['-v', 'error', '-y', '-stream_loop', '-1', '-i', once, '-t', String(seconds), '-c', 'copy', to]);
}

async function hasSound(path: string): Promise<boolean> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-select_streams', 'a', '-show_entries', 'stream=index', '-of', 'csv=p=0', path]);
  return stdout.trim() !== '';
}
