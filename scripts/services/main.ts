import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { installService, SERVICE_NAMES, type ServiceName } from './install.js';
import { launchKafka } from './kafka.js';
import { servicesFolder } from './places.js';
import { launchRegistry } from './registry.js';
import { launchS3 } from './s3.js';
import { endProcess, isAlive } from './service-process.js';
import { createUploadTopic, followTopic, putVideos } from './try-out.js';

interface UpService {
  readonly pid: number | null;
  /** What a pipeline reads to reach it. */
  readonly environment: Readonly<Record<string, string>>;
}

const runFile = (): string => join(servicesFolder(), 'up.json');
const dataFolder = (service: ServiceName): string => join(servicesFolder(), 'data', service);

/** Uploads are what S3 says was put into it. */
const uploadTopic = (): string => `${process.env['THALWEG_TOPIC_PREFIX'] ?? ''}product-video.uploaded`;

const launch: Readonly<Record<ServiceName, (running: Partial<Record<ServiceName, UpService>>) => Promise<UpService>>> = {
  kafka: async () => {
    const kafka = await launchKafka({ folder: dataFolder('kafka'), ownerPid: null, removeFolder: false });
    return { pid: kafka.pid(), environment: { KAFKA_BROKERS: kafka.brokers } };
  },
  s3: async ({ kafka }) => {
    const brokers = kafka?.environment['KAFKA_BROKERS'];
    if (brokers !== undefined) await createUploadTopic(brokers, uploadTopic());
    const events = brokers === undefined ? {} : { events: { brokers, topic: uploadTopic() } };
    const s3 = await launchS3({ folder: dataFolder('s3'), ownerPid: null, removeFolder: false, ...events });
    return { pid: s3.pid(), environment: s3.environment };
  },
  registry: async () => {
    const registry = await launchRegistry({ folder: dataFolder('registry'), ownerPid: null, removeFolder: false });
    return { pid: registry.pid(), environment: { SCHEMA_REGISTRY_URL: registry.url } };
  },
};

async function readUp(): Promise<Partial<Record<ServiceName, UpService>>> {
  const text = await readFile(runFile(), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Partial<Record<ServiceName, UpService>>;
}

function chosen(only: string | undefined): readonly ServiceName[] {
  if (only === undefined) return SERVICE_NAMES;
  const names = only.split(',');
  const unknown = names.find((name) => !SERVICE_NAMES.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`--only: found ${unknown}, expected some of ${SERVICE_NAMES.join(',')}`);
  return SERVICE_NAMES.filter((name) => names.includes(name));
}

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

async function printEnvironment(): Promise<void> {
  for (const service of Object.values(await readUp())) {
    for (const [name, value] of Object.entries(service.environment)) process.stdout.write(`export ${name}=${value}\n`);
  }
}

async function up(services: readonly ServiceName[]): Promise<void> {
  await mkdir(servicesFolder(), { recursive: true });
  const running = await readUp();
  for (const service of services) {
    const pid = running[service]?.pid ?? null;
    if (pid !== null && isAlive(pid)) continue;
    await installService(service, tell);
    const started = await launch[service](running);
    running[service] = started;
    await writeFile(runFile(), JSON.stringify(running, null, 2));
    tell(`${service}: running (process ${started.pid ?? 'unknown'})`);
  }
  await printEnvironment();
}

async function down(purge: boolean): Promise<void> {
  for (const [name, service] of Object.entries(await readUp())) {
    if (service.pid !== null && isAlive(service.pid)) await endProcess(service.pid, 'SIGTERM');
    tell(`${name}: stopped`);
  }
  await rm(runFile(), { force: true });
  if (purge) await rm(join(servicesFolder(), 'data'), { recursive: true, force: true });
}

const program = new Command('services').description('Real Kafka, S3 and schema registry on loopback, without containers');
program.command('install').option('--only <names>', 'kafka,s3,registry').action(async ({ only }: { only?: string }) => {
  for (const service of chosen(only)) await installService(service, tell);
});
program.command('up').description('start them and print what a pipeline reads: eval "$(npx tsx scripts/services/main.ts up)"').option('--only <names>', 'kafka,s3,registry')
  .action(({ only }: { only?: string }) => up(chosen(only)));
program.command('env').description('print the environment of what is running').action(printEnvironment);
program.command('down').description('stop them').option('--purge', 'remove their data too').action(({ purge }: { purge?: boolean }) => down(purge ?? false));
program.command('put <files...>').description('put videos into S3, which announces them on product-video.uploaded').action(async (files: string[]) => {
  for (const uri of await putVideos(files)) tell(uri);
});
program.command('read <topic>').description('print what the pipeline publishes, one JSON record a line').option('--count <n>', 'end after so many', '1').action(async (topic: string, { count }: { count: string }) => {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  await followTopic(topic, Number(count), (record) => void process.stdout.write(`${JSON.stringify(record)}\n`), stop.signal);
});
await program.parseAsync();
