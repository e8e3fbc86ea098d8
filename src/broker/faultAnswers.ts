/** The answer that consists of an injected error, in the shape that each API and version has for it. */
import { errorByCode } from '../protocol/errors.ts';
import type { createTopicsApi } from '../protocol/messages/createTopics.ts';
import type { fetchApi } from '../protocol/messages/fetch.ts';
import type { findCoordinatorApi } from '../protocol/messages/findCoordinator.ts';
import type { initProducerIdApi } from '../protocol/messages/initProducerId.ts';
import type { listOffsetsApi } from '../protocol/messages/listOffsets.ts';
import type { produceApi } from '../protocol/messages/produce.ts';
import type { Api, Decoded, Encodable } from '../protocol/schema.ts';
import type { FaultyApi } from './faults.ts';
import {
  heartbeatResponse,
  joinGroupError,
  offsetCommitError,
  offsetFetchError,
  syncGroupError,
} from './group/errorResponses.ts';
import type { JoinGroupRequest, OffsetCommitRequest, OffsetFetchRequest } from './group/messageTypes.ts';
import { offsetFetchGroups, offsetFetchResponse } from './group/offsetFetch.ts';

type Answer = (code: number, request: never, version: number) => unknown;

/** Metadata has none: what can fail there is a topic, and a client that learns of no broker has nobody to ask again. */
const answers: Readonly<Partial<Record<FaultyApi, Answer>>> = {
  Produce: (errorCode, request: Decoded<typeof produceApi.request>) => ({
    responses: request.topicData.map(({ name, topicId, partitionData }) => ({
      name,
      topicId,
      partitionResponses: partitionData.map(({ index }) => ({ index, errorCode, baseOffset: -1 })),
    })),
  }),
  Fetch: fetchAnswer,
  ListOffsets: (errorCode, request: Decoded<typeof listOffsetsApi.request>) => ({
    topics: request.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
    })),
  }),
  FindCoordinator: findCoordinatorAnswer,
  JoinGroup: (errorCode, { memberId }: JoinGroupRequest) => joinGroupError(errorCode, memberId),
  SyncGroup: syncGroupError,
  Heartbeat: heartbeatResponse,
  OffsetCommit: (errorCode, request: OffsetCommitRequest) => offsetCommitError(errorCode, request),
  OffsetFetch: (errorCode, request: OffsetFetchRequest, version) => {
    const groups = offsetFetchGroups(request, version);
    return offsetFetchResponse(
      groups.map((group) => offsetFetchError(errorCode, group, version)),
      version,
    );
  },
  InitProducerId: (errorCode): Encodable<typeof initProducerIdApi.response> => ({
    errorCode,
    producerId: -1,
    producerEpoch: -1,
  }),
  CreateTopics: (errorCode, request: Decoded<typeof createTopicsApi.request>) => ({
    topics: request.topics.map(({ name }) => ({ name, errorCode, errorMessage: messageOf(errorCode) })),
  }),
};

/** Whether an error can be injected into an API's answers at all. */
export function canAnswerWithError(api: FaultyApi): boolean {
  return answers[api] !== undefined;
}

/** @returns undefined where an error cannot be told: a Produce that wants no answer (acks=0) */
export function errorAnswer(
  api: Api,
  code: number,
  request: Decoded<Api['request']>,
  version: number,
): Encodable<Api['response']> | undefined {
  if (api.name === 'Produce' && (request as Decoded<typeof produceApi.request>).acks === 0) return undefined;
  const answer = answers[api.name as FaultyApi];
  return answer?.(code, request as never, version) as Encodable<Api['response']> | undefined;
}

/** Partition by partition where the request names them; in an incremental session (KIP-227) that has nothing new, as a whole. */
function fetchAnswer(
  errorCode: number,
  request: Decoded<typeof fetchApi.request>,
): Encodable<typeof fetchApi.response> {
  if (request.topics.length === 0) return { errorCode, responses: [] };
  return {
    errorCode: 0,
    responses: request.topics.map(({ topic, topicId, partitions }) => ({
      topic,
      topicId,
      partitions: partitions.map(({ partition }) => ({
        partitionIndex: partition,
        errorCode,
        highWatermark: -1,
        abortedTransactions: null,
        records: null,
      })),
    })),
  };
}

function findCoordinatorAnswer(
  errorCode: number,
  request: Decoded<typeof findCoordinatorApi.request>,
  version: number,
): Encodable<typeof findCoordinatorApi.response> {
  const nobody = { errorCode, errorMessage: messageOf(errorCode), nodeId: -1, host: '', port: -1 };
  if (version < 4) return nobody;
  return { coordinators: request.coordinatorKeys.map((key) => ({ key, ...nobody })) };
}

function messageOf(code: number): string {
  return errorByCode(code).message;
}
