import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import kafkajs from 'kafkajs';
import { keyPartitioner } from '../../../../src/stream/kafka/key-partitioner.js';
import { cases } from '../../../support/property-search.js';

describe('key partitioner', () => {
  it('places every key where the default partitioner of kafkajs does', () => {
    const [ours, theirs] = [keyPartitioner(), kafkajs.Partitioners.DefaultPartitioner()];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 64 }), (key, partitions) => {
        const args = { topic: 't', partitionMetadata: Array.from({ length: partitions }, (_, partitionId) => ({ partitionId, leader: 1, partitionErrorCode: 0, replicas: [1], isr: [1], offlineReplicas: [] })), message: { key: Buffer.from(key), value: null } };
        expect(ours(args)).toBe(theirs(args));
      }),
      cases(2_000),
    );
  });

  it('spreads records without a key over the partitions in turn', () => {
    const place = keyPartitioner();
    const partitionMetadata = [0, 1, 2].map((partitionId) => ({ partitionId, leader: 1, partitionErrorCode: 0, replicas: [1], isr: [1], offlineReplicas: [] }));
    const places = Array.from({ length: 6 }, () => place({ topic: 't', partitionMetadata, message: { key: null, value: null } }));
    expect([...places].sort()).toEqual([0, 0, 1, 1, 2, 2]);
  });
});
