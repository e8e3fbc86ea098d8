/**
 * WriteTxnMarkers: the transaction coordinator ends a transaction in every partition it wrote to.
 * v1 flexible, v2 the transaction version (KIP-1228).
 */
import { api, array, boolean, int8, int16, int32, int64, string, struct } from '../schema.ts';

export const writeTxnMarkersApi = api({
  key: 27,
  name: 'WriteTxnMarkers',
  versions: [1, 2],
  flexible: 1,
  request: struct({
    markers: array(
      struct({
        producerId: int64(),
        producerEpoch: int16(),
        // True commits, false aborts.
        transactionResult: boolean(),
        topics: array(struct({ name: string(), partitionIndexes: array(int32()) })),
        coordinatorEpoch: int32(),
        transactionVersion: int8({ since: 2, default: 0, ignorable: true }),
      }),
    ),
  }),
  response: struct({
    markers: array(
      struct({
        producerId: int64(),
        topics: array(
          struct({
            name: string(),
            partitions: array(struct({ partitionIndex: int32(), errorCode: int16() })),
          }),
        ),
      }),
    ),
  }),
});
