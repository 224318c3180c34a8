import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from './command.js';
import { PLACES, servicesFolder, VERSIONS } from './places.js';
import { installGo, installJava, installMaven } from './toolchain.js';

export type ServiceName = 'kafka' | 's3' | 'registry';
export const SERVICE_NAMES: readonly ServiceName[] = ['kafka', 's3', 'registry'];

const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';

const isInstalled: Readonly<Record<ServiceName, () => boolean>> = {
  kafka: () => existsSync(PLACES.kafkaJars()),
  s3: () => existsSync(PLACES.versitygw()),
  registry: () => existsSync(join(PLACES.registry(), 'quarkus-run.jar')),
};

/** Throws with the command to run where a service has not been installed yet. */
export function requireInstalled(service: ServiceName): void {
  if (!isInstalled[service]()) throw new Error(`${service} is not installed in ${servicesFolder()}. Run: npx tsx scripts/services/main.ts install`);
}

/** Installs one service into the services folder through its registry's own client; does nothing where it is there. */
export async function installService(service: ServiceName, tell: (line: string) => void): Promise<void> {
  if (isInstalled[service]()) {
    tell(`${service}: already installed`);
    return;
  }
  tell(`${service}: installing …`);
  await mkdir(servicesFolder(), { recursive: true });
  switch (service) {
    case 'kafka': {
      const maven = await installMaven(await installJava());
      return whole(PLACES.kafkaJars(), (folder) =>
        run('mvn', ['-q', '-B', '-f', PLACES.kafkaPom, `${PLUGIN}:copy-dependencies`, `-Dkafka.version=${VERSIONS.kafka}`, `-DoutputDirectory=${folder}`], { env: maven }));
    }
    case 's3': {
      const go = await installGo();
      return whole(dirname(PLACES.versitygw()), (folder) =>
        run(go, ['install', `github.com/versity/versitygw/cmd/versitygw@${VERSIONS.versitygw}`], { env: { ...process.env, GOBIN: folder, CGO_ENABLED: '0', GOTOOLCHAIN: 'local' } }));
    }
    case 'registry': {
      const maven = await installMaven(await installJava());
      return whole(PLACES.registry(), async (folder) => {
        await run('mvn', ['-q', '-B', `${PLUGIN}:copy`, `-Dartifact=io.apicurio:apicurio-registry-app:${VERSIONS.registry}:tar.gz:all`, `-DoutputDirectory=${folder}`], { env: maven });
        for (const archive of await readdir(folder)) {
          await run('tar', ['xzf', join(folder, archive), '-C', folder]);
          await rm(join(folder, archive));
        }
      });
    }
  }
}

/** Builds a folder under another name and renames it when it is whole, so that a broken-off install is never taken for one. */
async function whole(folder: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const fresh = `${folder}.${process.pid}`;
  try {
    await mkdir(fresh, { recursive: true });
    await fill(fresh);
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
