/**
 * OffsetCommit: how far a group has processed its partitions.
 * v5 without a retention time, v6 leader epochs, v7 static members (KIP-345), v8 flexible, v9 also for
 * KIP-848 groups, v10 topic ids instead of names.
 */
import { api, array, int16, int32, int64, string, struct, uuid } from '../schema.ts';

export const offsetCommitApi = api({
  key: 8,
  name: 'OffsetCommit',
  versions: [2, 10],
  flexible: 8,
  request: struct({
    groupId: string(),
    // -1 and no member: a client that assigns its partitions itself.
    generationIdOrMemberEpoch: int32({ default: -1, ignorable: true }),
    memberId: string({ ignorable: true }),
    groupInstanceId: string({ since: 7, nullable: true, default: null }),
    retentionTimeMs: int64({ until: 4, default: -1, ignorable: true }),
    topics: array(
      struct({
        name: string({ until: 9, ignorable: true }),
        topicId: uuid({ since: 10, ignorable: true }),
        partitions: array(
          struct({
            partitionIndex: int32(),
            committedOffset: int64(),
            committedLeaderEpoch: int32({ since: 6, default: -1, ignorable: true }),
            committedMetadata: string({ nullable: true }),
          }),
        ),
      }),
    ),
  }),
  response: struct({
    throttleTimeMs: int32({ since: 3, default: 0, ignorable: true }),
    topics: array(
      struct({
        name: string({ until: 9, ignorable: true }),
        topicId: uuid({ since: 10, ignorable: true }),
        partitions: array(struct({ partitionIndex: int32(), errorCode: int16() })),
      }),
    ),
  }),
});
