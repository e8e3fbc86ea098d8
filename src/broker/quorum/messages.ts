/**
 * The quorum's requests for the one partition of the metadata log: built, and read back; FetchSnapshot stands in
 * `snapshotMessages.ts`. Shapes are Kafka's; nothing is decided here.
 */

import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import type { beginQuorumEpochApi } from '../../protocol/messages/beginQuorumEpoch.ts';
import type { endQuorumEpochApi } from '../../protocol/messages/endQuorumEpoch.ts';
import type { fetchApi } from '../../protocol/messages/fetch.ts';
import type { fetchSnapshotApi } from '../../protocol/messages/fetchSnapshot.ts';
import type { voteApi } from '../../protocol/messages/vote.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';

/** The topic of the metadata log; it is in no metadata image. */
export const metadataTopic = '__cluster_metadata';
/** The topic id that Kafka reserves for it (Uuid.METADATA_TOPIC_ID). */
export const metadataTopicId = 'AAAAAAAAAAAAAAAAAAAAAQ';

/** What a node knows of the leadership, as every response carries it; -1 for an unknown leader. */
export interface LeaderAndEpoch {
  readonly leaderId: number;
  readonly epoch: number;
}

export interface OffsetAndEpoch {
  readonly offset: number;
  readonly epoch: number;
}

export type VoteRequest = Decoded<typeof voteApi.request>;
export type VoteResponse = Encodable<typeof voteApi.response>;
export type BeginQuorumEpochRequest = Decoded<typeof beginQuorumEpochApi.request>;
export type EndQuorumEpochRequest = Decoded<typeof endQuorumEpochApi.request>;
/** Of Begin- and EndQuorumEpoch alike. */
export type LeaderResponse = Encodable<typeof beginQuorumEpochApi.response>;
export type FetchRequest = Decoded<typeof fetchApi.request>;
export type FetchResponse = Encodable<typeof fetchApi.response>;
export type FetchSnapshotRequest = Decoded<typeof fetchSnapshotApi.request>;
export type FetchSnapshotResponse = Encodable<typeof fetchSnapshotApi.response>;

export interface QuorumRequests {
  readonly Vote: VoteRequest;
  readonly BeginQuorumEpoch: BeginQuorumEpochRequest;
  readonly EndQuorumEpoch: EndQuorumEpochRequest;
  readonly Fetch: FetchRequest;
  readonly FetchSnapshot: FetchSnapshotRequest;
}

export interface QuorumResponses {
  readonly Vote: VoteResponse;
  readonly BeginQuorumEpoch: LeaderResponse;
  readonly EndQuorumEpoch: LeaderResponse;
  readonly Fetch: FetchResponse;
  readonly FetchSnapshot: FetchSnapshotResponse;
}

export type QuorumApi = keyof QuorumRequests;

/** One of the quorum's requests, as one node hands it to another. */
export interface QuorumRequest<Api extends QuorumApi = QuorumApi> {
  readonly api: Api;
  readonly body: QuorumRequests[Api];
}

export type QuorumResponse<Api extends QuorumApi> = QuorumResponses[Api];

export type VotePartition = VoteRequest['topics'][number]['partitions'][number];
export type FetchPartition = FetchRequest['topics'][number]['partitions'][number];
export type FetchPartitionResponse = FetchResponse['responses'][number]['partitions'][number];

/** The metadata partition in a request or response of Vote, Begin- or EndQuorumEpoch; undefined when it asks for anything else. */
export function metadataPartition<Partition extends { readonly partitionIndex: number }>(
  topics: readonly { readonly topicName: string; readonly partitions: readonly Partition[] }[],
): Partition | undefined {
  const [topic, ...moreTopics] = topics;
  if (topic === undefined || moreTopics.length > 0 || topic.topicName !== metadataTopic) return undefined;
  const [partition, ...morePartitions] = topic.partitions;
  return partition?.partitionIndex === 0 && morePartitions.length === 0 ? partition : undefined;
}

/** The metadata partition in a Fetch request, by topic id or, before version 13, by name. */
export function fetchedPartition(request: FetchRequest): FetchPartition | undefined {
  const [topic, ...moreTopics] = request.topics;
  if (topic === undefined || moreTopics.length > 0) return undefined;
  if (topic.topicId !== metadataTopicId && topic.topic !== metadataTopic) return undefined;
  const [partition, ...morePartitions] = topic.partitions;
  return partition?.partition === 0 && morePartitions.length === 0 ? partition : undefined;
}

export function voteRequest(
  voterId: number,
  candidate: LeaderAndEpoch & { readonly log: OffsetAndEpoch; readonly preVote: boolean },
): QuorumRequest<'Vote'> {
  const partition = {
    partitionIndex: 0,
    replicaEpoch: candidate.epoch,
    replicaId: candidate.leaderId,
    replicaDirectoryId: zeroUuid,
    voterDirectoryId: zeroUuid,
    lastOffsetEpoch: candidate.log.epoch,
    lastOffset: candidate.log.offset,
    preVote: candidate.preVote,
  };
  return { api: 'Vote', body: { clusterId: null, voterId, topics: only(partition) } };
}

export function voteResponse(known: LeaderAndEpoch, errorCode: number, voteGranted: boolean): VoteResponse {
  return { errorCode: errorCodes.NONE, topics: only({ ...leaderPartition(known, errorCode), voteGranted }) };
}

export function beginQuorumEpochRequest(
  voterId: number,
  leader: LeaderAndEpoch,
): QuorumRequest<'BeginQuorumEpoch'> {
  const partition = {
    partitionIndex: 0,
    voterDirectoryId: zeroUuid,
    leaderId: leader.leaderId,
    leaderEpoch: leader.epoch,
  };
  const body = { clusterId: null, voterId, topics: only(partition), leaderEndpoints: [] };
  return { api: 'BeginQuorumEpoch', body };
}

/** @param successors voter ids, the one with the longest log first */
export function endQuorumEpochRequest(
  leader: LeaderAndEpoch,
  successors: readonly number[],
): QuorumRequest<'EndQuorumEpoch'> {
  const partition = {
    partitionIndex: 0,
    leaderId: leader.leaderId,
    leaderEpoch: leader.epoch,
    preferredSuccessors: successors,
    preferredCandidates: successors.map((candidateId) => ({ candidateId, candidateDirectoryId: zeroUuid })),
  };
  return { api: 'EndQuorumEpoch', body: { clusterId: null, topics: only(partition), leaderEndpoints: [] } };
}

/** The response of Begin- and EndQuorumEpoch, which have the same fields. */
export function leaderResponse(known: LeaderAndEpoch, errorCode: number): LeaderResponse {
  return { errorCode: errorCodes.NONE, topics: only(leaderPartition(known, errorCode)) };
}

export function fetchRequest(
  replicaId: number,
  epoch: number,
  log: OffsetAndEpoch & { readonly startOffset: number; readonly highWatermark: number },
  limits: { readonly maxWaitMs: number; readonly maxBytes: number },
): QuorumRequest<'Fetch'> {
  const partition = {
    partition: 0,
    currentLeaderEpoch: epoch,
    fetchOffset: log.offset,
    lastFetchedEpoch: log.epoch,
    logStartOffset: log.startOffset,
    partitionMaxBytes: limits.maxBytes,
    replicaDirectoryId: zeroUuid,
    highWatermark: log.highWatermark,
  };
  const body = {
    clusterId: null,
    replicaId: -1,
    replicaState: { replicaId, replicaEpoch: -1 },
    maxWaitMs: limits.maxWaitMs,
    minBytes: 0,
    maxBytes: limits.maxBytes,
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [{ topic: metadataTopic, topicId: metadataTopicId, partitions: [partition] }],
    forgottenTopicsData: [],
    rackId: '',
  };
  return { api: 'Fetch', body };
}

/** Who fetches: a voter's id, or -1 (KIP-903 moved the field). */
export function fetchReplicaId(request: FetchRequest): number {
  return request.replicaState.replicaId >= 0 ? request.replicaState.replicaId : request.replicaId;
}

export function fetchResponse(
  known: LeaderAndEpoch,
  partition: Omit<FetchPartitionResponse, 'partitionIndex' | 'currentLeader' | 'abortedTransactions'>,
): FetchResponse {
  const currentLeader = { leaderId: known.leaderId, leaderEpoch: known.epoch };
  const partitions = [{ ...partition, partitionIndex: 0, currentLeader, abortedTransactions: null }];
  return {
    errorCode: errorCodes.NONE,
    responses: [{ topic: metadataTopic, topicId: metadataTopicId, partitions }],
  };
}

function leaderPartition(known: LeaderAndEpoch, errorCode: number) {
  return { partitionIndex: 0, errorCode, leaderId: known.leaderId, leaderEpoch: known.epoch };
}

function only<Partition>(partition: Partition) {
  return [{ topicName: metadataTopic, partitions: [partition] }];
}
