/** Fetch requests of the raw tests, in version 12, the last that names topics. */
import assert from 'node:assert/strict';
import { zeroUuid } from '../../../src/protocol/bytes.ts';
import { fetchApi } from '../../../src/protocol/messages/fetch.ts';
import type { RawConnection } from './connection.ts';
import type { RawTopic } from './topics.ts';

export const fetchVersion = 12;

export interface FetchOptions {
  readonly offset?: number;
  readonly partition?: number;
  readonly maxWaitMs?: number;
  readonly minBytes?: number;
  readonly maxBytes?: number;
  readonly partitionMaxBytes?: number;
  readonly currentLeaderEpoch?: number;
  readonly sessionId?: number;
  readonly sessionEpoch?: number;
}

/** A request for one partition; by default everything from offset 0, at once. */
export function fetchOf(topic: Pick<RawTopic, 'name' | 'id'>, options: FetchOptions = {}) {
  const { offset = 0, partition = 0, maxWaitMs = 0, minBytes = 0, maxBytes = 10_000_000 } = options;
  const { partitionMaxBytes = maxBytes, currentLeaderEpoch = -1, sessionId = 0, sessionEpoch = -1 } = options;
  const wanted = { partition, fetchOffset: offset, partitionMaxBytes, currentLeaderEpoch };
  const partitions = [{ ...wanted, replicaDirectoryId: zeroUuid }];
  const topics = [{ topic: topic.name, topicId: topic.id, partitions }];
  return { maxWaitMs, minBytes, maxBytes, sessionId, sessionEpoch, topics, forgottenTopicsData: [] };
}

/** The answer for that one partition. */
export async function fetchOne(
  connection: RawConnection,
  topic: Pick<RawTopic, 'name' | 'id'>,
  options: FetchOptions = {},
) {
  const response = await connection.request(fetchApi, fetchVersion, fetchOf(topic, options));
  assert.equal(response.errorCode, 0);
  const partition = response.responses[0]?.partitions[0];
  assert.ok(partition !== undefined, 'the partition was not answered');
  return partition;
}

/** The records of the first partition. */
export async function fetchAll(connection: RawConnection, topic: RawTopic): Promise<Buffer> {
  const partition = await fetchOne(connection, topic, { maxWaitMs: 2000, minBytes: 1 });
  return partition.records ?? Buffer.alloc(0);
}
