/**
 * Topics and records for the raw tests, made and found by raw requests: who leads a partition, where a group
 * is coordinated, and batches.
 */
import assert from 'node:assert/strict';
import { zeroUuid } from '../../../src/protocol/bytes.ts';
import { createTopicsApi } from '../../../src/protocol/messages/createTopics.ts';
import { findCoordinatorApi } from '../../../src/protocol/messages/findCoordinator.ts';
import { listOffsetsApi } from '../../../src/protocol/messages/listOffsets.ts';
import { metadataApi } from '../../../src/protocol/messages/metadata.ts';
import { produceApi } from '../../../src/protocol/messages/produce.ts';
import { decodeRecords, encodeBatch, type NewBatch } from '../../../src/protocol/records.ts';
import { type CleanUp, eventually, unique } from '../support.ts';
import { connectRaw, connectTo, type RawConnection } from './connection.ts';

export interface RawTopic {
  readonly name: string;
  readonly id: string;
  readonly partitions: readonly RawPartition[];
}

export interface RawPartition {
  readonly index: number;
  readonly leaderId: number;
  /** `host:port` */
  readonly leader: string;
  /** Of a broker that does not lead. */
  readonly follower: string;
}

/** A fresh topic on three replicas; resolves once every partition has a leader that knows it is one. */
export async function createRawTopic(
  clean: CleanUp,
  partitions = 1,
  configs: Readonly<Record<string, string>> = {},
): Promise<RawTopic> {
  const name = unique('conformance.raw');
  const connection = await connectRaw(clean);
  const overrides = Object.entries(configs).map(([key, value]) => ({ name: key, value }));
  const topics = [{ name, numPartitions: partitions, replicationFactor: 3, configs: overrides }];
  const created = await connection.request(createTopicsApi, 7, { topics });
  assert.equal(created.topics[0]?.errorCode, 0);
  const topic = await eventually(`leaders of ${name}`, () => describeTopic(connection, name, partitions));
  for (const partition of topic.partitions) await leads(clean, topic, partition);
  return topic;
}

/** Metadata may name a leader a moment before that broker has heard of it. */
async function leads(clean: CleanUp, topic: RawTopic, { index, leader }: RawPartition): Promise<void> {
  const connection = await connectTo(clean, leader);
  const topics = [{ name: topic.name, partitions: [{ partitionIndex: index, timestamp: -1 }] }];
  await eventually(`${topic.name} on its leader`, async () => {
    const response = await connection.request(listOffsetsApi, 5, { replicaId: -1, topics });
    return response.topics[0]?.partitions[0]?.errorCode === 0 ? true : undefined;
  });
  connection.socket.destroy();
}

/** undefined until every partition has a leader. */
export async function describeTopic(
  connection: RawConnection,
  name: string,
  partitions: number,
): Promise<RawTopic | undefined> {
  const request = { topics: [{ name, topicId: zeroUuid }], allowAutoTopicCreation: false };
  const metadata = await connection.request(metadataApi, 12, request);
  const topic = metadata.topics[0];
  const addresses = new Map(metadata.brokers.map(({ nodeId, host, port }) => [nodeId, `${host}:${port}`]));
  const led = (topic?.partitions ?? []).filter(({ leaderId }) => addresses.has(leaderId));
  if (topic === undefined || topic.errorCode !== 0 || led.length !== partitions) return undefined;
  const found = led.map(({ partitionIndex, leaderId, replicaNodes }) => ({
    index: partitionIndex,
    leaderId,
    leader: addresses.get(leaderId) ?? '',
    follower: addresses.get(replicaNodes.find((id) => id !== leaderId) ?? -1) ?? '',
  }));
  return { name, id: topic.topicId, partitions: found.sort((left, right) => left.index - right.index) };
}

/** A connection to the leader of the topic's first partition. */
export async function connectLeader(clean: CleanUp, topic: RawTopic): Promise<RawConnection> {
  return connectTo(clean, topic.partitions[0]?.leader ?? '');
}

/** A connection to the coordinator of a group that serves: its log is loaded. */
export async function connectCoordinator(clean: CleanUp, groupId: string): Promise<RawConnection> {
  const connection = await connectRaw(clean);
  const address = await eventually(`the coordinator of ${groupId}`, async () => {
    const found = await connection.request(findCoordinatorApi, 4, { coordinatorKeys: [groupId] });
    const [coordinator] = found.coordinators;
    return coordinator?.errorCode === 0 ? `${coordinator.host}:${coordinator.port}` : undefined;
  });
  return connectTo(clean, address);
}

/** Of every record that `batchOf` makes: of today, or retention would take it when it looks. */
export const recordTimestamp = Date.now();

/** A batch of records with these values, without a key unless one is given. */
export function batchOf(
  values: readonly string[],
  more: Omit<NewBatch, 'records'> = {},
  key: string | null = null,
): Buffer {
  return encodeBatch({
    ...more,
    records: values.map((value) => ({
      key: key === null ? null : Buffer.from(key),
      value: Buffer.from(value),
      timestamp: recordTimestamp,
    })),
  });
}

/** The values of all records in these bytes, batch after batch. */
export function valuesIn(records: Buffer | null | undefined): readonly string[] {
  const values: string[] = [];
  let rest = records ?? Buffer.alloc(0);
  while (rest.length > 0) {
    for (const { value } of decodeRecords(rest)) values.push(value?.toString() ?? 'null');
    rest = rest.subarray(12 + rest.readInt32BE(8));
  }
  return values;
}

/** Produces to the first partition, in the newest version that names topics; gives its part of the response. */
export async function produce(
  connection: RawConnection,
  topic: Pick<RawTopic, 'name' | 'id'>,
  records: Buffer | null,
  acks = -1,
) {
  const partitionData = [{ index: 0, records }];
  const topicData = [{ name: topic.name, topicId: topic.id, partitionData }];
  const request = { acks, timeoutMs: 10_000, topicData };
  const response = await connection.request(produceApi, 12, request);
  const partition = response.responses[0]?.partitionResponses[0];
  assert.ok(partition !== undefined);
  return partition;
}
