/** From what a host asks for to a cluster that serves it: configs, start, first topics. Shared by worker and command line. */
import type { ServerOptions } from './control.ts';
import { KafkaServer, type ServerHost } from './server.ts';

/**
 * What differs from Kafka's defaults, as a server.properties for development would have it: all nodes share one
 * process, so that failures are noticed sooner, and memory is the disk.
 */
const developmentConfigs: Readonly<Record<string, string>> = {
  'broker.heartbeat.interval.ms': '200',
  'broker.session.timeout.ms': '1000',
  'controller.quorum.election.timeout.ms': '300',
  'controller.quorum.fetch.timeout.ms': '600',
  'group.initial.rebalance.delay.ms': '0',
  'log.cleaner.backoff.ms': '1000',
  'metadata.log.max.record.bytes.between.snapshots': String(1024 * 1024),
  'metadata.log.segment.bytes': String(512 * 1024),
  'metadata.max.retention.bytes': String(2 * 1024 * 1024),
};

const mebibyte = 1024 * 1024;

/**
 * Starts a cluster and makes its first topics.
 * @throws PortInUseError, StorageError, RangeError when a topic is refused; nothing runs then
 */
export async function startCluster(
  options: ServerOptions,
  host: Omit<ServerHost, 'configs' | 'memoryLimitBytes'>,
): Promise<KafkaServer> {
  const brokers = options.ports.length;
  const server = await KafkaServer.start(options.ports, {
    memoryLimitBytes: options.memoryLimitMebibytes * mebibyte,
    configs: {
      ...developmentConfigs,
      'log.segment.bytes': String(segmentBytes(options.memoryLimitMebibytes)),
      'auto.create.topics.enable': String(options.autoCreateTopics),
      'num.partitions': String(options.defaultPartitions),
      'default.replication.factor': String(Math.min(options.defaultReplicationFactor, brokers)),
      'offsets.topic.replication.factor': String(Math.min(3, brokers)),
      'connections.max.reauth.ms': String(options.security?.sasl?.maxReauthMs ?? 0),
    },
    ...(options.storage === undefined ? {} : { storage: options.storage }),
    ...(options.security === undefined ? {} : { security: options.security }),
    ...(options.advertisedHost === undefined ? {} : { advertisedHost: options.advertisedHost }),
    ...host,
  });
  try {
    await server.createTopics(options.topics);
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}

/** Memory is the disk and is freed by segments: 16 MiB, and less where a few of them would be all there is. */
function segmentBytes(memoryLimitMebibytes: number): number {
  return Math.min(16, Math.max(1, Math.floor(memoryLimitMebibytes / 64))) * mebibyte;
}
