/**
 * ListTransactions: the transactions that this broker coordinates (KIP-664).
 * v1 filter by duration (KIP-994), v2 by a pattern (KIP-1152).
 */
import { api, array, int16, int32, int64, string, struct } from '../schema.ts';

export const listTransactionsApi = api({
  key: 66,
  name: 'ListTransactions',
  versions: [0, 2],
  flexible: 0,
  request: struct({
    stateFilters: array(string(), { default: [] }),
    producerIdFilters: array(int64(), { default: [] }),
    // Milliseconds; -1 lets everything through.
    durationFilter: int64({ since: 1, default: -1 }),
    transactionalIdPattern: string({ since: 2, nullable: true, default: null }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16(),
    unknownStateFilters: array(string()),
    transactionStates: array(
      struct({ transactionalId: string(), producerId: int64(), transactionState: string() }),
    ),
  }),
});
