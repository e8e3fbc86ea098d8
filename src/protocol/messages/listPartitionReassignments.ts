/** ListPartitionReassignments: the moves under way (KIP-455). */
import { api, array, int16, int32, string, struct } from '../schema.ts';

export const listPartitionReassignmentsApi = api({
  key: 46,
  name: 'ListPartitionReassignments',
  versions: [0, 0],
  flexible: 0,
  request: struct({
    timeoutMs: int32({ default: 60_000 }),
    // Null: all of them.
    topics: array(struct({ name: string(), partitionIndexes: array(int32()) }), {
      nullable: true,
      default: null,
    }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16(),
    errorMessage: string({ nullable: true }),
    topics: array(
      struct({
        name: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            replicas: array(int32()),
            addingReplicas: array(int32()),
            removingReplicas: array(int32()),
          }),
        ),
      }),
    ),
  }),
});
