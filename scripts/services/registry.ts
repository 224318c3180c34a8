import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { requireInstalled } from './install.js';
import { PLACES } from './places.js';
import { answers } from './s3.js';
import { freePort, type ServiceProcess, startProcess } from './service-process.js';
import { findJava } from './toolchain.js';

export interface RegistryService extends ServiceProcess {
  /** Root of the Confluent-compatible API, as SCHEMA_REGISTRY_URL takes it. */
  readonly url: string;
  readonly folder: string;
}

export interface RegistryOptions {
  readonly folder: string;
  readonly port?: number;
  readonly ownerPid?: number | null;
  readonly removeFolder?: boolean;
}

/** A real schema registry (Apicurio, Confluent API) on loopback; its schemas are kept in a file, so ids survive a restart. */
export async function launchRegistry(options: RegistryOptions): Promise<RegistryService> {
  requireInstalled('registry');
  const java = await findJava();
  if (java === null) throw new Error('The registry needs Java. Run: npx tsx scripts/services/main.ts install');
  const port = options.port ?? (await freePort());
  const managementPort = await freePort();
  const url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const service = await startProcess({
    name: 'registry',
    command: java,
    args: ['-Xms64m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-jar', join(PLACES.registry(), 'quarkus-run.jar')],
    env: {
      ...process.env,
      QUARKUS_HTTP_HOST: '127.0.0.1',
      QUARKUS_HTTP_PORT: String(port),
      QUARKUS_MANAGEMENT_HOST: '127.0.0.1',
      QUARKUS_MANAGEMENT_PORT: String(managementPort),
      QUARKUS_OTEL_SDK_DISABLED: 'true',
      APICURIO_DATASOURCE_URL: `jdbc:h2:file:${join(options.folder, 'schemas')}`,
      APICURIO_DATASOURCE_JDBC_INITIAL_SIZE: '2',
      APICURIO_DATASOURCE_JDBC_MIN_SIZE: '2',
      APICURIO_DATASOURCE_JDBC_MAX_SIZE: '10',
    },
    folder: options.folder,
    ready: () => answers(`${url}/subjects`),
    ...(options.ownerPid === undefined ? {} : { ownerPid: options.ownerPid }),
    ...(options.removeFolder === undefined ? {} : { removeFolder: options.removeFolder }),
  });
  return { ...service, url, folder: options.folder };
}
