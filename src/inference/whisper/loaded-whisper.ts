import type { ModelHost } from '../model-definition.js';
import { Decoder } from './decoder.js';
import { Encoder } from './encoder.js';
import { readTokenText, type TokenText } from './token-text.js';
import { readWhisperSetup, type WhisperSetup } from './whisper-setup.js';

/** The parts of one Whisper folder that its tasks share in a worker, each read once. */
export function setupOf(host: ModelHost, model: string): Promise<WhisperSetup> {
  return host.shared(`${model}/setup`, () => readWhisperSetup(host, model));
}

export function encoderOf(host: ModelHost, model: string): Promise<Encoder> {
  return host.shared(`${model}/encoder`, async () => Encoder.load(host, model, await setupOf(host, model)));
}

export function decoderOf(host: ModelHost, model: string): Promise<Decoder> {
  return host.shared(`${model}/decoder`, async () => Decoder.load(host, model, await setupOf(host, model)));
}

export function tokenTextOf(host: ModelHost, model: string): Promise<TokenText> {
  return host.shared(`${model}/token-text`, async () => readTokenText(host, model, (await setupOf(host, model)).tokens.endOfText));
}
