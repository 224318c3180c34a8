import { ThalwegError } from '../domain/errors.js';
import type { ProductVideoUploaded } from '../domain/product-video-uploaded.js';
import type { Intake, RecordCodec } from '../stages/publish/record-codecs.js';
import { intakeFromS3Event } from './s3-event.js';
import { uploadedFrom } from './uploaded-json.js';

const MAX_JSON_BYTES = 1024 * 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * One intake record: JSON (an upload or an S3 notification) when it begins like JSON, else Avro in either framing. An
 * upload is checked alike whatever it came as.
 * @throws ThalwegError RECORD_EMPTY, RECORD_MALFORMED, SCHEMA_UNKNOWN, SCHEMA_INCOMPATIBLE (permanent), REGISTRY_UNAVAILABLE
 */
export async function decodeIntake(value: Uint8Array | null, avro: RecordCodec<ProductVideoUploaded>, signal: AbortSignal): Promise<Intake> {
  if (value === null || value.length === 0) throw new ThalwegError('RECORD_EMPTY', 'found a record without a value; expected an upload', { stage: 'intake' });
  if (!beginsLikeJson(value)) return { kind: 'upload', upload: uploadedFrom(await avro.decode(value, signal)) };
  const json = parsed(value);
  return intakeFromS3Event(json) ?? { kind: 'upload', upload: uploadedFrom(json) };
}

/** A brace, bracket, quote, word or number after white space or a byte order mark; Avro framing begins with 00 or C3. */
function beginsLikeJson(value: Uint8Array): boolean {
  const first = value.find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return first === undefined || (first >= 0x20 && first < 0x7f) || first === 0xef;
}

function parsed(value: Uint8Array): unknown {
  if (value.length > MAX_JSON_BYTES) throw new ThalwegError('RECORD_MALFORMED', `found ${value.length} bytes of JSON; expected at most ${MAX_JSON_BYTES}`, { stage: 'intake' });
  try {
    return JSON.parse(utf8.decode(value)) as unknown;
  } catch (cause) {
    throw new ThalwegError('RECORD_MALFORMED', `found broken JSON (${cause instanceof Error ? cause.message.slice(0, 200) : String(cause)}); expected an upload or an S3 event notification`, { stage: 'intake', cause });
  }
}
