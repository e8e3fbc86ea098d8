/**
 * FetchSnapshot for the one partition of the metadata log: built, and read back. Shapes are Kafka's; nothing is
 * decided here.
 */
import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import {
  type FetchSnapshotRequest,
  type FetchSnapshotResponse,
  type LeaderAndEpoch,
  metadataTopic,
  type OffsetAndEpoch,
  type QuorumRequest,
} from './messages.ts';

export type FetchSnapshotPartition = FetchSnapshotRequest['topics'][number]['partitions'][number];
export type SnapshotPiece = FetchSnapshotResponse['topics'][number]['partitions'][number];

/** @param position of the first byte that is wanted */
export function fetchSnapshotRequest(
  replicaId: number,
  epoch: number,
  snapshotId: OffsetAndEpoch,
  position: number,
  maxBytes: number,
): QuorumRequest<'FetchSnapshot'> {
  const partition: FetchSnapshotPartition = {
    partition: 0,
    currentLeaderEpoch: epoch,
    snapshotId: { endOffset: snapshotId.offset, epoch: snapshotId.epoch },
    position,
    replicaDirectoryId: zeroUuid,
  };
  const topics = [{ name: metadataTopic, partitions: [partition] }];
  return { api: 'FetchSnapshot', body: { clusterId: null, replicaId, maxBytes, topics } };
}

/** An answer about one partition, with what this node knows of the leadership. */
export function fetchSnapshotResponse(
  known: LeaderAndEpoch,
  piece: Partial<SnapshotPiece> & Pick<SnapshotPiece, 'errorCode'>,
  name: string = metadataTopic,
): FetchSnapshotResponse {
  const partition: SnapshotPiece = {
    index: 0,
    snapshotId: { endOffset: 0, epoch: 0 },
    currentLeader: { leaderId: known.leaderId, leaderEpoch: known.epoch },
    size: 0,
    position: 0,
    unalignedRecords: [],
    ...piece,
  };
  return { errorCode: errorCodes.NONE, topics: [{ name, partitions: [partition] }] };
}
