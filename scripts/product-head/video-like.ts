import sharp, { type Sharp } from 'sharp';
import type { Picture } from '../../src/inference/picture/picture.js';
import type { Random } from './random.js';

/**
 * A product photo as a seller's video would show it: enlarged into an upright or wide frame (filling it, or whole on a
 * blurred copy of itself), zoomed and panned, with lines of text drawn over it, softened and compressed. The head is
 * fitted on these besides the photos themselves, since a video's frames are what it will see.
 */
export async function videoLike(photo: Buffer, random: Random): Promise<Picture> {
  const upright = await sharp(photo).rotate().removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const source = { width: upright.info.width, height: upright.info.height };
  const frame = random.chance(0.7) ? { width: 540, height: 960 } : { width: 960, height: 540 };
  const open = (): Sharp => sharp(upright.data, { raw: { ...source, channels: 3 } });
  const base = random.chance(0.5) ? await filled(open, source, frame, random) : await onBlurredSelf(open, source, frame, random);
  const drawn = await sharp(base)
    .composite([{ input: Buffer.from(textLayer(frame, random)) }])
    .modulate({ brightness: random.between(0.8, 1.2), saturation: random.between(0.8, 1.2) })
    .blur(random.between(0.3, 1.5))
    .flop(random.chance(0.5))
    .jpeg({ quality: Math.round(random.between(45, 85)) })
    .toBuffer();
  const { data, info } = await sharp(drawn).raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The photo covers the frame; zoom and pan decide which part of it. */
async function filled(open: () => Sharp, source: Size, frame: Size, random: Random): Promise<Buffer> {
  const scale = Math.max(frame.width / source.width, frame.height / source.height) * random.between(1, 1.25);
  const width = Math.max(1, Math.min(source.width, Math.round(frame.width / scale)));
  const height = Math.max(1, Math.min(source.height, Math.round(frame.height / scale)));
  const left = Math.round((source.width - width) * random.between(0.2, 0.8));
  const top = Math.round((source.height - height) * random.between(0.2, 0.8));
  return open().extract({ left, top, width, height }).resize(frame.width, frame.height, { fit: 'fill' }).png({ compressionLevel: 1 }).toBuffer();
}

/** The whole photo (or nearly) in the middle of a blurred, enlarged copy of itself. */
async function onBlurredSelf(open: () => Sharp, source: Size, frame: Size, random: Random): Promise<Buffer> {
  const background = await open().resize(Math.round(frame.width / 12), Math.round(frame.height / 12), { fit: 'cover' }).blur(2).png().toBuffer();
  const scale = Math.min(frame.width / source.width, frame.height / source.height) * random.between(1, 1.2);
  const width = Math.min(frame.width, Math.round(source.width * scale));
  const height = Math.min(frame.height, Math.round(source.height * scale));
  const foreground = await open().resize(width, height, { fit: 'cover' }).png({ compressionLevel: 1 }).toBuffer();
  return sharp(background)
    .resize(frame.width, frame.height, { fit: 'fill', kernel: 'cubic' })
    .composite([{ input: foreground, left: Math.round((frame.width - width) / 2), top: Math.round((frame.height - height) / 2) }])
    .png({ compressionLevel: 1 })
    .toBuffer();
}

const LETTERS = 'ABCDEFGHIKLMNOPRSTUVWabcdefghiklmnoprstuvw0123456789';
const INKS = ['#ffffff', '#111111', '#ffe400', '#d0101c', '#0a3d91'];

/** One to four lines of meaningless text, boxed or outlined, anywhere but mostly in the upper and lower thirds. */
function textLayer(frame: Size, random: Random): string {
  const lines = Array.from({ length: 1 + Math.floor(random.between(0, 4)) }, () => {
    const size = random.between(28, 60);
    const length = Math.round(random.between(4, 16));
    const text = Array.from({ length }, () => random.pick([...LETTERS])).join('');
    const width = Math.min(frame.width * 0.95, length * size * 0.6);
    const x = random.between(0, Math.max(1, frame.width - width));
    const share = random.chance(0.8) ? random.pick([random.between(0.04, 0.25), random.between(0.65, 0.95)]) : random.between(0.25, 0.65);
    const y = frame.height * share;
    const box = random.chance(0.6) ? `<rect x="${x - 8}" y="${y - size}" width="${width + 16}" height="${size * 1.35}" fill="${random.pick(INKS)}" opacity="${random.between(0.6, 1)}"/>` : '';
    return `${box}<text x="${x}" y="${y}" font-size="${size}" font-family="sans-serif" font-weight="bold" fill="${random.pick(INKS)}" stroke="#000" stroke-width="1">${text}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}">${lines.join('')}</svg>`;
}
