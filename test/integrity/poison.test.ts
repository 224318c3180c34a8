import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { guarantee } from '../support/integrity/both-deliveries.js';
import { openRecordCodecs } from '../../src/schemas/open-record-codecs.js';
import { ordinaryUpload, uploadValue } from '../support/integrity/scenario.js';
import { BUCKET, drawClip, missing, openStack, type Stack } from '../support/integrity/stack.js';

/** An Avro record that ends early; made before the tests. */
let tornAvro: Uint8Array = new Uint8Array();

/** One upload in ten, in turn. */
const POISON = [
  { code: 'SOURCE_NOT_FOUND', value: (sequence: number) => uploadValue(sequence, `s3://${BUCKET}/never-uploaded.mp4`) },
  { code: 'MEDIA_INDEX_MISSING', value: (sequence: number) => uploadValue(sequence, `s3://${BUCKET}/truncated.mp4`) },
  { code: 'MEDIA_NOT_A_VIDEO', value: (sequence: number) => uploadValue(sequence, `s3://${BUCKET}/text.mp4`) },
  { code: 'RECORD_MALFORMED', value: () => tornAvro },
  { code: 'SCHEMA_UNKNOWN', value: () => Buffer.from([0xc3, 0x01, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0]) },
  { code: 'STAGE_TIMEOUT', value: (sequence: number) => uploadValue(sequence, `s3://${BUCKET}/clip.mp4`, { hang: 'always' }) },
] as const;

const poisonOf = (sequence: number): (typeof POISON)[number] | null => (sequence % 10 === 7 ? POISON[Math.floor(sequence / 10) % POISON.length]! : null);

if (missing !== null) process.stderr.write(`integrity: NOT run: ${missing}\n`);

(missing === null ? describe : describe.skip)('200 uploads over 4 partitions', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await openStack();
    const avro = await openRecordCodecs({ registryUrl: null, timeoutMs: 1 }).uploaded.encode(ordinaryUpload(0), AbortSignal.timeout(10_000));
    tornAvro = avro.subarray(0, Math.round(avro.length / 2));
    const clip = await readFile(await drawClip(stack.folder, 1));
    const slow = await readFile(await drawClip(stack.folder, 1, { indexLast: true }));
    await stack.put('clip.mp4', clip);
    await stack.put('truncated.mp4', slow.subarray(0, Math.round(slow.length / 2)));
    await stack.put('text.mp4', Buffer.from('this is a text that somebody called .mp4\n'.repeat(50)));
  }, 60_000);
  afterAll(() => stack.close(), 60_000);

  guarantee(() => stack, {
    while: 'one record in ten is poison or hangs its stage: the dead letters are exactly those',
    maxDuplicates: 0,
    options: () => ({
      decode: true,
      value: (sequence) => poisonOf(sequence)?.value(sequence) ?? null,
      stream: { recordTimeoutMs: 6_000, maxInFlight: 12 },
      failure: { attempts: 1, retryTopics: [] },
    }),
    poison: (sequence) => poisonOf(sequence)?.code ?? null,
    disturb: async (scenario) => {
      const worker = scenario.start();
      await scenario.untilSettled();
      const code = await worker.stop();
      if (code !== 0) throw new Error(`the worker ended with ${code ?? 'a signal'}, expected 0`);
    },
  });
});
