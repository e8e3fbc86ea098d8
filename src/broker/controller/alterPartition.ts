/** AlterPartition: a leader asks for another ISR; the controller checks that it speaks of the present (KIP-497, KIP-903). */
import { errorCodes } from '../../protocol/errors.ts';
import type { alterPartitionApi } from '../../protocol/messages/alterPartition.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { ControllerResult, ControllerState } from './controller.ts';
import { electionRules } from './elections.ts';
import {
  mergePartition,
  noLeaderChange,
  type PartitionRegistration,
  type TopicImage,
} from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';
import { changePartition, recovered, recovering } from './partitionChange.ts';

type Request = Decoded<typeof alterPartitionApi.request>;
type Response = Encodable<typeof alterPartitionApi.response>;
type PartitionRequest = Request['topics'][number]['partitions'][number];
type PartitionResult = Response['topics'][number]['partitions'][number];

export function alterPartition(state: ControllerState, request: Request): ControllerResult<Response> {
  const broker = state.image.brokers.get(request.brokerId);
  if (broker === undefined || broker.epoch !== request.brokerEpoch) {
    const errorCode = errorCodes.STALE_BROKER_EPOCH;
    return { records: [], response: { throttleTimeMs: 0, errorCode, topics: [] } };
  }
  const records: MetadataRecord[] = [];
  const topics = request.topics.map(({ topicId, partitions }) => ({
    topicId,
    partitions: partitions.map((asked): PartitionResult => {
      const topic = state.image.topicsById.get(topicId);
      if (topic === undefined) return failed(asked.partitionIndex, errorCodes.UNKNOWN_TOPIC_ID);
      return alterOne(state, request.brokerId, topic, asked, records);
    }),
  }));
  // A refusal ends what the leader asked for, so it must not come from a controller that has been replaced and
  // does not know it: committing a record shows that it has not.
  if (records.length === 0 && topics.some(({ partitions }) => partitions.some(isFinal))) {
    records.push({ type: 'NoOp', value: {} });
  }
  return { records, response: { throttleTimeMs: 0, errorCode: errorCodes.NONE, topics } };
}

function alterOne(
  state: ControllerState,
  brokerId: number,
  topic: TopicImage,
  asked: PartitionRequest,
  records: MetadataRecord[],
): PartitionResult {
  const before = topic.partitions[asked.partitionIndex];
  if (before === undefined) return failed(asked.partitionIndex, errorCodes.UNKNOWN_TOPIC_OR_PARTITION);
  const error = refusalOf(state, brokerId, asked, before);
  if (error !== errorCodes.NONE) return failed(asked.partitionIndex, error);
  const change = changePartition(
    { topicId: topic.id, partitionId: asked.partitionIndex },
    before,
    electionRules(state, topic),
    {
      isr: asked.newIsrWithEpochs.map((replica) => replica.brokerId),
      leaderRecoveryState: asked.leaderRecoveryState,
    },
  );
  if (change === undefined) return { ...failed(asked.partitionIndex, errorCodes.NONE), ...resultOf(before) };
  records.push({ type: 'PartitionChange', value: change });
  // The ISR that was asked for may complete a reassignment in which this leader leaves.
  if (change.leader !== noLeaderChange && change.leader !== brokerId) {
    return failed(asked.partitionIndex, errorCodes.NEW_LEADER_ELECTED);
  }
  return {
    ...failed(asked.partitionIndex, errorCodes.NONE),
    ...resultOf(mergePartition(before, change)),
  };
}

function isFinal({ errorCode }: PartitionResult): boolean {
  return errorCode !== errorCodes.NOT_CONTROLLER;
}

function refusalOf(
  state: ControllerState,
  brokerId: number,
  asked: PartitionRequest,
  before: PartitionRegistration,
): number {
  const isr = asked.newIsrWithEpochs;
  // What a leader knows and this controller does not: there is a newer one.
  if (asked.leaderEpoch > before.leaderEpoch || asked.partitionEpoch > before.partitionEpoch) {
    return errorCodes.NOT_CONTROLLER;
  }
  if (asked.leaderEpoch < before.leaderEpoch) return errorCodes.FENCED_LEADER_EPOCH;
  if (before.leader !== brokerId) return errorCodes.INVALID_REQUEST;
  if (asked.partitionEpoch < before.partitionEpoch) return errorCodes.INVALID_UPDATE_VERSION;
  const legal =
    isr.some((replica) => replica.brokerId === brokerId) &&
    isr.every((replica) => before.replicas.includes(replica.brokerId)) &&
    new Set(isr.map((replica) => replica.brokerId)).size === isr.length;
  if (!legal || !mayBecome(asked, before)) return errorCodes.INVALID_REQUEST;
  const eligible = isr.every((replica) => {
    const broker = state.image.brokers.get(replica.brokerId);
    const sameEpoch = replica.brokerEpoch === -1 || replica.brokerEpoch === broker?.epoch;
    return broker !== undefined && !broker.fenced && !broker.inControlledShutdown && sameEpoch;
  });
  return eligible ? errorCodes.NONE : errorCodes.INELIGIBLE_REPLICA;
}

/** Until a leader has recovered from an unclean election it is alone in sync, and only elections undo a recovery. */
function mayBecome(asked: PartitionRequest, before: PartitionRegistration): boolean {
  if (asked.leaderRecoveryState === recovered) return true;
  return (
    asked.leaderRecoveryState === recovering &&
    before.leaderRecoveryState === recovering &&
    asked.newIsrWithEpochs.length === 1
  );
}

function failed(partitionIndex: number, errorCode: number): PartitionResult {
  return { partitionIndex, errorCode, leaderId: 0, leaderEpoch: 0, isr: [], partitionEpoch: 0 };
}

function resultOf(registration: PartitionRegistration): Partial<PartitionResult> {
  return {
    leaderId: registration.leader,
    leaderEpoch: registration.leaderEpoch,
    isr: registration.isr,
    leaderRecoveryState: registration.leaderRecoveryState,
    partitionEpoch: registration.partitionEpoch,
  };
}
