/**
 * The leader's answers to FetchSnapshot: pieces of a snapshot that it holds, for followers that fell behind its log
 * (KIP-630).
 */
import { errorCodes } from '../../protocol/errors.ts';
import { type FetchSnapshotRequest, type FetchSnapshotResponse, metadataTopic } from './messages.ts';
import type { QuorumState } from './quorumState.ts';
import { fetchSnapshotResponse } from './snapshotMessages.ts';

/**
 * Errors in the partition: FENCED_LEADER_EPOCH, UNKNOWN_LEADER_EPOCH, NOT_LEADER_OR_FOLLOWER, SNAPSHOT_NOT_FOUND for
 * one that is not kept (any more), POSITION_OUT_OF_RANGE, UNKNOWN_TOPIC_OR_PARTITION; INVALID_REQUEST for the whole.
 */
export function handleFetchSnapshot(
  state: QuorumState,
  request: FetchSnapshotRequest,
): FetchSnapshotResponse {
  const [topic, ...moreTopics] = request.topics;
  const [asked, ...morePartitions] = topic?.partitions ?? [];
  if (topic === undefined || asked === undefined || moreTopics.length + morePartitions.length > 0) {
    return { errorCode: errorCodes.INVALID_REQUEST, topics: [] };
  }
  const refuse = (errorCode: number): FetchSnapshotResponse =>
    fetchSnapshotResponse(state.leaderAndEpoch, { errorCode, index: asked.partition }, topic.name);
  if (topic.name !== metadataTopic || asked.partition !== 0) {
    return refuse(errorCodes.UNKNOWN_TOPIC_OR_PARTITION);
  }
  const error = state.leaderError(asked.currentLeaderEpoch);
  if (error !== errorCodes.NONE) return refuse(error);
  const id = {
    offset: asked.snapshotId.endOffset,
    epoch: asked.snapshotId.epoch,
  };
  const snapshot = state.environment.log.snapshots.find(id);
  if (snapshot === undefined) return refuse(errorCodes.SNAPSHOT_NOT_FOUND);
  const { position } = asked;
  if (position < 0 || position >= snapshot.bytes.length) return refuse(errorCodes.POSITION_OUT_OF_RANGE);
  state.leader?.heard(request.replicaId);
  return fetchSnapshotResponse(state.leaderAndEpoch, {
    errorCode: errorCodes.NONE,
    snapshotId: asked.snapshotId,
    size: snapshot.bytes.length,
    position,
    unalignedRecords: snapshot.bytes.subarray(position, position + request.maxBytes),
  });
}
