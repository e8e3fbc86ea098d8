/** AlterPartition: a leader asks for another ISR; the controller checks that it speaks of the present (KIP-497, KIP-903). */
import { errorCodes } from '../../protocol/errors.ts';
import type { alterPartitionApi } from '../../protocol/messages/alterPartition.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { ControllerResult, ControllerState } from './controller.ts';
import { emptyChange } from './elections.ts';
import { mergePartition, type PartitionRegistration } from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';

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
  const topics = request.topics.map((topic) => ({
    topicId: topic.topicId,
    partitions: topic.partitions.map((asked): PartitionResult => {
      const before = state.image.partition(topic.topicId, asked.partitionIndex);
      if (before === undefined) return failed(asked.partitionIndex, errorCodes.UNKNOWN_TOPIC_ID);
      const error = refusalOf(state, request.brokerId, asked, before);
      if (error !== errorCodes.NONE) return failed(asked.partitionIndex, error);
      const id = { topicId: topic.topicId, partitionId: asked.partitionIndex };
      const isr = asked.newIsrWithEpochs.map((replica) => replica.brokerId);
      const change = { ...emptyChange(id), isr, leaderRecoveryState: asked.leaderRecoveryState };
      records.push({ type: 'PartitionChange', value: change });
      return {
        ...failed(asked.partitionIndex, errorCodes.NONE),
        ...resultOf(mergePartition(before, change)),
      };
    }),
  }));
  // A refusal ends what the leader asked for, so it must not come from a controller that has been replaced and
  // does not know it: committing a record shows that it has not.
  if (records.length === 0 && topics.some(({ partitions }) => partitions.some(isFinal))) {
    records.push({ type: 'NoOp', value: {} });
  }
  return { records, response: { throttleTimeMs: 0, errorCode: errorCodes.NONE, topics } };
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
  if (asked.leaderEpoch > before.leaderEpoch) return errorCodes.NOT_CONTROLLER;
  if (asked.leaderEpoch < before.leaderEpoch) return errorCodes.FENCED_LEADER_EPOCH;
  if (before.leader !== brokerId) return errorCodes.INVALID_REQUEST;
  if (asked.partitionEpoch > before.partitionEpoch) return errorCodes.NOT_CONTROLLER;
  if (asked.partitionEpoch < before.partitionEpoch) return errorCodes.INVALID_UPDATE_VERSION;
  const legal =
    isr.some((replica) => replica.brokerId === brokerId) &&
    isr.every((replica) => before.replicas.includes(replica.brokerId)) &&
    new Set(isr.map((replica) => replica.brokerId)).size === isr.length;
  if (!legal) return errorCodes.INVALID_REQUEST;
  const eligible = isr.every((replica) => {
    const broker = state.image.brokers.get(replica.brokerId);
    const sameEpoch = replica.brokerEpoch === -1 || replica.brokerEpoch === broker?.epoch;
    return broker !== undefined && !broker.fenced && !broker.inControlledShutdown && sameEpoch;
  });
  return eligible ? errorCodes.NONE : errorCodes.INELIGIBLE_REPLICA;
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
