/**
 * Fetch: records of partitions, for consumers and for followers alike.
 * v5 log start offset, v7 sessions (KIP-227), v9 leader epochs (KIP-320), v10 zstd, v11 racks and preferred
 * replicas (KIP-392), v12 flexible and divergence (KIP-595), v13 topic ids (KIP-516), v14 tiered storage, v15
 * replica state (KIP-903), v16 node endpoints (KIP-951), v17 directory ids (KIP-853), v18 the follower's high
 * watermark (KIP-1166).
 */
import { api, array, int8, int16, int32, int64, records, string, struct, uuid } from '../schema.ts';

export const fetchApi = api({
  key: 1,
  name: 'Fetch',
  versions: [4, 18],
  flexible: 12,
  request: struct({
    clusterId: string({ since: 12, tag: 0, nullable: true, default: null, ignorable: true }),
    // -1 is a consumer; a follower says who it is. Since version 15 in replicaState.
    replicaId: int32({ until: 14, default: -1 }),
    replicaState: struct(
      { replicaId: int32({ default: -1 }), replicaEpoch: int64({ default: -1 }) },
      { since: 15, tag: 1 },
    ),
    maxWaitMs: int32(),
    minBytes: int32(),
    // Exceeded by the first batch when that alone is larger (KIP-74).
    maxBytes: int32({ default: 0x7fffffff, ignorable: true }),
    // 0 up to the high watermark, 1 up to the last stable offset.
    isolationLevel: int8({ default: 0, ignorable: true }),
    // Session 0 and epoch -1: no session; epoch 0: a new one.
    sessionId: int32({ since: 7, default: 0, ignorable: true }),
    sessionEpoch: int32({ since: 7, default: -1, ignorable: true }),
    topics: array(
      struct({
        topic: string({ until: 12, ignorable: true }),
        topicId: uuid({ since: 13, ignorable: true }),
        partitions: array(
          struct({
            partition: int32(),
            currentLeaderEpoch: int32({ since: 9, default: -1, ignorable: true }),
            fetchOffset: int64(),
            // -1 when nothing has been fetched; otherwise the leader looks for divergence.
            lastFetchedEpoch: int32({ since: 12, default: -1 }),
            logStartOffset: int64({ since: 5, default: -1, ignorable: true }),
            partitionMaxBytes: int32(),
            replicaDirectoryId: uuid({ since: 17, tag: 0, ignorable: true }),
            // Long.MAX_VALUE: the follower does not tell.
            highWatermark: int64({ since: 18, tag: 1, default: Number.POSITIVE_INFINITY, ignorable: true }),
          }),
        ),
      }),
    ),
    // Partitions that leave the session.
    forgottenTopicsData: array(
      struct({
        topic: string({ until: 12, ignorable: true }),
        topicId: uuid({ since: 13, ignorable: true }),
        partitions: array(int32()),
      }),
      { since: 7 },
    ),
    rackId: string({ since: 11, default: '', ignorable: true }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0, ignorable: true }),
    errorCode: int16({ since: 7, ignorable: true }),
    sessionId: int32({ since: 7, default: 0 }),
    responses: array(
      struct({
        topic: string({ until: 12, ignorable: true }),
        topicId: uuid({ since: 13, ignorable: true }),
        partitions: array(
          struct({
            partitionIndex: int32(),
            errorCode: int16(),
            highWatermark: int64(),
            lastStableOffset: int64({ default: -1, ignorable: true }),
            logStartOffset: int64({ since: 5, default: -1, ignorable: true }),
            // Where the follower's log parts from the leader's: it truncates to this.
            divergingEpoch: struct(
              { epoch: int32({ default: -1 }), endOffset: int64({ default: -1 }) },
              { since: 12, tag: 0 },
            ),
            // Beside NOT_LEADER_OR_FOLLOWER and FENCED_LEADER_EPOCH.
            currentLeader: struct(
              { leaderId: int32({ default: -1 }), leaderEpoch: int32({ default: -1 }) },
              { since: 12, tag: 1 },
            ),
            // The offset is gone from the metadata log: fetch this snapshot instead.
            snapshotId: struct(
              { endOffset: int64({ default: -1 }), epoch: int32({ default: -1 }) },
              { since: 12, tag: 2 },
            ),
            // Null when reading uncommitted.
            abortedTransactions: array(struct({ producerId: int64(), firstOffset: int64() }), {
              nullable: true,
              ignorable: true,
            }),
            preferredReadReplica: int32({ since: 11, default: -1 }),
            records: records({ nullable: true }),
          }),
        ),
      }),
    ),
    nodeEndpoints: array(
      struct({
        nodeId: int32({ mapKey: true }),
        host: string(),
        port: int32(),
        rack: string({ nullable: true, default: null }),
      }),
      { since: 16, tag: 0 },
    ),
  }),
});
