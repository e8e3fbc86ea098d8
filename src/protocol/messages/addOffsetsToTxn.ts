/**
 * AddOffsetsToTxn: a transaction is about to commit offsets of this group.
 * v2 PRODUCER_FENCED, v3 flexible, v4 TRANSACTION_ABORTABLE (KIP-890).
 */
import { api, int16, int32, int64, string, struct } from '../schema.ts';

export const addOffsetsToTxnApi = api({
  key: 25,
  name: 'AddOffsetsToTxn',
  versions: [0, 4],
  flexible: 3,
  request: struct({
    transactionalId: string(),
    producerId: int64(),
    producerEpoch: int16(),
    groupId: string(),
  }),
  response: struct({ throttleTimeMs: int32({ default: 0 }), errorCode: int16() }),
});
