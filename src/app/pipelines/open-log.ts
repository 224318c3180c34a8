import { readFile } from 'node:fs/promises';
import { ThalwegError } from '../../domain/errors.js';
import type { PipelineConfig } from '../../config/pipeline-shape.js';
import { KafkaLog } from '../../stream/kafka/kafka-log.js';
import type { KafkaSettings } from '../../stream/kafka/kafka-settings.js';
import { MemoryLog } from '../../stream/memory/memory-log.js';
import type { Log } from '../../stream/log.js';
import type { Logger } from '../../telemetry/logger.js';

/** The log that a pipeline file names: Kafka, or the embedded one with its journal. `readOnly`: what is there is only looked at, also while a pipeline runs on it. */
export async function openLog(config: PipelineConfig, journalPath: string, logger: Logger, { readOnly = false } = {}): Promise<Log> {
  const { log } = config;
  const settings = await kafkaSettings(config);
  if (settings === null) return MemoryLog.open({ journalPath: log.journalFile ?? journalPath, maxRecordBytes: log.maxRecordBytes, readOnly });
  return new KafkaLog(settings, (level, message) => logger[level]({ from: 'kafka' }, message));
}

/** How the brokers that a pipeline file names are reached; null when it names none. @throws CONFIG_INVALID for a secret that cannot be read */
export async function kafkaSettings({ log, name }: PipelineConfig): Promise<KafkaSettings | null> {
  if (log.brokers === null) return null;
  const brokers = log.brokers.split(',').map((broker) => broker.trim()).filter((broker) => broker !== '');
  const { mechanism, username, passwordFile } = log.sasl;
  const sasl = mechanism === null || username === null || passwordFile === null ? null : { mechanism, username, password: (await secret(passwordFile, 'KAFKA_SASL_PASSWORD_FILE')).trimEnd() };
  const { enabled, caFile } = log.tls;
  const tls = enabled || caFile !== null ? { ca: caFile === null ? null : await secret(caFile, 'KAFKA_TLS_CA_FILE') } : null;
  const { sessionTimeoutMs, heartbeatIntervalMs, maxRecordBytes, transactionTimeoutMs } = log;
  return { brokers, clientId: `thalweg-${name}`, sasl, tls, sessionTimeoutMs, heartbeatIntervalMs, maxRecordBytes, transactionTimeoutMs };
}

async function secret(file: string, key: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ThalwegError('CONFIG_INVALID', `${key}: found ${file}, which cannot be read; expected a readable file`, { stage: 'config', cause });
  }
}
