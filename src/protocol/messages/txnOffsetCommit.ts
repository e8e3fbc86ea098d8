/**
 * TxnOffsetCommit: offsets that become committed when the transaction does.
 * v2 leader epochs, v3 flexible and fenced by member and generation (KIP-447), v4 TRANSACTION_ABORTABLE, v5
 * adds the group to the transaction by itself (KIP-890), v6 topic ids instead of names (KIP-1319).
 */
import { api, array, int16, int32, int64, string, struct, uuid } from '../schema.ts';

export const txnOffsetCommitApi = api({
  key: 28,
  name: 'TxnOffsetCommit',
  versions: [0, 6],
  flexible: 3,
  request: struct({
    transactionalId: string(),
    groupId: string(),
    producerId: int64(),
    producerEpoch: int16(),
    generationIdOrMemberEpoch: int32({ since: 3, default: -1 }),
    memberId: string({ since: 3, default: '' }),
    groupInstanceId: string({ since: 3, nullable: true, default: null }),
    topics: array(
      struct({
        name: string({ until: 5, ignorable: true }),
        topicId: uuid({ since: 6, ignorable: true }),
        partitions: array(
          struct({
            partitionIndex: int32(),
            committedOffset: int64(),
            committedLeaderEpoch: int32({ since: 2, default: -1, ignorable: true }),
            committedMetadata: string({ nullable: true }),
          }),
        ),
      }),
    ),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    topics: array(
      struct({
        name: string({ until: 5, ignorable: true }),
        topicId: uuid({ since: 6, ignorable: true }),
        partitions: array(struct({ partitionIndex: int32(), errorCode: int16() })),
      }),
    ),
  }),
});
