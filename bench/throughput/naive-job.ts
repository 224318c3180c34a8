import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { env, pipeline, type AutomaticSpeechRecognitionPipeline } from '@huggingface/transformers';
import * as ort from 'onnxruntime-node';
import sharp, { type Sharp } from 'sharp';
import { textRegions } from '../../src/inference/pp-ocr/text-regions.js';
import { cpuTimeMs } from './cpu-time.js';
import type { BenchVideo, Job, JobReport } from './job.js';

const run = promisify(execFile);
const DETECTOR_SHORT_SIDE = 736;
const MAX_BYTES = 4e9;

/**
 * (b) What a user would write first: one video at a time, one ffmpeg for frames at 1 fps and one for sound, RapidOCR's
 * settings (shorter side 736), one model call a frame and a line, transformers.js' Whisper pipeline on the same weights
 * (told the language, which it cannot detect). Sessions use ONNX Runtime's default: all cores.
 */
export async function runNaive({ root, videos }: Job): Promise<JobReport> {
  const startedAt = performance.now();
  const naive = await NaivePipeline.load(join(root, 'models/'));
  const first = videos[0];
  if (first !== undefined) await naive.enrich(first);
  const startMs = performance.now() - startedAt;
  const cpuBefore = cpuTimeMs();
  const timedFrom = performance.now();
  let videoSeconds = 0;
  const made = { segments: 0, texts: 0, categories: 0 };
  for (const video of videos) {
    const result = await naive.enrich(video);
    videoSeconds += result.durationS;
    made.segments += result.segments;
    made.texts += result.texts.size;
    made.categories += result.classes.size;
  }
  return { startMs, wallMs: performance.now() - timedFrom, cpuMs: cpuTimeMs() - cpuBefore, videoSeconds, videos: videos.length, made, languages: [], uses: [], secondLooks: 0, parts: {} };
}

class NaivePipeline {
  private constructor(
    private readonly detector: ort.InferenceSession,
    private readonly recogniser: ort.InferenceSession,
    private readonly classifier: ort.InferenceSession,
    private readonly safety: ort.InferenceSession,
    private readonly speech: AutomaticSpeechRecognitionPipeline,
    private readonly keys: readonly string[],
  ) {}

  static async load(models: string): Promise<NaivePipeline> {
    env.allowRemoteModels = false;
    env.localModelPath = models;
    const session = (file: string): Promise<ort.InferenceSession> => ort.InferenceSession.create(`${models}${file}`);
    const speech = await pipeline('automatic-speech-recognition', 'whisper-base', { dtype: 'q8' });
    const keys = (await readFile(`${models}pp-ocr/keys.txt`, 'utf8')).split('\n');
    return new NaivePipeline(await session('pp-ocr/det_quantized.onnx'), await session('pp-ocr/rec_quantized.onnx'), await session('efficientnet-lite2/model.onnx'), await session('open-nsfw/open-nsfw.onnx'), speech, ['', ...keys]);
  }

  async enrich({ path, language }: BenchVideo): Promise<{ durationS: number; segments: number; texts: Set<string>; classes: Set<number> }> {
    const { stdout } = await run('ffprobe', ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=width,height:stream_side_data=rotation:format=duration', '-of', 'json', path]);
    const probed = JSON.parse(stdout) as { streams: { width: number; height: number; side_data_list?: { rotation?: number }[] }[]; format: { duration: string } };
    const stream = probed.streams[0];
    if (stream === undefined) throw new Error(`${path} has no picture`);
    const turned = Math.abs(stream.side_data_list?.find((side) => side.rotation !== undefined)?.rotation ?? 0) % 180 === 90;
    const [width, height] = turned ? [stream.height, stream.width] : [stream.width, stream.height];
    const pictures = await run('ffmpeg', ['-v', 'error', '-i', path, '-vf', 'fps=1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'], { encoding: 'buffer', maxBuffer: MAX_BYTES });
    const texts = new Set<string>();
    const classes = new Set<number>();
    const frameBytes = width * height * 3;
    for (let at = 0; at + frameBytes <= pictures.stdout.length; at += frameBytes) {
      const frame = pictures.stdout.subarray(at, at + frameBytes);
      for (const text of await this.#read(frame, width, height)) texts.add(text);
      classes.add(await this.#classify(frame, width, height));
      await this.#rate(frame, width, height);
    }
    let segments = 0;
    if (language !== null) {
      const sound = await run('ffmpeg', ['-v', 'error', '-i', path, '-vn', '-ac', '1', '-ar', '16000', '-f', 'f32le', '-'], { encoding: 'buffer', maxBuffer: MAX_BYTES });
      const samples = new Float32Array(sound.stdout.buffer.slice(sound.stdout.byteOffset, sound.stdout.byteOffset + (sound.stdout.length & ~3)));
      const heard = await this.speech(samples, { language, task: 'transcribe', return_timestamps: true, chunk_length_s: 30 });
      segments = (Array.isArray(heard) ? heard : [heard]).reduce((sum, each) => sum + (each.chunks?.length ?? 0), 0);
    }
    return { durationS: Number(probed.format.duration), segments, texts, classes };
  }

  async #read(frame: Buffer, width: number, height: number): Promise<readonly string[]> {
    const scale = Math.max(1, DETECTOR_SHORT_SIDE / Math.min(width, height));
    const w = Math.round((width * scale) / 32) * 32;
    const h = Math.round((height * scale) / 32) * 32;
    const input = await tensor(sharp(frame, { raw: { width, height, channels: 3 } }).resize(w, h, { fit: 'fill', kernel: 'linear' }), w, h, (value) => (value / 255 - 0.5) / 0.5);
    const map = (await this.detector.run({ x: input }))['fetch_name_0'];
    if (map === undefined) throw new Error('no text map');
    const boxes = textRegions(map.data as Float32Array, w, h, { offsetX: 0, offsetY: 0, scaleX: width / w, scaleY: height / h, pictureWidth: width, pictureHeight: height });
    const texts: string[] = [];
    for (const { quad } of boxes) {
      const xs = [quad[0], quad[2], quad[4], quad[6]].map(Math.round);
      const ys = [quad[1], quad[3], quad[5], quad[7]].map(Math.round);
      const left = Math.max(0, Math.min(...xs));
      const top = Math.max(0, Math.min(...ys));
      const cropWidth = Math.min(width, Math.max(...xs)) - left;
      const cropHeight = Math.min(height, Math.max(...ys)) - top;
      if (cropWidth < 4 || cropHeight < 4) continue;
      const lineWidth = Math.min(3200, Math.max(320, Math.ceil((48 * cropWidth) / cropHeight)));
      const crop = sharp(frame, { raw: { width, height, channels: 3 } }).extract({ left, top, width: cropWidth, height: cropHeight }).resize(Math.min(lineWidth, Math.ceil((48 * cropWidth) / cropHeight)), 48, { fit: 'fill' }).extend({ right: Math.max(0, lineWidth - Math.ceil((48 * cropWidth) / cropHeight)) });
      texts.push(await this.#line(await tensor(crop, lineWidth, 48, (value) => (value / 255 - 0.5) / 0.5)));
    }
    return texts;
  }

  async #line(input: ort.Tensor): Promise<string> {
    const output = (await this.recogniser.run({ x: input }))['fetch_name_0'];
    if (output === undefined) throw new Error('no line');
    const [, steps = 0, classes = 0] = output.dims;
    const data = output.data as Float32Array;
    let text = '';
    let last = 0;
    for (let step = 0; step < steps; step += 1) {
      let best = 0;
      for (let id = 1; id < classes; id += 1) if ((data[step * classes + id] ?? 0) > (data[step * classes + best] ?? 0)) best = id;
      if (best !== 0 && best !== last) text += this.keys[best] ?? ' ';
      last = best;
    }
    return text;
  }

  async #classify(frame: Buffer, width: number, height: number): Promise<number> {
    const input = await tensor(sharp(frame, { raw: { width, height, channels: 3 } }).resize(260, 260, { fit: 'cover', kernel: 'cubic' }), 260, 260, (value) => (value - 127) / 128, 'rgb');
    const logits = (await this.classifier.run({ image: input }))['logits']?.data as Float32Array;
    return logits.indexOf(Math.max(...logits));
  }

  async #rate(frame: Buffer, width: number, height: number): Promise<number> {
    const pixels = await sharp(frame, { raw: { width, height, channels: 3 } }).resize(256, 256, { fit: 'fill' }).extract({ left: 16, top: 16, width: 224, height: 224 }).raw().toBuffer();
    const values = new Float32Array(224 * 224 * 3);
    for (let pixel = 0; pixel < 224 * 224; pixel += 1) {
      values[pixel * 3] = (pixels[pixel * 3 + 2] ?? 0) - 104;
      values[pixel * 3 + 1] = (pixels[pixel * 3 + 1] ?? 0) - 117;
      values[pixel * 3 + 2] = (pixels[pixel * 3] ?? 0) - 123;
    }
    const scores = (await this.safety.run({ 'input:0': new ort.Tensor('float32', values, [1, 224, 224, 3]) }))['outputs']?.data as Float32Array;
    return scores[1] ?? 0;
  }
}

/** CHW float tensor of a picture, BGR unless told. */
async function tensor(picture: Sharp, width: number, height: number, normalise: (value: number) => number, order: 'rgb' | 'bgr' = 'bgr'): Promise<ort.Tensor> {
  const pixels = await picture.removeAlpha().raw().toBuffer();
  const plane = width * height;
  const values = new Float32Array(3 * plane);
  for (let pixel = 0; pixel < plane; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) values[(order === 'rgb' ? channel : 2 - channel) * plane + pixel] = normalise(pixels[pixel * 3 + channel] ?? 0);
  }
  return new ort.Tensor('float32', values, [1, 3, height, width]);
}
