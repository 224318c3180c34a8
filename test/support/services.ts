import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type KafkaOptions, type KafkaService, launchKafka } from '../../scripts/services/kafka.js';
import { launchRegistry, type RegistryService } from '../../scripts/services/registry.js';
import { launchS3, type S3Options, type S3Service } from '../../scripts/services/s3.js';

export type { KafkaService, RegistryService, S3Service };

/** Launches in a folder of its own, which goes again when the launch fails. */
async function fresh<Service>(name: string, launch: (folder: string) => Promise<Service>): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), `thalweg-${name}-`));
  try {
    return await launch(folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A broker of this test's own, to stop, kill and restart; `dispose` it in afterAll. It ends by itself with the test process. */
export const startKafka = (options: Partial<KafkaOptions> = {}): Promise<KafkaService> => fresh('kafka', (folder) => launchKafka({ folder, ...options }));

/** An S3 endpoint of this test's own. */
export const startS3 = (options: Partial<S3Options> = {}): Promise<S3Service> => fresh('s3', (folder) => launchS3({ folder, ...options }));

/** A schema registry of this test's own. */
export const startRegistry = (): Promise<RegistryService> => fresh('registry', (folder) => launchRegistry({ folder }));

/**
 * One broker, S3 endpoint and registry for all test files of a run, started by the first that asks and ended when the run
 * ends. Never stop them: use names of your own (topics, buckets, subjects) and leave the rest alone.
 */
export const sharedKafka = (): Promise<Pick<KafkaService, 'brokers'>> =>
  shared('kafka', async (folder, ownerPid) => ({ brokers: (await launchKafka({ folder, ownerPid })).brokers }));

export const sharedS3 = (): Promise<Pick<S3Service, 'endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey' | 'environment' | 'objects'>> =>
  shared('s3', async (folder, ownerPid) => {
    const { endpoint, region, accessKeyId, secretAccessKey, environment, objects } = await launchS3({ folder, ownerPid });
    return { endpoint, region, accessKeyId, secretAccessKey, environment, objects };
  });

export const sharedRegistry = (): Promise<Pick<RegistryService, 'url'>> =>
  shared('registry', async (folder, ownerPid) => ({ url: (await launchRegistry({ folder, ownerPid })).url }));

/** The process of the whole jest run: this one, or the parent of a jest worker. */
const runPid = (): number => (process.argv[1]?.includes('processChild') === true ? process.ppid : process.pid);

async function shared<Address>(name: string, launch: (folder: string, ownerPid: number) => Promise<Address>): Promise<Address> {
  const owner = runPid();
  const claim = join(tmpdir(), `thalweg-shared-${name}-${owner}`);
  const addressFile = join(claim, 'address.json');
  const deadline = Date.now() + 300_000;
  for (;;) {
    try {
      mkdirSync(claim, { mode: 0o700 });
    } catch {
      // Another test file of this run was first: wait for its address, or for its failure, which makes the claim free again.
      try {
        return JSON.parse(readFileSync(addressFile, 'utf8')) as Address;
      } catch {
        if (Date.now() > deadline) throw new Error(`${name} was not started in time by another test file: see ${claim}`);
        await wait(100);
        continue;
      }
    }
    try {
      const address = await launch(claim, owner);
      writeFileSync(`${addressFile}.part`, JSON.stringify(address));
      renameSync(`${addressFile}.part`, addressFile);
      return address;
    } catch (error) {
      rmSync(claim, { recursive: true, force: true });
      throw error;
    }
  }
}
