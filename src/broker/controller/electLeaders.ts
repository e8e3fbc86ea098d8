/** ElectLeaders: somebody asks for the preferred leaders back, or for any leader, at the price of records (KIP-460). */
import { errorByCode, errorCodes } from '../../protocol/errors.ts';
import type { electLeadersApi } from '../../protocol/messages/electLeaders.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { ControllerResult, ControllerState } from './controller.ts';
import { electionRules } from './elections.ts';
import type { TopicImage } from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';
import { changePartition, noLeader } from './partitionChange.ts';
import { Refusal } from './refusal.ts';

type Request = Decoded<typeof electLeadersApi.request>;
type Response = Encodable<typeof electLeadersApi.response>;
type PartitionResult = Response['replicaElectionResults'][number]['partitionResult'][number];

/** By the number of the wire. */
const elections = ['preferred', 'unclean'] as const;
type Asked = (typeof elections)[number];

export function electLeaders(state: ControllerState, request: Request): ControllerResult<Response> {
  const election = elections[request.electionType];
  if (election === undefined) {
    const why = `Unknown election type ${request.electionType}`;
    return { records: [], response: electionsFailed(request, errorCodes.INVALID_REQUEST, why) };
  }
  const records: MetadataRecord[] = [];
  const all = [...state.image.topicsByName.values()].map(({ name, partitions }) => ({
    topic: name,
    partitions: [...partitions.keys()],
  }));
  const replicaElectionResults = (request.topicPartitions ?? all).map(({ topic, partitions }) => ({
    topic,
    partitionResult: partitions
      .map((partitionId) => electOne(state, topic, partitionId, election, records))
      // Who asks about all is not told of those that are as they should be.
      .filter(({ errorCode }) => request.topicPartitions !== null || errorCode !== notNeeded),
  }));
  return { records, response: { errorCode: errorCodes.NONE, replicaElectionResults } };
}

/** The answer when no election could be held. */
export function electionsFailed(
  { topicPartitions }: Request,
  errorCode: number,
  errorMessage: string | null = null,
): Response {
  return {
    errorCode,
    replicaElectionResults: (topicPartitions ?? []).map(({ topic, partitions }) => ({
      topic,
      partitionResult: partitions.map((partitionId) => ({ partitionId, errorCode, errorMessage })),
    })),
  };
}

const notNeeded = errorCodes.ELECTION_NOT_NEEDED;
/** When nothing comes of an election. */
const unavailable = {
  preferred: errorCodes.PREFERRED_LEADER_NOT_AVAILABLE,
  unclean: errorCodes.ELIGIBLE_LEADERS_NOT_AVAILABLE,
} as const;

function electOne(
  state: ControllerState,
  topicName: string,
  partitionId: number,
  election: Asked,
  records: MetadataRecord[],
): PartitionResult {
  try {
    const topic = state.image.topicsByName.get(topicName);
    if (topic === undefined) throw unknown(`No such topic as ${topicName}`);
    records.push(electionRecord(state, topic, partitionId, election));
    return { partitionId, errorCode: errorCodes.NONE, errorMessage: null };
  } catch (error) {
    const { code, message } = Refusal.from(error);
    return { partitionId, errorCode: code, errorMessage: message };
  }
}

/** An unclean election that is asked for needs no config that allows it: who asks has decided. */
function electionRecord(
  state: ControllerState,
  topic: TopicImage,
  partitionId: number,
  election: Asked,
): MetadataRecord {
  const partition = topic.partitions[partitionId];
  if (partition === undefined) throw unknown(`No such partition as ${topic.name}-${partitionId}`);
  const { leader, replicas } = partition;
  const needed = election === 'preferred' ? leader !== replicas[0] : leader === noLeader;
  if (!needed) throw standard(notNeeded);
  const rules = { ...electionRules(state, topic), election };
  const value = changePartition({ topicId: topic.id, partitionId }, partition, rules);
  if (value === undefined) throw standard(unavailable[election]);
  return { type: 'PartitionChange', value };
}

function unknown(why: string): Refusal {
  return new Refusal(errorCodes.UNKNOWN_TOPIC_OR_PARTITION, why);
}

function standard(code: number): Refusal {
  return new Refusal(code, errorByCode(code).message);
}
