/**
 * OffsetFetch: the committed offsets of groups.
 * v2 null asks for all topics, and errors of the group as a whole; v5 leader epochs, v6 flexible, v7 may wait
 * for transactions (KIP-447), v8 several groups (KIP-709), v9 KIP-848 members, v10 topic ids.
 */
import { api, array, boolean, int16, int32, int64, string, struct, uuid } from '../schema.ts';

export const offsetFetchApi = api({
  key: 9,
  name: 'OffsetFetch',
  versions: [1, 10],
  flexible: 6,
  request: struct({
    groupId: string({ until: 7, default: '' }),
    // Null: all topics with a committed offset.
    topics: array(struct({ name: string(), partitionIndexes: array(int32()) }), {
      until: 7,
      nullable: 2,
      default: [],
    }),
    groups: array(
      struct({
        groupId: string(),
        memberId: string({ since: 9, nullable: true, default: null, ignorable: true }),
        memberEpoch: int32({ since: 9, default: -1, ignorable: true }),
        topics: array(
          struct({
            name: string({ until: 9, ignorable: true }),
            topicId: uuid({ since: 10, ignorable: true }),
            partitionIndexes: array(int32()),
          }),
          { nullable: true },
        ),
      }),
      { since: 8, default: [] },
    ),
    // UNSTABLE_OFFSET_COMMIT while a transaction that commits offsets is open.
    requireStable: boolean({ since: 7, default: false }),
  }),
  response: struct({
    throttleTimeMs: int32({ since: 3, default: 0, ignorable: true }),
    topics: array(
      struct({
        name: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            // -1 when nothing is committed.
            committedOffset: int64(),
            committedLeaderEpoch: int32({ since: 5, default: -1, ignorable: true }),
            metadata: string({ nullable: true }),
            errorCode: int16(),
          }),
        ),
      }),
      { until: 7, default: [] },
    ),
    errorCode: int16({ since: 2, until: 7, default: 0, ignorable: true }),
    groups: array(
      struct({
        groupId: string(),
        topics: array(
          struct({
            name: string({ until: 9, ignorable: true }),
            topicId: uuid({ since: 10, ignorable: true }),
            partitions: array(
              struct({
                partitionIndex: int32(),
                committedOffset: int64(),
                committedLeaderEpoch: int32({ default: -1, ignorable: true }),
                metadata: string({ nullable: true }),
                errorCode: int16(),
              }),
            ),
          }),
        ),
        errorCode: int16({ default: 0 }),
      }),
      { since: 8, default: [] },
    ),
  }),
});
