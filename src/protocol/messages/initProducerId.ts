/**
 * InitProducerId: an identity for an idempotent or transactional producer.
 * v2 flexible, v3 a producer may keep its id over an epoch bump (KIP-360), v4 PRODUCER_FENCED, v5
 * TRANSACTION_ABORTABLE. Kafka marks version 6 (two-phase commit, KIP-939) as unstable: not declared.
 */
import { api, int16, int32, int64, string, struct } from '../schema.ts';

export const initProducerIdApi = api({
  key: 22,
  name: 'InitProducerId',
  versions: [0, 5],
  flexible: 2,
  request: struct({
    // Null for a producer that is only idempotent.
    transactionalId: string({ nullable: true }),
    transactionTimeoutMs: int32(),
    producerId: int64({ since: 3, default: -1 }),
    producerEpoch: int16({ since: 3, default: -1 }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0, ignorable: true }),
    errorCode: int16(),
    producerId: int64({ default: -1 }),
    producerEpoch: int16(),
  }),
});
