import sharp from 'sharp';
import { isPublishable } from '../../src/stages/read/publishable.js';
import { editDistance, foldText } from '../../src/stages/read/same-text.js';
import { readLine } from '../../src/stages/read/line-reading.js';
import type { Alphabet, Picture, TextReader } from '../../src/stages/read/text-reader.js';
import type { Vote } from '../../src/stages/read/reading-vote.js';
import { SEARCH_PLANS } from '../../src/stages/read/where-to-look.js';
import { boundsOf } from '../../src/stages/read/geometry.js';
import { seeded, type Random } from '../../scripts/script-head/random-words.js';
import { FONTS } from '../../scripts/script-head/scripts-drawn.js';
import { PRODUCT_PHRASES, UNREAD_PHRASES, type PhraseScript, type UnreadPhraseScript } from './product-phrases.js';

export interface DrawnScriptScore {
  readonly script: PhraseScript;
  readonly texts: number;
  readonly found: number;
  readonly foundShare: number;
  readonly misses: readonly { readonly font: string; readonly text: string; readonly read: string | null; readonly confidence: number }[];
}

const WIDTH = 540;
const HEIGHT = 960;
const LINES = 4;

/**
 * Draws product phrases of one script on frames as sellers do (boxes, outlines, a busy ground, several fonts and sizes),
 * reads them as the read stage would and counts those with a character error of at most 10 %. `hinted`: the listing
 * is in that script.
 */
export async function scoreDrawnScript(reader: TextReader, script: PhraseScript, hinted: boolean, signal: AbortSignal): Promise<DrawnScriptScore> {
  const random = seeded(script.length * 1000 + script.charCodeAt(0));
  const phrases = PRODUCT_PHRASES[script];
  const { heldOut, fit } = FONTS[script === 'Viet' ? 'Cyrl' : script];
  const fonts = [...heldOut, ...fit];
  const expected: ReadonlySet<Alphabet> = new Set(hinted ? [script] : []);
  const misses: { font: string; text: string; read: string | null; confidence: number }[] = [];
  for await (const { text, font, votes } of readPhrases(reader, phrases, fonts, expected, random, signal)) {
    const read = votes.filter((vote) => isPublishable(vote.text, vote.confidence, vote.script, expected));
    const right = read.some((vote) => editDistance(foldText(text), foldText(vote.text)) <= 0.1 * [...foldText(text)].length);
    if (!right) misses.push({ font, text, read: votes[0]?.text ?? null, confidence: votes[0]?.confidence ?? 0 });
  }
  const found = phrases.length - misses.length;
  return { script, texts: phrases.length, found, foundShare: found / phrases.length, misses };
}

/** What is published of the phrases of a script that nothing reads, each drawn in every one of the fonts; all of it is invented. */
export async function inventedOf(reader: TextReader, script: UnreadPhraseScript, fonts: readonly string[], signal: AbortSignal): Promise<{ readonly lines: number; readonly invented: readonly string[] }> {
  const random = seeded(script.length * 1000 + script.charCodeAt(0));
  const expected: ReadonlySet<Alphabet> = new Set();
  const invented: string[] = [];
  let lines = 0;
  for (const font of fonts) {
    for await (const { text, votes } of readPhrases(reader, UNREAD_PHRASES[script], [font], expected, random, signal)) {
      lines += 1;
      for (const vote of votes) if (!vote.unreadable && isPublishable(vote.text, vote.confidence, vote.script, expected)) invented.push(`${text} → ${vote.text}`);
    }
  }
  return { lines, invented };
}

interface ReadPhrase {
  readonly text: string;
  readonly font: string;
  readonly votes: readonly Vote[];
}

/** Draws the phrases, a few a frame, finds them and reads them as the read stage would. */
async function* readPhrases(reader: TextReader, phrases: readonly string[], fonts: readonly string[], expected: ReadonlySet<Alphabet>, random: Random, signal: AbortSignal): AsyncIterable<ReadPhrase> {
  for (let from = 0; from < phrases.length; from += LINES) {
    const lines = phrases.slice(from, from + LINES).map((text, i) => ({ text, font: fonts[(from + i) % fonts.length] ?? 'Noto Sans', top: 120 + i * 200 }));
    const picture = await frameWith(lines, random);
    const detected = await reader.detect(picture, { x0: 0, y0: 0, x1: WIDTH, y1: HEIGHT }, SEARCH_PLANS.fast.shortSidePx / WIDTH, { priority: 0, signal });
    for (const { text, font, top } of lines) {
      const quads = detected.map(({ quad }) => quad).filter((quad) => boundsOf(quad).y1 > top && boundsOf(quad).y0 < top + 110);
      yield { text, font, votes: await Promise.all(quads.map((quad) => readLine(reader, picture, quad, expected, { priority: 0, signal }))) };
    }
  }
}

interface PlacedLine {
  readonly text: string;
  readonly font: string;
  readonly top: number;
}

/** A frame with blurred blotches as its ground and the lines on it, JPEG-compressed. */
async function frameWith(lines: readonly PlacedLine[], random: Random): Promise<Picture> {
  const blotches = Buffer.from(Uint8Array.from({ length: 18 * 32 * 3 }, () => 40 + random() * 180));
  const ground = await sharp(blotches, { raw: { width: 18, height: 32, channels: 3 } }).resize(WIDTH, HEIGHT, { kernel: 'cubic', fit: 'fill' }).png().toBuffer();
  const labels = await Promise.all(lines.map((line) => label(line, random)));
  const jpeg = await sharp(ground).composite(labels).jpeg({ quality: 75 }).toBuffer();
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8Array(data), width: info.width, height: info.height };
}

async function label({ text, font, top }: PlacedLine, random: Random): Promise<{ input: Buffer; left: number; top: number }> {
  const styles = [
    { ink: '#111111', box: '#ffe014' },
    { ink: '#ffffff', box: '#c81428' },
    { ink: '#ffffff', box: '#000000a0' },
    { ink: '#ffffff', box: null },
  ] as const;
  const style = styles[Math.floor(random() * styles.length)] ?? styles[0];
  const dpi = 150 + Math.floor(random() * 90);
  const drawn = async (colour: string): Promise<Buffer> => sharp({ text: { text: `<span foreground="${colour}">${text.replace(/&/g, '&amp;')}</span>`, font: `${font} Bold 12`, dpi, rgba: true } }).png().toBuffer();
  const ink = await drawn(style.ink);
  const { width, height } = await sharp(ink).metadata();
  const pad = 12;
  const size = { width: width + 2 * pad, height: height + 2 * pad };
  const rim = style.box === null ? await drawn('#000000') : null;
  const layers = [
    ...(rim === null ? [] : [-2, 0, 2].flatMap((x) => [-2, 0, 2].map((y) => ({ input: rim, left: pad + x, top: pad + y })))),
    { input: ink, left: pad, top: pad },
  ];
  const input = await sharp({ create: { ...size, channels: 4, background: style.box ?? '#00000000' } }).composite(layers).png().toBuffer();
  const fitted = size.width > WIDTH - 20 ? await sharp(input).resize({ width: WIDTH - 20 }).png().toBuffer() : input;
  return { input: fitted, left: Math.max(10, Math.floor((WIDTH - size.width) / 2)), top };
}
