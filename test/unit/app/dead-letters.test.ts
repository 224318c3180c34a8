import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openDeadLetters } from '../../../src/app/dead-letters.js';
import { loadPipeline } from '../../../src/config/load-pipeline.js';
import { MemoryLog } from '../../../src/stream/memory/memory-log.js';

it('dead letters of the embedded log can be looked at while a pipeline runs on it, and replayed when none does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'thalweg-letters-'));
  const journalPath = join(folder, 'log.journal');
  const config = await loadPipeline('pipelines/realtime-enrichment.yaml', {}, [`log.journalFile=${journalPath}`]);
  const running = await MemoryLog.open({ journalPath });
  await running.createTopics([{ topic: config.topics.deadLetter, partitions: 1, replication: 1, settings: {} }]);
  await running.produce([{ topic: config.topics.deadLetter, key: Buffer.from('v'), value: null, headers: [['thalweg-error-code', Buffer.from('MEDIA_EMPTY')]] }]);
  const box = await openDeadLetters(config, { readOnly: true });
  expect((await box.find({}, new AbortController().signal)).map(({ key, code }) => [key, code])).toEqual([['v', 'MEDIA_EMPTY']]);
  await box.close();
  await expect(openDeadLetters(config, { readOnly: false })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  await running.close();
  await (await openDeadLetters(config, { readOnly: false })).close();
  await rm(folder, { recursive: true });
});
