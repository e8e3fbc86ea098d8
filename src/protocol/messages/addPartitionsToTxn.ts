/**
 * AddPartitionsToTxn: partitions that a transaction is about to write to.
 * v2 PRODUCER_FENCED, v3 flexible, v4 from brokers only: several transactions, and a mere check (KIP-890), v5
 * TRANSACTION_ABORTABLE. Clients stay at version 3, and need not send it at all from Produce v12 on.
 */
import { api, array, boolean, int16, int32, int64, string, struct } from '../schema.ts';

const topic = struct({ name: string({ mapKey: true }), partitions: array(int32()) });

const partitionResult = struct({ partitionIndex: int32({ mapKey: true }), partitionErrorCode: int16() });

const topicResult = struct({
  name: string({ mapKey: true }),
  resultsByPartition: array(partitionResult),
});

export const addPartitionsToTxnApi = api({
  key: 24,
  name: 'AddPartitionsToTxn',
  versions: [0, 5],
  flexible: 3,
  request: struct({
    transactions: array(
      struct({
        transactionalId: string({ mapKey: true }),
        producerId: int64(),
        producerEpoch: int16(),
        // Only asks whether the partitions are in the transaction.
        verifyOnly: boolean({ default: false }),
        topics: array(topic),
      }),
      { since: 4, default: [] },
    ),
    v3AndBelowTransactionalId: string({ until: 3, default: '' }),
    v3AndBelowProducerId: int64({ until: 3, default: 0 }),
    v3AndBelowProducerEpoch: int16({ until: 3, default: 0 }),
    v3AndBelowTopics: array(topic, { until: 3, default: [] }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16({ since: 4, default: 0, ignorable: true }),
    resultsByTransaction: array(
      struct({
        transactionalId: string({ mapKey: true }),
        topicResults: array(topicResult),
      }),
      { since: 4, default: [] },
    ),
    resultsByTopicV3AndBelow: array(topicResult, { until: 3, default: [] }),
  }),
});
