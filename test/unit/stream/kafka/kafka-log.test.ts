import { afterEach, expect, it } from '@jest/globals';
import { KafkaLog } from '../../../../src/stream/kafka/kafka-log.js';
import { KAFKA_DEFAULTS } from '../../../../src/stream/kafka/kafka-settings.js';
import { silentBroker, type SilentBroker } from '../../../support/silent-broker.js';

const opened: SilentBroker[] = [];
afterEach(() => opened.splice(0).forEach((broker) => broker.close()));

async function logOn(): Promise<{ readonly broker: SilentBroker; readonly log: KafkaLog; readonly said: string[] }> {
  const broker = await silentBroker();
  opened.push(broker);
  const said: string[] = [];
  return { broker, log: new KafkaLog({ ...KAFKA_DEFAULTS, brokers: [broker.address] }, (_level, message) => said.push(message)), said };
}

it('a log that is closed while it connects ends what it began and leaves no connection behind', async () => {
  const { broker, log, said } = await logOn();
  const described = log.describe(['in']).then(() => null, (error: unknown) => error);
  await broker.asked;
  await log.close();
  await broker.left();
  expect(await described).toMatchObject({ code: 'BROKER_UNAVAILABLE' });
  expect(broker.connections()).toBe(1);
  expect(said).toEqual([]);
});

it('a log that is closed while its broker is away tries no longer', async () => {
  const { broker, log } = await logOn();
  broker.close();
  const described = log.describe(['in']).then(() => null, (error: unknown) => error);
  await log.close();
  expect(await described).toMatchObject({ code: 'BROKER_UNAVAILABLE' });
});

it('a closed log connects to nothing', async () => {
  const { broker, log } = await logOn();
  await log.close();
  await expect(log.describe(['in'])).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
  expect(broker.connections()).toBe(0);
});
