/** Puts a cluster back together after a test that took brokers down: every broker there, every replica in sync. */
import { metadataApi } from '../../src/protocol/messages/metadata.ts';
import { aliveBrokers, bootstrapServers, startBrokers } from './cluster.ts';
import { connectRaw } from './raw/connection.ts';
import { eventually } from './support.ts';

/** How long a hook that calls `putBackTogether` may take. */
export const putBackTimeoutMs = 240_000;

export async function putBackTogether(): Promise<void> {
  const alive = await aliveBrokers();
  const all = [...bootstrapServers().keys()].map((index) => index + 1);
  const missing = all.filter((nodeId) => !alive.includes(nodeId));
  if (missing.length > 0) await startBrokers(...missing);
  await eventually('every replica in sync', allInSync, 60_000);
}

/**
 * A replica that is not back in sync cannot take over when the next broker dies; a partition without a leader
 * is one KafkaJS cannot even connect beside, for it asks about all topics.
 */
async function allInSync(): Promise<true | undefined> {
  const clean: (() => Promise<unknown>)[] = [];
  const connection = await connectRaw({ defer: (action) => clean.push(action) });
  try {
    const { topics } = await connection.request(metadataApi, 1, { topics: null });
    const partitions = topics.flatMap((topic) => topic.partitions);
    const inSync = partitions.every(({ isrNodes, replicaNodes }) => isrNodes.length === replicaNodes.length);
    return inSync ? true : undefined;
  } finally {
    for (const action of clean) await action();
  }
}
