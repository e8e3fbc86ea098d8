/**
 * CreatePartitions: more partitions for a topic, never fewer.
 * v2 flexible, v3 may throttle (KIP-599).
 */
import { api, array, boolean, int16, int32, string, struct } from '../schema.ts';

export const createPartitionsApi = api({
  key: 37,
  name: 'CreatePartitions',
  versions: [0, 3],
  flexible: 2,
  request: struct({
    topics: array(
      struct({
        name: string({ mapKey: true }),
        // The new total.
        count: int32(),
        // Brokers of each added partition; null lets the controller choose.
        assignments: array(struct({ brokerIds: array(int32()) }), { nullable: true }),
      }),
    ),
    timeoutMs: int32(),
    validateOnly: boolean(),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    results: array(
      struct({
        name: string(),
        errorCode: int16(),
        errorMessage: string({ nullable: true, default: null }),
      }),
    ),
  }),
});
