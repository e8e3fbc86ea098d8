/**
 * ListOffsets: the offset at a timestamp, or at one of the marks below.
 * v2 isolation level, v4 leader epochs, v5 OFFSET_NOT_AVAILABLE, v6 flexible, v7 to v9 and v11 more marks,
 * v10 a timeout for tiered storage (KIP-1075).
 */
import { api, array, int8, int16, int32, int64, string, struct } from '../schema.ts';

export const listOffsetsApi = api({
  key: 2,
  name: 'ListOffsets',
  versions: [1, 11],
  flexible: 6,
  request: struct({
    // -1 is a consumer.
    replicaId: int32(),
    isolationLevel: int8({ since: 2, default: 0 }),
    topics: array(
      struct({
        name: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            currentLeaderEpoch: int32({ since: 4, default: -1, ignorable: true }),
            // -1 latest, -2 earliest, -3 of the largest timestamp (v7), -4 earliest local (v8),
            // -5 latest tiered (v9), -6 earliest not yet tiered (v11).
            timestamp: int64(),
          }),
        ),
      }),
    ),
    timeoutMs: int32({ since: 10, default: 0, ignorable: true }),
  }),
  response: struct({
    throttleTimeMs: int32({ since: 2, default: 0, ignorable: true }),
    topics: array(
      struct({
        name: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            errorCode: int16(),
            timestamp: int64({ default: -1 }),
            // -1 when no record is that young.
            offset: int64({ default: -1 }),
            leaderEpoch: int32({ since: 4, default: -1 }),
          }),
        ),
      }),
    ),
  }),
});
