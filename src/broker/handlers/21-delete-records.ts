/**
 * DeleteRecords: the leader moves its log start, and answers once every replica that is alive has moved its own (KIP-107).
 * An offset of -1 stands for the high watermark.
 */
import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import { deleteRecordsApi } from '../../protocol/messages/deleteRecords.ts';
import type { Broker } from '../broker.ts';
import { isInternalTopic } from '../internalTopics.ts';
import type { DelayedOperation } from '../purgatory.ts';
import type { Partition } from '../replica/partition.ts';
import { handler } from './handler.ts';
import { leaderPartition, topicOf } from './leaderPartition.ts';

/** One partition of the request: what it comes to so far, and what it waits for. */
interface Outcome {
  readonly partitionIndex: number;
  /** -1 on error. */
  lowWatermark: number;
  errorCode: number;
  /** Set while replicas are still to follow: the partition, and the offset that all of them must reach. */
  pending: { readonly partition: Partition; readonly requiredOffset: number } | undefined;
}

export const deleteRecords = handler(deleteRecordsApi, (broker, request, context, respond) => {
  const topics = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, offset }) =>
      deleteBefore(broker, name, partitionIndex, offset),
    ),
  }));
  const outcomes = topics.flatMap(({ partitions }) => partitions);
  const answer = (): void =>
    respond({
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map(({ partitionIndex, lowWatermark, errorCode }) => ({
          partitionIndex,
          lowWatermark,
          errorCode,
        })),
      })),
    });
  const keys = outcomes.flatMap(({ pending }) => (pending === undefined ? [] : [pending.partition.key]));
  const deadline = broker.timers.now + request.timeoutMs;
  const operation = delayedDeleteRecords(broker, outcomes, answer);
  const forget = broker.purgatory.tryCompleteElseWatch(operation, keys, deadline);
  context.onClose?.(forget);
});

function deleteBefore(broker: Broker, name: string, partitionIndex: number, offset: number): Outcome {
  const fail = (errorCode: number): Outcome => ({
    partitionIndex,
    lowWatermark: -1,
    errorCode,
    pending: undefined,
  });
  const topic = topicOf(broker, name, zeroUuid);
  // What brokers keep for themselves goes by their own rules (Kafka's GroupCoordinator deletes there, clients do not).
  const isClosed = isInternalTopic(name) && topic?.partitions[partitionIndex] !== undefined;
  if (isClosed) return fail(errorCodes.INVALID_TOPIC_EXCEPTION);
  const { partition, error } = leaderPartition(broker, topic, zeroUuid, partitionIndex);
  if (partition === undefined) return fail(error);
  const requiredOffset = offset === highWatermarkOffset ? partition.highWatermark : offset;
  const refusal = partition.deleteRecordsBefore(requiredOffset);
  if (refusal !== errorCodes.NONE) return fail(refusal);
  const { lowWatermark } = partition;
  return { partitionIndex, lowWatermark, errorCode: errorCodes.NONE, pending: { partition, requiredOffset } };
}

function delayedDeleteRecords(
  broker: Broker,
  outcomes: readonly Outcome[],
  answer: () => void,
): DelayedOperation {
  return {
    tryComplete() {
      for (const outcome of outcomes) settle(broker, outcome);
      const complete = outcomes.every(({ pending }) => pending === undefined);
      if (complete) answer();
      return complete;
    },
    expire() {
      for (const outcome of outcomes) {
        if (outcome.pending !== undefined) outcome.errorCode = errorCodes.REQUEST_TIMED_OUT;
      }
      answer();
    },
  };
}

function settle(broker: Broker, outcome: Outcome): void {
  if (outcome.pending === undefined) return;
  const { partition, requiredOffset } = outcome.pending;
  if (partition.role === 'leader') {
    const { lowWatermark } = partition;
    if (lowWatermark < requiredOffset) return;
    outcome.lowWatermark = lowWatermark;
  } else {
    const isHere = broker.replicas.find(partition.topic.id, partition.index) !== undefined;
    outcome.errorCode = isHere ? errorCodes.NOT_LEADER_OR_FOLLOWER : errorCodes.UNKNOWN_TOPIC_OR_PARTITION;
    outcome.lowWatermark = -1;
  }
  outcome.pending = undefined;
}

const highWatermarkOffset = -1;
