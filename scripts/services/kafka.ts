import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { run } from './command.js';
import { requireInstalled } from './install.js';
import { PLACES } from './places.js';
import { freePort, type ServiceProcess, startProcess } from './service-process.js';
import { findJava } from './toolchain.js';

export interface KafkaService extends ServiceProcess {
  /** `127.0.0.1:PORT`, as KAFKA_BROKERS takes it. */
  readonly brokers: string;
  readonly folder: string;
}

export interface KafkaOptions {
  /** Data folder; made where it is missing. */
  readonly folder: string;
  readonly port?: number;
  readonly ownerPid?: number | null;
  readonly removeFolder?: boolean;
  /** Further broker properties, e.g. `transaction.max.timeout.ms`. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** One real Apache Kafka broker in KRaft mode on loopback, 512 MB of heap; about 3 s to start. */
export async function launchKafka(options: KafkaOptions): Promise<KafkaService> {
  requireInstalled('kafka');
  const java = await findJava();
  if (java === null) throw new Error('Kafka needs Java. Run: npx tsx scripts/services/main.ts install');
  const port = options.port ?? (await freePort());
  const controllerPort = await freePort();
  const configuration = join(options.folder, 'server.properties');
  const classPath = join(PLACES.kafkaJars(), '*');
  const formatted = existsSync(join(options.folder, 'log', 'meta.properties'));
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  await writeFile(configuration, propertiesText({ ...brokerProperties(options.folder, port, controllerPort), ...options.properties }));
  if (!formatted) await run(java, ['-Xmx128m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=error', '-cp', classPath, 'kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c', configuration]);
  const service = await startProcess({
    name: 'kafka',
    command: java,
    args: ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-cp', classPath, 'kafka.Kafka', configuration],
    folder: options.folder,
    ready: async (log) => log.includes('Kafka Server started') && (await accepts(port)),
    ...(options.ownerPid === undefined ? {} : { ownerPid: options.ownerPid }),
    ...(options.removeFolder === undefined ? {} : { removeFolder: options.removeFolder }),
  });
  return { ...service, brokers: `127.0.0.1:${port}`, folder: options.folder };
}

function brokerProperties(folder: string, port: number, controllerPort: number): Readonly<Record<string, string>> {
  const one = [
    'offsets.topic.replication.factor', 'transaction.state.log.replication.factor', 'transaction.state.log.min.isr',
    'share.coordinator.state.topic.replication.factor', 'share.coordinator.state.topic.min.isr',
  ];
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': join(folder, 'log'),
    'offsets.topic.num.partitions': '5',
    'transaction.state.log.num.partitions': '5',
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
    ...Object.fromEntries(one.map((name) => [name, '1'])),
  };
}

const propertiesText = (properties: Readonly<Record<string, string>>): string =>
  Object.entries(properties).map(([name, value]) => `${name}=${value}\n`).join('');

/** A KRaft cluster id: 16 random bytes in url-safe base64, not beginning with a dash (it would read as an option). */
function clusterId(): string {
  const id = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  return id.startsWith('-') ? clusterId() : id;
}

async function accepts(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });
}
