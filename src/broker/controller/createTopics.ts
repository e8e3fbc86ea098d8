/** CreateTopics at the controller: every topic of a request succeeds or fails for itself. */
import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import type { createTopicsApi } from '../../protocol/messages/createTopics.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import { describeTopicConfigs } from '../describeConfigs.ts';
import { checkTopicConfigs } from './configChanges.ts';
import type { ControllerResult, ControllerState } from './controller.ts';
import { topicResource } from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';
import { newPartition } from './partitionChange.ts';
import { placeReplicas } from './placement.ts';
import { Refusal } from './refusal.ts';
import { collisionKey, illegalTopicNameReason } from './topicName.ts';

type Request = Decoded<typeof createTopicsApi.request>;
type CreatableTopic = Request['topics'][number];
type TopicResult = Encodable<typeof createTopicsApi.response>['topics'][number];

/** The most partitions one request may make: a limit of ours, far above what a laptop needs. */
const maxPartitionsPerRequest = 10_000;

export function createTopics(
  state: ControllerState,
  request: Request,
): ControllerResult<Encodable<typeof createTopicsApi.response>> {
  const names = request.topics.map((topic) => topic.name);
  const taken = new Map([...state.image.topicsByName.keys()].map((name) => [collisionKey(name), name]));
  const records: MetadataRecord[] = [];
  const topics = request.topics.map((topic): TopicResult => {
    try {
      if (names.indexOf(topic.name) !== names.lastIndexOf(topic.name)) {
        throw new Refusal(errorCodes.INVALID_REQUEST, 'Duplicate topic name.');
      }
      const created = createTopic(state, topic, taken);
      if (!request.validateOnly) records.push(...created.records);
      taken.set(collisionKey(topic.name), topic.name);
      return created.response;
    } catch (error) {
      return refused(topic.name, Refusal.from(error));
    }
  });
  const response = { throttleTimeMs: 0, topics: uniqueByName(topics) };
  return { records, response };
}

function createTopic(
  state: ControllerState,
  topic: CreatableTopic,
  taken: ReadonlyMap<string, string>,
): ControllerResult<TopicResult> {
  checkName(state, topic.name, taken);
  checkConfigs(topic);
  const assignments = topic.assignments.length > 0 ? manualPlacement(state, topic) : placement(state, topic);
  // Last, as in Kafka: what is wrong by itself is said first.
  const forbidden = state.createTopicPolicy(topic.name);
  if (forbidden !== undefined) throw new Refusal(errorCodes.POLICY_VIOLATION, forbidden);
  const topicId = state.newUuid();
  const mayLead = (brokerId: number): boolean => state.image.mayLead(brokerId);
  const records: MetadataRecord[] = [{ type: 'Topic', value: { name: topic.name, topicId } }];
  for (const { name, value } of topic.configs) {
    const config = { resourceType: topicResource, resourceName: topic.name, name, value };
    records.push({ type: 'Config', value: config });
  }
  assignments.forEach((replicas, partitionId) => {
    records.push({ type: 'Partition', value: newPartition({ topicId, partitionId }, replicas, mayLead) });
  });
  const overrides = new Map(topic.configs.map(({ name, value }) => [name, value ?? '']));
  const response: TopicResult = {
    name: topic.name,
    topicId,
    errorCode: errorCodes.NONE,
    errorMessage: null,
    numPartitions: assignments.length,
    replicationFactor: assignments[0]?.length ?? -1,
    configs: describeTopicConfigs(state.configs, overrides).map((config) => ({
      name: config.name,
      value: config.value,
      readOnly: false,
      configSource: config.source,
      isSensitive: false,
    })),
  };
  return { records, response };
}

function checkName(state: ControllerState, name: string, taken: ReadonlyMap<string, string>): void {
  const illegal = illegalTopicNameReason(name);
  if (illegal !== undefined) throw new Refusal(errorCodes.INVALID_TOPIC_EXCEPTION, illegal);
  if (state.image.topicsByName.has(name)) {
    throw new Refusal(errorCodes.TOPIC_ALREADY_EXISTS, `Topic '${name}' already exists.`);
  }
  const other = taken.get(collisionKey(name));
  if (other !== undefined) {
    const why = `Topic '${name}' collides with existing topic: ${other}`;
    throw new Refusal(errorCodes.INVALID_TOPIC_EXCEPTION, why);
  }
}

function checkConfigs({ configs }: CreatableTopic): void {
  const withoutValue = configs.filter(({ value }) => value === null).map(({ name }) => name);
  if (withoutValue.length > 0) {
    const why = `Null value not supported for topic configs: ${withoutValue.join(',')}`;
    throw new Refusal(errorCodes.INVALID_CONFIG, why);
  }
  checkTopicConfigs(new Map(configs.map(({ name, value }) => [name, value ?? ''])));
}

/** The client says how many; the controller says where. */
function placement(state: ControllerState, topic: CreatableTopic): readonly (readonly number[])[] {
  const { configs } = state;
  const count = topic.numPartitions === -1 ? configs.number('num.partitions') : topic.numPartitions;
  const factor =
    topic.replicationFactor === -1 ? configs.number('default.replication.factor') : topic.replicationFactor;
  if (count <= 0) {
    const why = 'Number of partitions must be larger than 0, or -1 to use the default value.';
    throw new Refusal(errorCodes.INVALID_PARTITIONS, why);
  }
  if (factor <= 0) {
    const why = 'Replication factor must be larger than 0, or -1 to use the default value.';
    throw new Refusal(errorCodes.INVALID_REPLICATION_FACTOR, why);
  }
  return place(state, 0, count, factor);
}

/**
 * Places new partitions on the brokers that are registered, the ones that live first.
 * @throws Refusal when there are too few brokers, or too many partitions asked for
 */
export function place(
  state: ControllerState,
  firstPartition: number,
  count: number,
  replicationFactor: number,
): number[][] {
  const brokers = [...state.image.brokers.keys()].sort((a, b) => a - b);
  const alive = brokers.filter((id) => state.image.mayLead(id));
  const fenced = brokers.filter((id) => !state.image.mayLead(id));
  const refuse = (why: string): never => {
    const what = `Unable to replicate the partition ${replicationFactor} time(s): ${why}`;
    throw new Refusal(errorCodes.INVALID_REPLICATION_FACTOR, what);
  };
  if (count > maxPartitionsPerRequest) {
    const why = `At most ${maxPartitionsPerRequest} partitions can be created at once.`;
    throw new Refusal(errorCodes.POLICY_VIOLATION, why);
  }
  if (replicationFactor > brokers.length) {
    refuse(
      `The target replication factor of ${replicationFactor} cannot be reached because only ` +
        `${brokers.length} broker(s) are registered.`,
    );
  }
  if (alive.length === 0) refuse('All brokers are currently fenced.');
  const start = Math.floor(state.random() * alive.length);
  return placeReplicas({ alive, fenced }, firstPartition, count, replicationFactor, start);
}

/** The client says where: partitions 0 to n−1, each on brokers that exist, none twice. */
function manualPlacement(state: ControllerState, topic: CreatableTopic): readonly (readonly number[])[] {
  if (topic.numPartitions !== -1 || topic.replicationFactor !== -1) {
    throw new Refusal(
      errorCodes.INVALID_REQUEST,
      'A manual partition assignment was specified, but the number of partitions or replicas was not -1.',
    );
  }
  const sorted = [...topic.assignments].sort((a, b) => a.partitionIndex - b.partitionIndex);
  return sorted.map(({ partitionIndex, brokerIds }, index) => {
    if (partitionIndex !== index) {
      const why = 'Partitions should be a consecutive 0-based integer sequence.';
      throw new Refusal(errorCodes.INVALID_REPLICA_ASSIGNMENT, why);
    }
    checkAssignment(state, brokerIds);
    return brokerIds;
  });
}

/** @throws Refusal unless the replicas are brokers that are registered, each once, one of them alive */
export function checkAssignment(state: ControllerState, brokerIds: readonly number[]): void {
  checkReplicas(state, brokerIds);
  if (!brokerIds.some((id) => state.image.mayLead(id))) {
    throw new Refusal(
      errorCodes.INVALID_REPLICA_ASSIGNMENT,
      'All brokers specified in the manual partition assignment are fenced or in controlled shutdown.',
    );
  }
}

/** @throws Refusal unless the replicas are brokers that are registered, each once */
export function checkReplicas(state: ControllerState, brokerIds: readonly number[]): void {
  const refuse = (why: string): never => {
    throw new Refusal(errorCodes.INVALID_REPLICA_ASSIGNMENT, why);
  };
  if (brokerIds.length === 0) refuse('The manual partition assignment includes an empty replica list.');
  if (new Set(brokerIds).size !== brokerIds.length) {
    refuse('The manual partition assignment includes a broker more than once.');
  }
  const unknown = brokerIds.find((id) => !state.image.brokers.has(id));
  if (unknown !== undefined) {
    refuse(`The manual partition assignment includes broker ${unknown}, but no such broker is registered.`);
  }
}

function refused(name: string, refusal: Refusal): TopicResult {
  return {
    name,
    topicId: zeroUuid,
    errorCode: refusal.code,
    errorMessage: refusal.message,
    numPartitions: -1,
    replicationFactor: -1,
    configs: [],
  };
}

/** A name that was asked for twice is answered once. */
function uniqueByName(topics: readonly TopicResult[]): TopicResult[] {
  return [...new Map(topics.map((topic) => [topic.name, topic])).values()];
}
