import type { IntakePart, RecordCodec } from '../../stages/publish/record-codecs.js';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import { HEADER, header, withoutLastHeaders } from '../../stream/headers.js';
import type { LogRecord, OutputRecord } from '../../stream/record.js';
import type { RecordWork } from '../stream/stream-handler.js';

const TRACE: ReadonlySet<string> = new Set([HEADER.traceparent]);

/**
 * The parts of one record as records of their own for the input: each is then bounded, timed, tried and given up by
 * itself. Keyed by video id, else by the object, so that versions of one object keep their order. A malformed part keeps
 * the key that it came with and becomes a dead letter when its turn comes.
 */
export async function splitRecords(parts: readonly IntakePart[], record: LogRecord, input: string, codec: RecordCodec<ProductVideoUploaded>, work: Pick<RecordWork, 'headers' | 'traceparent' | 'signal'>): Promise<readonly OutputRecord[]> {
  const headers = [...withoutLastHeaders(work.headers, TRACE), header(HEADER.traceparent, work.traceparent)];
  return Promise.all(
    parts.map(async (part) =>
      part.kind === 'malformed'
        ? { topic: input, key: record.key, value: part.value, headers }
        : { topic: input, key: new TextEncoder().encode(part.upload.videoId ?? part.upload.media.uri), value: await codec.encode(part.upload, work.signal), headers },
    ),
  );
}
