import { randomUUID } from 'node:crypto';
import { KafkaLog } from '../../src/stream/kafka/kafka-log.js';
import { KAFKA_DEFAULTS } from '../../src/stream/kafka/kafka-settings.js';
import { directLoop } from './direct-loop.js';
import { streamLoop } from './stream-loop.js';

/** Records a second of each round, and the commit lag in it. */
export interface Rates {
  readonly direct: number[];
  readonly atLeastOnce: number[];
  readonly exactlyOnce: number[];
  readonly commitLagMs: { readonly median: number; readonly p99: number }[];
}

/** Each round copies the whole input with each loop in turn; a first round is not counted. */
async function rates(brokers: string, input: string, output: string, count: number, rounds: number): Promise<Rates> {
  const found: Rates = { direct: [], atLeastOnce: [], exactlyOnce: [], commitLagMs: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const direct = count / (await directLoop(brokers, await newGroup(brokers, input), input, output, count));
    const once = await streamLoop(brokers, await newGroup(brokers, input), input, output, count, 'at-least-once');
    const exactly = await streamLoop(brokers, await newGroup(brokers, input), input, output, count, 'exactly-once');
    if (round === 0) continue;
    found.direct.push(direct);
    found.atLeastOnce.push(count / once.seconds);
    found.commitLagMs.push(once.commitLagMs);
    found.exactlyOnce.push(count / exactly.seconds);
  }
  return found;
}

/** A group that nobody used, whose coordinator has loaded what it must know. */
async function newGroup(brokers: string, topic: string): Promise<string> {
  const groupId = randomUUID();
  const log = new KafkaLog({ ...KAFKA_DEFAULTS, clientId: 'bench-group', brokers: [brokers] }, () => undefined);
  await log.committed(groupId, [topic]);
  await log.close();
  return groupId;
}

/** `measure.js rates BROKERS INPUT OUTPUT COUNT ROUNDS` or, with the collector at hand, `memory BROKERS INPUT OUTPUT COUNT`; prints JSON. */
const [what = '', brokers = '', input = '', output = '', count = '0', rounds = '0'] = process.argv.slice(2);
const found = what === 'rates' ? await rates(brokers, input, output, Number(count), Number(rounds)) : (await streamLoop(brokers, await newGroup(brokers, input), input, output, Number(count), 'at-least-once')).heldMb;
process.stdout.write(JSON.stringify(found), () => process.exit(0));
