/** From what a host asks for to a cluster that serves it: configs, start, first topics. Shared by worker and command line. */
import type { ServerOptions } from './control.ts';
import { KafkaServer, type ServerHost } from './server.ts';

/**
 * What differs from Kafka's defaults, as a server.properties for development would have it: all nodes share one
 * process, so that failures are noticed sooner, and memory is the disk, so that segments are smaller.
 */
const developmentConfigs: Readonly<Record<string, string>> = {
  'broker.heartbeat.interval.ms': '200',
  'broker.session.timeout.ms': '1000',
  'controller.quorum.election.timeout.ms': '300',
  'controller.quorum.fetch.timeout.ms': '600',
  'group.initial.rebalance.delay.ms': '0',
  'log.segment.bytes': String(16 * 1024 * 1024),
  'metadata.log.max.record.bytes.between.snapshots': String(1024 * 1024),
  'metadata.log.segment.bytes': String(512 * 1024),
  'metadata.max.retention.bytes': String(2 * 1024 * 1024),
};

/**
 * Starts a cluster and makes its first topics.
 * @throws PortInUseError
 */
export async function startCluster(
  options: ServerOptions,
  host: Pick<ServerHost, 'onFailure' | 'log'>,
): Promise<KafkaServer> {
  const brokers = options.ports.length;
  const server = await KafkaServer.start(options.ports, {
    configs: {
      ...developmentConfigs,
      'auto.create.topics.enable': String(options.autoCreateTopics),
      'num.partitions': String(options.defaultPartitions),
      'default.replication.factor': String(Math.min(options.defaultReplicationFactor, brokers)),
      'offsets.topic.replication.factor': String(Math.min(3, brokers)),
    },
    ...host,
  });
  await server.createTopics(options.topics);
  return server;
}
