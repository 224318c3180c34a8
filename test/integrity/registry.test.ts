import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { launchRegistry, type RegistryService } from '../../scripts/services/registry.js';
import { PLACES } from '../../scripts/services/places.js';
import { registerSchemas } from '../../src/app/checks/schemas.js';
import { openRecordCodecs } from '../../src/schemas/open-record-codecs.js';
import { guarantee } from '../support/integrity/both-deliveries.js';
import { LOOKAHEAD, ordinaryUpload, PARTITIONS, UPLOADS } from '../support/integrity/scenario.js';
import { drawClip, missing as missingServices, openStack, type Stack } from '../support/integrity/stack.js';

const missing = missingServices ?? (existsSync(join(PLACES.registry(), 'quarkus-run.jar')) ? null : 'the schema registry is not installed here (npx tsx scripts/services/main.ts install)');
if (missing !== null) process.stderr.write(`integrity: NOT run: ${missing}\n`);

(missing === null ? describe : describe.skip)('200 uploads over 4 partitions, Avro with a schema registry', () => {
  let stack: Stack;
  let registry: RegistryService;
  const values: Uint8Array[] = [];
  beforeAll(async () => {
    stack = await openStack();
    await stack.put('clip.mp4', await readFile(await drawClip(stack.folder, 1)));
    registry = await launchRegistry({ folder: join(stack.folder, 'registry') });
    const signal = AbortSignal.timeout(60_000);
    await registerSchemas({ url: registry.url, timeoutMs: 30_000 }, signal);
    const { uploaded } = openRecordCodecs({ registryUrl: registry.url, timeoutMs: 30_000, cachePath: null });
    for (let sequence = 0; sequence < UPLOADS; sequence += 1) values.push(await uploaded.encode(ordinaryUpload(sequence), signal));
  }, 120_000);
  afterAll(async () => {
    await registry.dispose();
    await stack.close();
  }, 60_000);

  /** No registry hands this id out in a test. */
  const UNKNOWN_ID = 2_000_000_000;
  const namesUnknownSchema = (sequence: number): boolean => sequence % 10 === 7;
  const withUnknownSchema = (sequence: number): Uint8Array => {
    const value = Buffer.from(values[sequence]!);
    value.writeUInt32BE(UNKNOWN_ID, 1);
    return value;
  };

  const options = (name: string) => (delivery: string) => ({
    value: (sequence: number) => values[sequence] ?? null,
    registryUrl: registry.url,
    cacheFolder: join(stack.folder, 'cache', `${name}-${delivery}`),
    // The blocking lane waits in place for the registry: no record leaves, order is kept.
    failure: { mode: 'blocking' as const },
  });

  const turns = new Map<string, Promise<void>>();
  const once = (name: string, act: () => Promise<void>): Promise<void> => {
    const running = turns.get(name) ?? act();
    turns.set(name, running);
    return running;
  };
  let warm = 0;
  let settled = (): void => undefined;
  const bothWarm = new Promise<void>((resolve) => (settled = resolve));

  guarantee(() => stack, {
    while: 'the registry is down from the start, with its schemas in the cache',
    // The stop of the earlier worker leaves records that were done above one that was not begun.
    maxDuplicates: LOOKAHEAD * PARTITIONS,
    options: options('warm'),
    disturb: async (scenario) => {
      // An earlier worker has seen the schemas and left; the next finds them on disk and never meets the registry.
      const earlier = scenario.start();
      await scenario.untilSettled(10);
      expect(await earlier.stop()).toBe(0);
      if ((warm += 1) === 2) settled();
      await bothWarm;
      await once('down', () => registry.stop());
      const worker = scenario.start();
      await scenario.untilSettled();
      expect(await worker.stop()).toBe(0);
      expect(worker.log).not.toContain('REGISTRY_UNAVAILABLE');
    },
  });

  guarantee(() => stack, {
    while: 'the registry is down from the start, with an empty cache, and comes later',
    maxDuplicates: 0,
    options: options('cold'),
    disturb: async (scenario) => {
      await once('down again', () => registry.stop());
      const worker = scenario.start();
      await worker.logged('REGISTRY_UNAVAILABLE');
      expect(scenario.settled()).toBe(0);
      await once('up', () => registry.start());
      await scenario.untilSettled();
      expect(await worker.stop()).toBe(0);
    },
  });

  guarantee(() => stack, {
    while: 'one upload in ten names a schema id that the registry does not have, and the registry is away at first: the dead letters are exactly those',
    maxDuplicates: 0,
    options: (delivery) => ({ ...options('unknown')(delivery), value: (sequence) => (namesUnknownSchema(sequence) ? withUnknownSchema(sequence) : values[sequence]!) }),
    poison: (sequence) => (namesUnknownSchema(sequence) ? 'SCHEMA_UNKNOWN' : null),
    disturb: async (scenario) => {
      await once('down for the unknown', () => registry.stop());
      const worker = scenario.start();
      await worker.logged('REGISTRY_UNAVAILABLE');
      // Nothing is dead while nobody can tell which ids are known.
      expect(scenario.settled()).toBe(0);
      await once('up for the unknown', () => registry.start());
      await scenario.untilSettled();
      expect(await worker.stop()).toBe(0);
    },
  });
});
