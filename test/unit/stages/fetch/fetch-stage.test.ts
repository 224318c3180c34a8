import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ThalwegError } from '../../../../src/domain/errors.js';
import type { ProductVideoUploaded, UploadedMedia } from '../../../../src/domain/product-video-uploaded.js';
import { createFetchStage, type FetchParts } from '../../../../src/stages/fetch/fetch-stage.js';
import type { ByteRange, ObjectFacts, ObjectRef, ObjectStore } from '../../../../src/stages/object-store.js';
import type { WorkFolder } from '../../../../src/stages/work-folder.js';
import { openWorkFolder } from '../../../../src/storage/work-folder/work-folder.js';

const never = new AbortController().signal;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const BYTES = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7 + (at >> 5)) & 255));

function upload(uri: string, media: Partial<UploadedMedia> = {}, videoId: string | null = null): ProductVideoUploaded {
  return {
    videoId,
    productId: null,
    media: { uri, etag: null, versionId: null, sizeBytes: null, sha256: null, contentType: null, ...media },
    listing: null,
    market: null,
    lane: 'realtime',
    thinking: 'auto',
    uploadedAt: null,
  };
}

let folder: string;
let work: WorkFolder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thalweg-fetch-'));
  work = await openWorkFolder({ root: join(folder, 'work'), limitBytes: 1_000_000 });
});
afterEach(async () => {
  await work.close();
  await rm(folder, { recursive: true, force: true });
});

const stage = (more: Partial<FetchParts> = {}) => createFetchStage({ stores: {}, work, localRoots: 'any', limits: {}, ...more });
const roomsLeft = async (): Promise<number> => (await readdir(join(folder, 'work'), { recursive: true })).filter((name) => name.includes('media')).length;

/** A store over one buffer whose behaviour a test can bend. */
class BufferStore implements ObjectStore {
  readonly asked: (ByteRange | null)[] = [];
  readonly pinned: ObjectRef[] = [];
  constructor(readonly bytes: Buffer, readonly facts: Partial<ObjectFacts> = {}, readonly bend: (range: ByteRange | null, turn: number) => AsyncIterable<Uint8Array> | null = () => null) {}
  stat(ref: ObjectRef): Promise<ObjectFacts> {
    return Promise.resolve({ uri: ref.uri, sizeBytes: this.bytes.length, etag: 'e1', versionId: null, contentType: null, modifiedAt: null, digest: null, ranges: true, ...this.facts });
  }
  read(ref: ObjectRef, range: ByteRange | null, _signal: AbortSignal): AsyncIterable<Uint8Array> {
    this.asked.push(range);
    this.pinned.push(ref);
    const bent = this.bend(range, this.asked.length);
    if (bent !== null) return bent;
    const part = this.bytes.subarray(range?.startByte ?? 0, range?.endByte ?? this.bytes.length);
    return (async function* () {
      for (let at = 0; at < part.length; at += 3000) yield part.subarray(at, at + 3000);
    })();
  }
  write(): Promise<ObjectFacts> {
    return Promise.reject(new Error('not written here'));
  }
  list(): AsyncIterable<ObjectFacts> {
    throw new Error('not listed here');
  }
}

const remote = (store: ObjectStore, limits: FetchParts['limits'] = {}) => stage({ stores: { s3: store }, limits: { partBytes: 10_000, resumeAfterMs: 1, ...limits } });

describe('fetching a local file', () => {
  it('uses it where it lies, knows it by its bytes, and leaves it there', async () => {
    const path = join(folder, 'a b.mp4');
    await writeFile(path, BYTES);
    for (const uri of [path, pathToFileURL(path).href]) {
      const video = await stage().fetch(upload(uri), never);
      expect(video).toMatchObject({ path, bytes: BYTES.length, sha256: sha256(BYTES), mediaVersion: sha256(BYTES), videoId: `sha256:${sha256(BYTES).slice(0, 32)}` });
      await video.dispose();
      await video.dispose();
      expect((await readFile(path)).equals(BYTES)).toBe(true);
    }
    expect((await stage().fetch(upload(path, {}, 'v-1'), never)).videoId).toBe('v-1');
  });

  it('refuses what is not the file that was uploaded', async () => {
    const path = join(folder, 'v.mp4');
    await writeFile(path, BYTES);
    await expect(stage().fetch(upload(path, { sizeBytes: 5 }), never)).rejects.toMatchObject({ code: 'SOURCE_CHANGED', stage: 'fetch' });
    await expect(stage().fetch(upload(path, { sha256: '0'.repeat(64) }), never)).rejects.toMatchObject({ code: 'SOURCE_CHECKSUM_MISMATCH' });
    await expect(stage().fetch(upload(path, { sha256: sha256(BYTES).toUpperCase(), sizeBytes: BYTES.length }), never)).resolves.toBeDefined();
    await expect(stage({ limits: { maxBytes: 99 } }).fetch(upload(path), never)).rejects.toMatchObject({ code: 'SOURCE_TOO_LARGE' });
  });

  it('never waits for a pipe, and refuses folders, devices and sockets', async () => {
    const pipe = join(folder, 'pipe.mp4');
    execFileSync('mkfifo', [pipe]);
    await expect(stage().fetch(upload(pipe), never)).rejects.toMatchObject({ code: 'SOURCE_FORBIDDEN', message: expect.stringContaining('a pipe') as unknown });
    await expect(stage().fetch(upload(folder), never)).rejects.toMatchObject({ code: 'SOURCE_FORBIDDEN' });
    await expect(stage().fetch(upload('/dev/zero'), never)).rejects.toMatchObject({ code: 'SOURCE_FORBIDDEN' });
    const socket = createServer().listen(join(folder, 'socket.mp4'));
    await expect(stage().fetch(upload(join(folder, 'socket.mp4')), never)).rejects.toMatchObject({ code: 'SOURCE_FORBIDDEN' });
    socket.close();
    await expect(stage().fetch(upload(join(folder, 'none.mp4')), never)).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
    await expect(stage().fetch(upload('a\0b'), never)).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
    await expect(stage().fetch(upload(join(folder, 'x'.repeat(300))), never)).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
    await expect(stage().fetch(upload('file://another-host/v.mp4'), never)).rejects.toMatchObject({ code: 'SOURCE_SCHEME_UNSUPPORTED' });
  });

  it('keeps records inside the folders they are allowed: no dots, no links, no neighbour with the same beginning', async () => {
    const inbox = join(folder, 'inbox');
    await mkdir(inbox);
    await mkdir(join(folder, 'inbox-private'));
    await writeFile(join(inbox, 'v.mp4'), BYTES);
    await writeFile(join(folder, 'secret.mp4'), BYTES);
    await writeFile(join(folder, 'inbox-private', 'v.mp4'), BYTES);
    await symlink(join(folder, 'secret.mp4'), join(inbox, 'link.mp4'));
    await symlink(folder, join(inbox, 'up'));
    await symlink(join(inbox, 'v.mp4'), join(inbox, 'good-link.mp4'));
    const record = stage({ localRoots: [inbox] });
    await expect(record.fetch(upload(join(inbox, 'v.mp4')), never)).resolves.toBeDefined();
    await expect(record.fetch(upload(join(inbox, 'good-link.mp4')), never)).resolves.toBeDefined();
    for (const path of [join(folder, 'secret.mp4'), `${inbox}/../secret.mp4`, join(inbox, 'link.mp4'), join(inbox, 'up', 'secret.mp4'), join(folder, 'inbox-private', 'v.mp4'), '/etc/passwd']) {
      await expect(record.fetch(upload(path), never)).rejects.toMatchObject({ code: 'SOURCE_FORBIDDEN' });
    }
    await expect(stage({ localRoots: [] }).fetch(upload(join(inbox, 'v.mp4')), never)).rejects.toMatchObject({ code: 'SOURCE_FORBIDDEN' });
  });
});

describe('fetching a remote object', () => {
  it('reads it in parts, all of the version that was looked at, and removes it when disposed', async () => {
    const store = new BufferStore(BYTES);
    const video = await remote(store).fetch(upload('s3://b/v.mp4'), never);
    expect((await readFile(video.path)).equals(BYTES)).toBe(true);
    expect(video).toMatchObject({ sha256: sha256(BYTES), bytes: BYTES.length, mediaVersion: sha256(BYTES) });
    expect(store.asked).toHaveLength(10);
    expect(store.pinned.every(({ etag }) => etag === 'e1')).toBe(true);
    expect(work.reservedBytes()).toBe(BYTES.length);
    await video.dispose();
    expect([await roomsLeft(), work.reservedBytes()]).toEqual([0, 0]);
  });

  it.each([
    ['e1', 'e1'], ['"e1"', 'e1'], [' "e1" ', 'e1'], ['W/"e1"', 'e1 of the store'], ['""', 'e1 of the store'], ['', 'e1 of the store'], ['"a-3"', 'a-3'], ['a"', null], ['a\r\nx: y', null], ['"a\0"', null], ['\u4e2d', null], ['e'.repeat(1025), null],
  ])('asks for the ETag %j as %j', async (etag, expected) => {
    const store = new BufferStore(BYTES, { etag: 'e1 of the store' });
    const fetching = remote(store).fetch(upload('s3://b/v.mp4', { etag }), never);
    if (expected === null) {
      await expect(fetching).rejects.toMatchObject({ code: 'RECORD_MALFORMED', kind: 'permanent', message: expect.stringMatching(/^media\.etag: found "/) as unknown });
      expect(store.asked).toEqual([]);
    } else {
      await fetching;
      expect(new Set(store.pinned.map((pinned) => pinned.etag))).toEqual(new Set([expected]));
    }
  });

  it.each([['v7', 'v7'], ['', null], ['a b', 'refused'], ['a\n', 'refused']])('asks for the version id %j: %s', async (versionId, expected) => {
    const store = new BufferStore(BYTES);
    const fetching = remote(store).fetch(upload('s3://b/v.mp4', { versionId }), never);
    if (expected === 'refused') await expect(fetching).rejects.toMatchObject({ code: 'RECORD_MALFORMED', message: expect.stringMatching(/^media\.versionId: /) as unknown });
    else expect((await fetching, store.pinned[0]?.versionId)).toBe(expected);
  });

  it('names the version by the version id that the object has', async () => {
    const store = new BufferStore(BYTES, { versionId: 'v7' });
    const video = await remote(store).fetch(upload('s3://b/v.mp4'), never);
    expect(video.mediaVersion).toBe('v7');
    expect(store.pinned.every(({ versionId }) => versionId === 'v7')).toBe(true);
  });

  it('goes on where a part broke off', async () => {
    const store = new BufferStore(BYTES, {}, (range, turn) =>
      turn % 3 === 0 ? (async function* () {
        yield BYTES.subarray(range?.startByte ?? 0, (range?.startByte ?? 0) + 1234);
        throw new ThalwegError('SOURCE_UNAVAILABLE', 'broke');
      })() : null);
    const video = await remote(store).fetch(upload('s3://b/v.mp4'), never);
    expect((await readFile(video.path)).equals(BYTES)).toBe(true);
  });

  it('gives up on a part that never comes, and stops the others', async () => {
    const store = new BufferStore(BYTES, {}, (range) => (range?.startByte === 30_000 ? (async function* (): AsyncGenerator<Uint8Array> { throw new ThalwegError('SOURCE_UNAVAILABLE', 'away'); })() : null));
    await expect(remote(store, { maxResumes: 2 }).fetch(upload('s3://b/v.mp4'), never)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(store.asked.filter((range) => range?.startByte === 30_000)).toHaveLength(3);
    expect([await roomsLeft(), work.reservedBytes()]).toEqual([0, 0]);
  });

  it.each(['SOURCE_CHANGED', 'SOURCE_NOT_FOUND'] as const)('does not try again what is %s', async (code) => {
    const store = new BufferStore(BYTES, {}, () => (async function* (): AsyncGenerator<Uint8Array> { throw new ThalwegError(code, 'no'); })());
    await expect(remote(store, { parallelParts: 1 }).fetch(upload('s3://b/v.mp4'), never)).rejects.toMatchObject({ code });
    expect(store.asked).toHaveLength(1);
  });

  it('finds that the bytes are not those that the store or the upload knows', async () => {
    const md5 = createHash('md5').update(BYTES).digest('hex');
    const crc = crc32(BYTES).toString(16).padStart(8, '0');
    const sha1 = createHash('sha1').update(BYTES).digest('hex');
    const ofParts = (partBytes: number): string => {
      const parts = Array.from({ length: Math.ceil(BYTES.length / partBytes) }, (_, part) => createHash('md5').update(BYTES.subarray(part * partBytes, (part + 1) * partBytes)).digest());
      return createHash('md5').update(Buffer.concat(parts)).digest('hex');
    };
    for (const digest of [7_777, 50_000, 100_000, 200_000].map((partBytes) => ({ algorithm: 'md5-of-parts', hex: ofParts(partBytes), partBytes }) as const)) {
      await (await remote(new BufferStore(BYTES, { digest })).fetch(upload('s3://b/v.mp4'), never)).dispose();
      await expect(remote(new BufferStore(BYTES, { digest: { ...digest, partBytes: 33_333 } })).fetch(upload('s3://b/v.mp4'), never)).rejects.toMatchObject({ code: 'SOURCE_CHECKSUM_MISMATCH' });
    }
    for (const digest of [{ algorithm: 'md5', hex: md5 }, { algorithm: 'crc32', hex: crc }, { algorithm: 'sha1', hex: sha1 }, { algorithm: 'sha256', hex: sha256(BYTES) }] as const) {
      await (await remote(new BufferStore(BYTES, { digest })).fetch(upload('s3://b/v.mp4'), never)).dispose();
      const other = Buffer.from(BYTES);
      other[5] = 255 - (other[5] ?? 0);
      await expect(remote(new BufferStore(other, { digest })).fetch(upload('s3://b/v.mp4'), never)).rejects.toMatchObject({ code: 'SOURCE_CHECKSUM_MISMATCH' });
    }
    await expect(remote(new BufferStore(BYTES)).fetch(upload('s3://b/v.mp4', { sha256: '0'.repeat(64) }), never)).rejects.toMatchObject({ code: 'SOURCE_CHECKSUM_MISMATCH' });
    await expect(remote(new BufferStore(BYTES)).fetch(upload('s3://b/v.mp4', { sizeBytes: 1 }), never)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  it('looks for room before it reads a byte', async () => {
    const store = new BufferStore(BYTES, { sizeBytes: 2_000_000 });
    await expect(remote(store).fetch(upload('s3://b/v.mp4'), never)).rejects.toMatchObject({ code: 'WORK_FOLDER_FULL' });
    await expect(remote(store, { maxBytes: 1_999_999 }).fetch(upload('s3://b/v.mp4'), never)).rejects.toMatchObject({ code: 'SOURCE_TOO_LARGE' });
    expect(store.asked).toHaveLength(0);
  });

  it('bounds an object whose size nobody says, by its limit and by the room', async () => {
    const unsized = (bytes: Buffer) => new BufferStore(bytes, { sizeBytes: null, ranges: false });
    const video = await remote(unsized(BYTES)).fetch(upload('s3://b/v.mp4'), never);
    expect(video.bytes).toBe(BYTES.length);
    await video.dispose();
    await expect(remote(unsized(BYTES), { maxBytes: 50_000 }).fetch(upload('s3://b/v.mp4'), never)).rejects.toMatchObject({ code: 'SOURCE_TOO_LARGE' });
    await expect(remote(unsized(Buffer.alloc(1_500_000))).fetch(upload('s3://b/v.mp4'), never)).rejects.toMatchObject({ code: 'WORK_FOLDER_FULL' });
    expect([await roomsLeft(), work.reservedBytes()]).toEqual([0, 0]);
  });

  it('names an address in no message with what is signed into it', async () => {
    const signed = 'https://user:sec@ret@shop.example/v.mp4?X-Amz-Signature=secret';
    const https = (store: ObjectStore, limits: FetchParts['limits'] = {}) => stage({ stores: { https: store }, limits: { resumeAfterMs: 1, maxResumes: 0, ...limits } });
    const cut = () => (async function* () { yield BYTES.subarray(0, 10); })();
    const failing = [
      https(new BufferStore(BYTES, {}, cut)),
      https(new BufferStore(BYTES, { ranges: false }, cut)),
      https(new BufferStore(BYTES, { sizeBytes: null, ranges: false }), { maxBytes: 50_000 }),
      https(new BufferStore(BYTES), { maxBytes: 50_000 }),
      https(new BufferStore(BYTES, { digest: { algorithm: 'md5', hex: '0'.repeat(32) } })),
      stage(),
    ];
    for (const each of failing) {
      const failure = await each.fetch(upload(signed), never).then(() => null, (error: unknown) => error as ThalwegError);
      expect(failure?.message).toContain('https://shop.example/v.mp4');
      expect(failure?.message).not.toMatch(/sec|ret|user|Amz/);
    }
  });

  it('leaves nothing when it is stopped or out of time', async () => {
    let hung = 0;
    const hanging = new BufferStore(BYTES);
    hanging.read = (_ref, _range, signal) =>
      (async function* () {
        yield BYTES.subarray(0, 10);
        await new Promise((_done, failed) => {
          hung += 1;
          if (signal.aborted) failed(signal.reason);
          signal.addEventListener('abort', () => failed(signal.reason));
        });
      })();
    const stop = new AbortController();
    const fetching = remote(hanging).fetch(upload('s3://b/v.mp4'), stop.signal);
    while (hung === 0) await new Promise(setImmediate);
    stop.abort();
    await expect(fetching).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(remote(hanging, { timeoutMs: 50 }).fetch(upload('s3://b/v.mp4'), never)).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT' });
    expect([await roomsLeft(), work.reservedBytes()]).toEqual([0, 0]);
    await expect(remote(new BufferStore(BYTES)).fetch(upload('s3://b/v.mp4'), stop.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('knows the schemes it has stores for', async () => {
    await expect(stage().fetch(upload('s3://b/v.mp4'), never)).rejects.toMatchObject({ code: 'SOURCE_SCHEME_UNSUPPORTED' });
    await expect(stage().fetch(upload('concat:a|b'), never)).rejects.toMatchObject({ code: 'SOURCE_SCHEME_UNSUPPORTED' });
    await expect(stage().fetch(upload('gopher://x/y'), never)).rejects.toMatchObject({ code: 'SOURCE_SCHEME_UNSUPPORTED' });
  });
});
