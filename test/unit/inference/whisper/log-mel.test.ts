import { describe, expect, it } from '@jest/globals';
import { LogMel } from '../../../../src/inference/whisper/log-mel.js';
import { RealFft } from '../../../../src/inference/whisper/real-fft.js';
import { float32File, modelFile } from '../../../support/direct-models.js';

it.each([4, 10, 12, 14, 400, 512])('transforms %i samples as the definition does', (size) => {
  const signal = Float64Array.from({ length: size }, (_, i) => Math.sin(i * 1.7) + 0.3 * Math.cos(i * i));
  const power = new Float64Array(size / 2 + 1);
  new RealFft(size).power(signal, power);
  power.forEach((found, k) => {
    let re = 0;
    let im = 0;
    signal.forEach((value, i) => {
      re += value * Math.cos((2 * Math.PI * k * i) / size);
      im -= value * Math.sin((2 * Math.PI * k * i) / size);
    });
    expect(found).toBeCloseTo(re * re + im * im, 6);
  });
});

describe('log-mel', () => {
  const options = { sampleRate: 16000, fftSize: 400, hopSize: 160, melBins: 80, windowSamples: 480_000 };

  it('uses the filters that come with the weights', () => {
    // A pure tone in the middle of a spectrum bin excites exactly the filters that cover it.
    const filters = float32File(modelFile('whisper-base', 'mel_filters_80x201_f32.bin'));
    const bin = 50;
    const mel = new LogMel(options);
    const out = new Float32Array(80 * mel.frames);
    mel.write(Float32Array.from({ length: 480_000 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * bin * i) / 400)), out);
    const loudest = Array.from({ length: 80 }, (_, row) => out[row * mel.frames + 1000]!).reduce((best, value, row, all) => (value > all[best]! ? row : best), 0);
    const wanted = Array.from({ length: 80 }, (_, row) => filters[row * 201 + bin]!).reduce((best, value, row, all) => (value > all[best]! ? row : best), 0);
    expect(loudest).toBe(wanted);
  });

  it('makes 128 bins for the models that want them, and a flat floor of silence', () => {
    const mel = new LogMel({ ...options, melBins: 128 });
    const out = new Float32Array(128 * mel.frames);
    mel.write(new Float32Array(1000), out);
    expect(new Set(out)).toEqual(new Set([(-10 + 4) / 4]));
  });

  it('gives the same for the same sound whatever came before', () => {
    const mel = new LogMel(options);
    const sound = Float32Array.from({ length: 8000 }, (_, i) => Math.sin(i / 5));
    const first = new Float32Array(80 * mel.frames);
    const again = new Float32Array(80 * mel.frames);
    mel.write(sound, first);
    mel.write(Float32Array.from({ length: 480_000 }, (_, i) => Math.cos(i / 3)), again);
    mel.write(sound, again);
    expect(again).toEqual(first);
  });
});
