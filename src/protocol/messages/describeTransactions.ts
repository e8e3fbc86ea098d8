/** DescribeTransactions: the state of transactions, from their coordinator (KIP-664). */
import { api, array, int16, int32, int64, string, struct } from '../schema.ts';

export const describeTransactionsApi = api({
  key: 65,
  name: 'DescribeTransactions',
  versions: [0, 0],
  flexible: 0,
  request: struct({ transactionalIds: array(string()) }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    transactionStates: array(
      struct({
        errorCode: int16(),
        transactionalId: string(),
        transactionState: string(),
        transactionTimeoutMs: int32(),
        transactionStartTimeMs: int64(),
        producerId: int64(),
        producerEpoch: int16(),
        topics: array(struct({ topic: string({ mapKey: true }), partitions: array(int32()) })),
      }),
    ),
  }),
});
