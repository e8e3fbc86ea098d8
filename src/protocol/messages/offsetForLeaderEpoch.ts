/**
 * OffsetForLeaderEpoch: where a leader's epoch ended, to cut logs where they diverge (KIP-101, KIP-320).
 * v3 replica id, v4 flexible.
 */
import { api, array, int16, int32, int64, string, struct } from '../schema.ts';

export const offsetForLeaderEpochApi = api({
  key: 23,
  name: 'OffsetForLeaderEpoch',
  versions: [2, 4],
  flexible: 4,
  request: struct({
    // -1 is a consumer, -2 one that may see past the high watermark.
    replicaId: int32({ since: 3, default: -2, ignorable: true }),
    topics: array(
      struct({
        topic: string({ mapKey: true }),
        partitions: array(
          struct({
            partition: int32(),
            currentLeaderEpoch: int32({ default: -1, ignorable: true }),
            leaderEpoch: int32(),
          }),
        ),
      }),
    ),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0, ignorable: true }),
    topics: array(
      struct({
        topic: string({ mapKey: true }),
        partitions: array(
          struct({
            errorCode: int16(),
            partition: int32(),
            leaderEpoch: int32({ default: -1, ignorable: true }),
            // -1 when the epoch is not known.
            endOffset: int64({ default: -1 }),
          }),
        ),
      }),
    ),
  }),
});
