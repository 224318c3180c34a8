import { describe, expect, it } from '@jest/globals';
import { KafkaJSConnectionError, KafkaJSNumberOfRetriesExceeded, KafkaJSProtocolError } from 'kafkajs';
import { fromKafkaError, fromPublishError } from '../../../../src/stream/kafka/kafka-errors.js';

const protocol = (type: string): Error => Object.assign(new KafkaJSProtocolError(new Error(type)), { type });
/** As kafkajs gives up after its own tries. */
const exhausted = (cause: Error): Error => new KafkaJSNumberOfRetriesExceeded(cause, { retryCount: 8, retryTime: 1 });
const there = (): Promise<readonly string[]> => Promise.resolve([]);

describe('failures to publish', () => {
  it.each([
    ['a connection that fails', exhausted(new KafkaJSConnectionError('refused', { broker: 'b:1' })), 'BROKER_UNAVAILABLE'],
    ['a system error', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'BROKER_UNAVAILABLE'],
    ['too few replicas', exhausted(protocol('NOT_ENOUGH_REPLICAS')), 'BROKER_UNAVAILABLE'],
    ['a fenced producer, which is opened anew', protocol('PRODUCER_FENCED'), 'BROKER_UNAVAILABLE'],
    ['a record above the limit', protocol('MESSAGE_TOO_LARGE'), 'RECORD_TOO_LARGE'],
    ['a record that the topic does not take', protocol('INVALID_RECORD'), 'PUBLISH_FAILED'],
    ['a policy', exhausted(protocol('POLICY_VIOLATION')), 'PUBLISH_FAILED'],
    ['an error that Kafka gives no name', protocol('UNKNOWN'), 'PUBLISH_FAILED'],
    ['an error that is none of Kafka’s', new TypeError('undefined is not a function'), 'PUBLISH_FAILED'],
    ['a refused password', protocol('SASL_AUTHENTICATION_FAILED'), 'CREDENTIALS_REFUSED'],
  ])('%s', async (_what, error, code) => expect(await fromPublishError(error, 'publishing', there)).toMatchObject({ code }));

  const unknownTopic = exhausted(protocol('UNKNOWN_TOPIC_OR_PARTITION'));
  it.each([
    ['a topic that is not there', () => Promise.resolve(['gone']), 'TOPIC_MISSING'],
    ['a topic that the broker forgot for a moment', there, 'BROKER_UNAVAILABLE'],
    ['a broker that cannot be asked', () => Promise.reject(new Error('away')), 'BROKER_UNAVAILABLE'],
  ])('%s', async (_what, missing, code) => expect(await fromPublishError(unknownTopic, 'publishing', missing)).toMatchObject({ code }));

  it('say what was tried', () => expect(fromKafkaError(new Error('no'), 'reading x').message).toBe('reading x: no'));
});
