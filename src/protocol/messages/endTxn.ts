/**
 * EndTxn: commit or abort.
 * v2 PRODUCER_FENCED, v3 flexible, v4 TRANSACTION_ABORTABLE, v5 every transaction gets its own epoch
 * (KIP-890).
 */
import { api, boolean, int16, int32, int64, string, struct } from '../schema.ts';

export const endTxnApi = api({
  key: 26,
  name: 'EndTxn',
  versions: [0, 5],
  flexible: 3,
  request: struct({
    transactionalId: string(),
    producerId: int64(),
    producerEpoch: int16(),
    committed: boolean(),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16(),
    // With the epoch, what the next transaction is to use.
    producerId: int64({ since: 5, default: -1, ignorable: true }),
    producerEpoch: int16({ since: 5, default: -1, ignorable: true }),
  }),
});
