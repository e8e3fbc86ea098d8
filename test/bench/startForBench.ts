/** Our cluster in this process, on free ports: three brokers, as the product starts them. */
import { startCluster } from '../../src/server/hosting.ts';
import type { KafkaServer } from '../../src/server/server.ts';

/** @param topics made before it resolves */
export function startForBench(
  topics: readonly { readonly name: string; readonly partitions: number }[] = [],
): Promise<KafkaServer> {
  const options = {
    ports: [0, 0, 0],
    autoCreateTopics: true,
    defaultPartitions: 3,
    defaultReplicationFactor: 3,
    // What is measured is all that is held, not what a user would allow.
    memoryLimitMebibytes: 16_384,
    topics,
  };
  const onFailure = (error: unknown): never => {
    throw error;
  };
  return startCluster(options, { onFailure, log: () => {}, memoryChanged: () => {} });
}
