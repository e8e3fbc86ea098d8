/**
 * FetchSnapshot: a piece of a snapshot of the metadata log, for who fell behind its start (KIP-630).
 * v1 directory ids and endpoints (KIP-853).
 */
import { api, array, int16, int32, int64, records, string, struct, uint16, uuid } from '../schema.ts';

export const fetchSnapshotApi = api({
  key: 59,
  name: 'FetchSnapshot',
  versions: [0, 1],
  flexible: 0,
  request: struct({
    clusterId: string({ tag: 0, nullable: true, default: null }),
    replicaId: int32({ default: -1 }),
    maxBytes: int32({ default: 0x7fffffff }),
    topics: array(
      struct({
        name: string(),
        partitions: array(
          struct({
            partition: int32(),
            currentLeaderEpoch: int32(),
            snapshotId: struct({ endOffset: int64(), epoch: int32() }),
            position: int64(),
            replicaDirectoryId: uuid({ since: 1, tag: 0, ignorable: true }),
          }),
        ),
      }),
    ),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0, ignorable: true }),
    errorCode: int16(),
    topics: array(
      struct({
        name: string(),
        partitions: array(
          struct({
            index: int32(),
            errorCode: int16(),
            snapshotId: struct({ endOffset: int64(), epoch: int32() }),
            currentLeader: struct({ leaderId: int32(), leaderEpoch: int32() }, { tag: 0 }),
            size: int64(),
            position: int64(),
            // Bytes from the position on; batches may be cut at both ends.
            unalignedRecords: records(),
          }),
        ),
      }),
    ),
    nodeEndpoints: array(struct({ nodeId: int32({ mapKey: true }), host: string(), port: uint16() }), {
      since: 1,
      tag: 0,
    }),
  }),
});
