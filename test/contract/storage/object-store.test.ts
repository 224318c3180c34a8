import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErrorCode } from '../../../src/domain/errors.js';
import type { ObjectFacts } from '../../../src/stages/object-store.js';
import { filesBench, httpsBench, type ObjectStoreBench, s3Bench } from '../../support/object-store-benches.js';

const never = new AbortController().signal;
const ref = (uri: string, etag: string | null = null) => ({ uri, versionId: null, etag });
const plain = { contentType: null };

async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function listed(facts: AsyncIterable<ObjectFacts>): Promise<string[]> {
  const uris: string[] = [];
  for await (const fact of facts) uris.push(decodeURI(fact.uri));
  return uris;
}

const code = (promise: Promise<unknown>): Promise<ErrorCode | 'resolved'> =>
  promise.then(
    () => 'resolved' as const,
    (error: unknown) => (error as { code: ErrorCode }).code,
  );

const IMPLEMENTATIONS = [
  { name: 'files', open: filesBench, canWrite: true },
  { name: 's3', open: s3Bench, canWrite: true },
  { name: 'https', open: httpsBench, canWrite: false },
];

describe.each(IMPLEMENTATIONS)('object store: $name', ({ open, canWrite }) => {
  let bench: ObjectStoreBench;
  const bytes = Buffer.from(Array.from({ length: 1_000_000 }, (_, at) => (at * 31 + (at >> 8)) & 255));
  const put = (name: string, body: Uint8Array): Promise<ObjectFacts> => bench.writer.write(bench.writerUri(name), body, plain, never);
  beforeAll(async () => void (bench = await open()));
  afterAll(() => bench.close());

  it('tells size and ETag and gives back the very bytes', async () => {
    await put('whole.mp4', bytes);
    const facts = await bench.store.stat(ref(bench.uri('whole.mp4')), never);
    expect(facts).toMatchObject({ sizeBytes: bytes.length, ranges: true, etag: expect.any(String) });
    expect((await gathered(bench.store.read(ref(bench.uri('whole.mp4')), null, never))).equals(bytes)).toBe(true);
  });

  it('reads a range, also one that runs over the end or lies behind it', async () => {
    await put('ranged.mp4', bytes);
    const range = (startByte: number, endByte: number) => gathered(bench.store.read(ref(bench.uri('ranged.mp4')), { startByte, endByte }, never));
    expect((await range(10, 500_000)).equals(bytes.subarray(10, 500_000))).toBe(true);
    expect((await range(999_990, 2_000_000)).equals(bytes.subarray(999_990))).toBe(true);
    expect((await range(1_000_000, 1_000_010)).length).toBe(0);
    expect((await range(5, 5)).length).toBe(0);
  });

  it('knows an empty object', async () => {
    await put('empty.mp4', Buffer.alloc(0));
    expect((await bench.store.stat(ref(bench.uri('empty.mp4')), never)).sizeBytes).toBe(0);
    expect((await gathered(bench.store.read(ref(bench.uri('empty.mp4')), null, never))).length).toBe(0);
  });

  it('takes names with spaces, percent signs, plus signs and other scripts as they are', async () => {
    const name = 'a b+c%20d ü 商品.mp4';
    await put(name, Buffer.from('one'));
    expect((await gathered(bench.store.read(ref(bench.uri(name)), null, never))).toString()).toBe('one');
  });

  it('calls a missing object SOURCE_NOT_FOUND', async () => {
    expect(await code(bench.store.stat(ref(bench.uri('missing.mp4')), never))).toBe('SOURCE_NOT_FOUND');
    expect(await code(gathered(bench.store.read(ref(bench.uri('missing.mp4')), null, never)))).toBe('SOURCE_NOT_FOUND');
  });

  it('calls an object with another ETag SOURCE_CHANGED, and reads it under its own', async () => {
    await put('changed.mp4', Buffer.from('first'));
    const first = await bench.store.stat(ref(bench.uri('changed.mp4')), never);
    const pinned = ref(bench.uri('changed.mp4'), first.etag);
    expect((await gathered(bench.store.read(pinned, null, never))).toString()).toBe('first');
    await put('changed.mp4', Buffer.from('second one'));
    expect(await code(bench.store.stat(pinned, never))).toBe('SOURCE_CHANGED');
    expect(await code(gathered(bench.store.read(pinned, { startByte: 0, endByte: 3 }, never)))).toBe('SOURCE_CHANGED');
  });

  it('stops when it is told to', async () => {
    await put('stopped.mp4', bytes);
    const stop = new AbortController();
    const reading = async (): Promise<void> => {
      for await (const piece of bench.store.read(ref(bench.uri('stopped.mp4')), null, stop.signal)) {
        expect(piece.length).toBeLessThan(bytes.length);
        stop.abort();
      }
    };
    expect(await code(reading())).toBe('CANCELLED');
    expect(await code(bench.store.stat(ref(bench.uri('stopped.mp4')), stop.signal))).toBe('CANCELLED');
  });

  it('serves others while a reader holds an object and after it left early', async () => {
    await put('left.mp4', bytes);
    for await (const piece of bench.store.read(ref(bench.uri('left.mp4')), null, never)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    expect((await bench.store.stat(ref(bench.uri('left.mp4')), never)).sizeBytes).toBe(bytes.length);
  });

  if (!canWrite) {
    it('refuses to write and to list', async () => {
      expect(await code(bench.store.write(bench.uri('x'), Buffer.from('x'), plain, never))).toBe('SOURCE_SCHEME_UNSUPPORTED');
      expect(await code(listed(bench.store.list(bench.uri(''), never)))).toBe('SOURCE_SCHEME_UNSUPPORTED');
    });
    return;
  }

  it('lists what begins with a prefix, over pages, in the order of the bytes of the names', async () => {
    const names = Array.from({ length: 25 }, (_, at) => `list/v${String(at).padStart(2, '0')}/clip.mp4`);
    const odd = ['list/v1.mp4', 'list/é.mp4', 'list/Z.mp4'];
    for (const name of [...names, ...odd, 'listed-not.mp4'].reverse()) await put(name, Buffer.from(name));
    const expected = [...names, ...odd].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map((name) => decodeURI(bench.uri(name)));
    expect(await listed(bench.store.list(bench.uri('list/'), never))).toEqual(expected);
    expect(await listed(bench.store.list(bench.uri('list/v2'), never))).toEqual(names.slice(20).map((name) => decodeURI(bench.uri(name))));
    expect(await listed(bench.store.list(bench.uri('nothing-here/'), never))).toEqual([]);
  });

  it('writes from a stream of pieces, larger than one part of an upload', async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let piece = 0; piece < 12; piece += 1) yield bytes;
    }
    const facts = await bench.store.write(bench.uri('large.bin'), pieces(), plain, never);
    expect(facts.sizeBytes).toBe(12 * bytes.length);
    const tail = await gathered(bench.store.read(ref(bench.uri('large.bin')), { startByte: 11 * bytes.length, endByte: 12 * bytes.length }, never));
    expect(tail.equals(bytes)).toBe(true);
  });

  it('a write that fails half way leaves nothing', async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let piece = 0; piece < 8; piece += 1) yield bytes;
      throw new Error('the source broke');
    }
    expect(await code(bench.store.write(bench.uri('half/clip.mp4'), pieces(), plain, never))).not.toBe('resolved');
    expect(await listed(bench.store.list(bench.uri('half/'), never))).toEqual([]);
  });
});
