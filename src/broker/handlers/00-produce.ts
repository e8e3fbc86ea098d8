/**
 * Produce: the leader appends each partition's batch. acks=0 gets no answer, acks=1 one after the append,
 * acks=all one when the high watermark has passed the batch, so that every in-sync replica has it.
 * v8 error messages, v10 the leader to turn to (KIP-951), v13 topic ids.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { produceApi } from '../../protocol/messages/produce.ts';
import { compressionMask, hasBatchAt, readAttributes } from '../../protocol/recordBatch.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import type { TopicImage } from '../controller/metadataImage.ts';
import { isInternalTopic } from '../internalTopics.ts';
import type { DelayedOperation } from '../purgatory.ts';
import type { Partition } from '../replica/partition.ts';
import { endpointsOf } from './brokerList.ts';
import { handler } from './handler.ts';
import { currentLeader, leaderPartition, topicOf } from './leaderPartition.ts';

type Request = Decoded<typeof produceApi.request>;
type Response = Encodable<typeof produceApi.response>;
type PartitionResponse = Response['responses'][number]['partitionResponses'][number];

/** The first version that says whom to turn to instead. */
const leaderHintVersion = 10;

/** One partition of the request: what it comes to so far, and, after an append, what it waits for. */
interface Outcome {
  readonly topic: TopicImage | undefined;
  response: PartitionResponse;
  /** Set while acks=all waits: the partition, and the offset that the high watermark must reach. */
  pending:
    | { readonly partition: Partition; readonly leaderEpoch: number; readonly requiredOffset: number }
    | undefined;
}

export const produce = handler(produceApi, (broker, request, context, respond) => {
  const outcomes = request.topicData.map((topicData) => {
    const topic = topicOf(broker, topicData.name, topicData.topicId);
    return topicData.partitionData.map(({ index, records }) =>
      append(
        broker,
        { acks: request.acks, apiVersion: context.apiVersion },
        topic,
        topicData.topicId,
        index,
        records,
      ),
    );
  });
  const flat = outcomes.flat();
  const tellsLeaders = context.apiVersion >= leaderHintVersion;
  const answer = (): void => respond(responseOf(broker, request, outcomes, tellsLeaders));
  if (request.acks === 0) {
    // There is nobody to tell of a failure: only a lost connection makes the producer look again.
    if (flat.some(({ response }) => response.errorCode !== errorCodes.NONE)) context.closeConnection();
    else respond(undefined);
  } else if (request.acks === 1 || flat.every(({ pending }) => pending === undefined)) {
    answer();
  } else {
    const keys = flat.flatMap(({ pending }) => (pending === undefined ? [] : [pending.partition.key]));
    const deadline = broker.timers.now + request.timeoutMs;
    const forget = broker.purgatory.tryCompleteElseWatch(delayedProduce(flat, answer), keys, deadline);
    context.onClose?.(forget);
  }
});

function append(
  broker: Broker,
  { acks, apiVersion }: { readonly acks: number; readonly apiVersion: number },
  topic: TopicImage | undefined,
  topicId: string,
  index: number,
  records: Buffer | null,
): Outcome {
  const fail = (errorCode: number, errorMessage: string | null = null): Outcome => ({
    topic,
    response: { index, errorCode, baseOffset: -1, errorMessage },
    pending: undefined,
  });
  if (acks !== -1 && acks !== 0 && acks !== 1) return fail(errorCodes.INVALID_REQUIRED_ACKS);
  const { partition, error } = leaderPartition(broker, topic, topicId, index);
  if (partition === undefined) return fail(error);
  if (isInternalTopic(partition.topic.name)) return fail(errorCodes.INVALID_TOPIC_EXCEPTION);
  if (acks === -1 && partition.underMinIsr) return fail(errorCodes.NOT_ENOUGH_REPLICAS);
  if (apiVersion < zstdVersion && records !== null && isZstd(records)) {
    return fail(errorCodes.UNSUPPORTED_COMPRESSION_TYPE);
  }
  const result = partition.append(records ?? nothing, 'client');
  if (result.error !== errorCodes.NONE) return fail(result.error, result.errorMessage ?? null);
  const response: PartitionResponse = {
    index,
    errorCode: errorCodes.NONE,
    baseOffset: result.firstOffset,
    logAppendTimeMs: result.logAppendTime,
    logStartOffset: partition.log.logStartOffset,
  };
  const waits = acks === -1;
  const { leaderEpoch } = partition;
  const pending = waits ? { partition, leaderEpoch, requiredOffset: result.lastOffset + 1 } : undefined;
  return { topic, response, pending };
}

/** The first batch only: a produce carries one, and the log refuses more. */
function isZstd(records: Buffer): boolean {
  return hasBatchAt(records, 0) && (readAttributes(records, 0) & compressionMask) === zstd;
}

function delayedProduce(outcomes: readonly Outcome[], answer: () => void): DelayedOperation {
  const settle = (): boolean => {
    for (const outcome of outcomes) settleOutcome(outcome);
    return outcomes.every(({ pending }) => pending === undefined);
  };
  return {
    tryComplete() {
      const complete = settle();
      if (complete) answer();
      return complete;
    },
    expire() {
      for (const outcome of outcomes) {
        if (outcome.pending !== undefined) failOutcome(outcome, errorCodes.REQUEST_TIMED_OUT);
      }
      answer();
    },
  };
}

function settleOutcome(outcome: Outcome): void {
  const { pending } = outcome;
  if (pending === undefined) return;
  const error = pending.partition.replicationOutcome(pending.leaderEpoch, pending.requiredOffset);
  if (error === errorCodes.NONE) outcome.pending = undefined;
  else if (error !== undefined) failOutcome(outcome, error);
}

function failOutcome(outcome: Outcome, errorCode: number): void {
  const { index } = outcome.response;
  outcome.pending = undefined;
  outcome.response = { index, errorCode, baseOffset: -1 };
}

function responseOf(
  broker: Broker,
  request: Request,
  outcomes: readonly (readonly Outcome[])[],
  tellsLeaders: boolean,
): Response {
  const answers = outcomes.map((ofTopic) =>
    ofTopic.map((each) => (tellsLeaders ? hinted(each) : each.response)),
  );
  const leaders = answers.flat().flatMap(({ currentLeader: leader }) => leader?.leaderId ?? []);
  return {
    responses: request.topicData.map(({ name, topicId }, topicIndex) => ({
      name,
      topicId,
      partitionResponses: answers[topicIndex] ?? [],
    })),
    nodeEndpoints: endpointsOf(broker.image, leaders),
  };
}

function hinted({ topic, response }: Outcome): PartitionResponse {
  const leader = currentLeader(topic, response.index, response.errorCode);
  return leader === undefined ? response : { ...response, currentLeader: leader };
}

/** Clients that speak older versions cannot know zstd (KIP-110). */
const zstdVersion = 7;
const zstd = 4;
const nothing = Buffer.alloc(0);
