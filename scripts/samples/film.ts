import { join } from 'node:path';
import sharp from 'sharp';
import { runTool } from './run-tool.js';
import { speak, type Spoken } from './voices.js';

/** A short product video as layers over time; made by `shoot`. */
export interface Film {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly lengthS: number;
  readonly shots: readonly Shot[];
  readonly cards: readonly Card[];
  readonly speech: readonly Spoken[];
}

/** The ground of a stretch of time: a still picture, through which the camera moves. Shots follow one another by cuts. */
export interface Shot {
  readonly seconds: number;
  readonly picture: Picture;
  /** Zoom at its start and end, 1 = the picture fills the frame. */
  readonly zoom: readonly [number, number];
  /** Where the camera looks at its start and end, as fractions of the picture. */
  readonly look: readonly [readonly [number, number], readonly [number, number]];
}

/** Something drawn over the shots: slides or fades in, stays, fades out. */
export interface Card {
  readonly svg: string;
  readonly startS: number;
  readonly endS: number;
  /** Left upper corner in pixels where it rests. */
  readonly at: readonly [number, number];
  readonly enter: 'left' | 'right' | 'up' | 'fade';
}

export type Picture = { readonly kind: 'photo'; readonly path: string } | { readonly kind: 'drawing'; readonly svg: string };

const FPS = 25;
const FADE_S = 0.3;
/** The camera moves over a picture this much larger than the frame, or zooming would jitter by whole pixels. */
const OVERSAMPLING = 2;

/** Encodes a film to `path`; the same tools give the same bytes. */
export async function shoot(film: Film, path: string, workFolder: string): Promise<void> {
  const inputs: string[] = [];
  const filters: string[] = [];
  let input = 0;
  for (const [index, shot] of film.shots.entries()) {
    const picturePath = join(workFolder, `${film.name}-shot-${index}.png`);
    await sharp(shot.picture.kind === 'photo' ? shot.picture.path : Buffer.from(shot.picture.svg))
      .resize(film.width * OVERSAMPLING, film.height * OVERSAMPLING, { fit: 'cover', kernel: 'lanczos3' })
      .png({ compressionLevel: 1 })
      .toFile(picturePath);
    inputs.push('-i', picturePath);
    filters.push(`[${input}:v]${camera(film, shot)},setsar=1,format=yuv420p[shot${index}]`);
    input += 1;
  }
  filters.push(`${film.shots.map((_, index) => `[shot${index}]`).join('')}concat=n=${film.shots.length}:v=1:a=0[ground0]`);
  for (const [index, card] of film.cards.entries()) {
    const cardPath = join(workFolder, `${film.name}-card-${index}.png`);
    await sharp(Buffer.from(card.svg)).png({ compressionLevel: 1 }).toFile(cardPath);
    inputs.push('-loop', '1', '-framerate', String(FPS), '-t', String(film.lengthS), '-i', cardPath);
    filters.push(
      `[${input}:v]format=rgba,fade=t=in:st=${card.startS}:d=${FADE_S}:alpha=1,fade=t=out:st=${card.endS - FADE_S}:d=${FADE_S}:alpha=1[card${index}]`,
      `[ground${index}][card${index}]overlay=${position(card)}:enable='between(t,${card.startS},${card.endS})':eof_action=pass[ground${index + 1}]`,
    );
    input += 1;
  }
  const sound = await soundtrack(film, workFolder);
  if (sound !== null) inputs.push('-i', sound);
  await runTool('ffmpeg', [
    '-v', 'error', '-y', ...inputs, '-filter_complex', filters.join(';'), '-map', `[ground${film.cards.length}]`, ...(sound === null ? [] : ['-map', `${input}:a`]),
    '-t', String(film.lengthS), '-r', String(FPS), '-c:v', 'libx264', '-preset', 'medium', '-crf', '26', '-pix_fmt', 'yuv420p', '-g', '50', '-threads', '1',
    '-c:a', 'aac', '-b:a', '64k', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact', '-movflags', '+faststart', path,
  ]);
}

/** zoompan from one view to another. */
function camera(film: Film, shot: Shot): string {
  const frames = Math.round(shot.seconds * FPS);
  const along = `(on/${Math.max(1, frames - 1)})`;
  const between = ([from, to]: readonly [number, number]): string => `(${from}+(${to - from})*${along})`;
  const [from, to] = shot.look;
  return `zoompan=z='${between(shot.zoom)}':x='(iw-iw/zoom)*${between([from[0], to[0]])}':y='(ih-ih/zoom)*${between([from[1], to[1]])}':d=${frames}:s=${film.width}x${film.height}:fps=${FPS}`;
}

/** The card eases to its place within half a second. */
function position(card: Card): string {
  const [x, y] = card.at;
  const left = `pow(max(0\\,1-(t-${card.startS})/0.5)\\,3)`;
  switch (card.enter) {
    case 'left':
      return `x='${x}-500*${left}':y=${y}`;
    case 'right':
      return `x='${x}+500*${left}':y=${y}`;
    case 'up':
      return `x=${x}:y='${y}+220*${left}'`;
    case 'fade':
      return `x=${x}:y=${y}`;
  }
}

async function soundtrack(film: Film, workFolder: string): Promise<string | null> {
  if (film.speech.length === 0) return null;
  const inputs: string[] = [];
  const filters: string[] = [];
  for (const [index, spoken] of film.speech.entries()) {
    const wav = join(workFolder, `${film.name}-voice-${index}.wav`);
    await speak(spoken.voice, wav, workFolder);
    inputs.push('-i', wav);
    filters.push(`[${index}:a]adelay=${Math.round(spoken.atS * 1000)}[v${index}]`);
  }
  const path = join(workFolder, `${film.name}.wav`);
  const mix = `${film.speech.map((_, index) => `[v${index}]`).join('')}amix=inputs=${film.speech.length}:normalize=0,apad=whole_dur=${film.lengthS}[out]`;
  await runTool('ffmpeg', ['-v', 'error', '-y', ...inputs, '-filter_complex', [...filters, mix].join(';'), '-map', '[out]', '-t', String(film.lengthS), '-ar', '44100', '-ac', '1', '-bitexact', path]);
  return path;
}
