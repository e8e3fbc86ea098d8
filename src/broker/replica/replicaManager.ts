/**
 * All replicas of one node: made, led, followed and removed as the metadata log says. It owns the fetchers
 * and the periodic checks, and asks the controller for ISR changes; reading and writing is for the handlers.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { alterPartitionApi } from '../../protocol/messages/alterPartition.ts';
import type { Api, Decoded, Encodable } from '../../protocol/schema.ts';
import { type MetadataImage, type TopicImage, topicResource } from '../controller/metadataImage.ts';
import type { Disk } from '../disk.ts';
import { topicLogConfig } from '../log/topicLogConfig.ts';
import type { MemoryLimit } from '../memoryLimit.ts';
import type { Reply } from '../peers.ts';
import type { Purgatory } from '../purgatory.ts';
import { type FetcherHost, ReplicaFetcher } from './fetcher.ts';
import { LogCleaner } from './logCleaner.ts';
import { Partition, type PartitionHost } from './partition.ts';

export interface ReplicaManagerHost extends FetcherHost {
  readonly disk: Disk;
  readonly image: MetadataImage;
  readonly purgatory: Purgatory;
  readonly memoryLimit: MemoryLimit;
  /** Sends to the active controller, wherever it is; undefined when it does not answer. */
  askController<A extends Api>(api: A, version: number, body: Decoded<A['request']>, reply: Reply<A>): void;
  /** A replica began or ceased to lead, or was removed: coordinators follow their partitions. */
  roleChanged(partition: Partition, removed: boolean): void;
}

const checkpointIntervalMs = 5_000;
/** How long after a request of unclear outcome the controller is asked again. */
const isrRetryMs = 50;

export class ReplicaManager {
  readonly #host: ReplicaManagerHost;
  readonly #byTopic = new Map<string, Map<number, Partition>>();
  readonly #fetchers = new Map<number, ReplicaFetcher>();
  readonly #restarting = new Set<ReplicaFetcher>();
  readonly #partitionHost: PartitionHost;

  constructor(host: ReplicaManagerHost) {
    this.#host = host;
    this.#partitionHost = {
      nodeId: host.nodeId,
      now: () => host.timers.now,
      replicaLagTimeMaxMs: host.configs.number('replica.lag.time.max.ms'),
      isEligible: (broker) => host.image.mayLead(broker),
      admit: (bytes, origin) => host.memoryLimit.admit(bytes, origin, host.timers.now),
      isAlive: (broker) => host.image.isActive(broker),
      touched: (partition) => host.purgatory.touch(partition.key),
      alterIsr: (partition, isr) => this.#alterIsr(partition, isr),
    };
  }

  /** Arms the periodic checks: ISR, high watermark checkpoints, retention, compaction. */
  start(): void {
    const { configs, timers } = this.#host;
    this.#every(this.#partitionHost.replicaLagTimeMaxMs / 2, () =>
      this.#each((each) => each.maybeShrinkIsr()),
    );
    this.#every(checkpointIntervalMs, () => this.checkpointAll());
    this.#every(configs.number('log.retention.check.interval.ms'), () =>
      this.#each((each) => this.#retain(each)),
    );
    const holds = ({ topic, index, log }: Partition): boolean => this.find(topic.id, index)?.log === log;
    new LogCleaner({ configs, timers, partitions: () => this.all(), holds }).start();
  }

  /** The replica of this node, whatever its role. */
  find(topicId: string, partition: number): Partition | undefined {
    return this.#byTopic.get(topicId)?.get(partition);
  }

  *all(): IterableIterator<Partition> {
    for (const partitions of this.#byTopic.values()) yield* partitions.values();
  }

  /** A partition's registration is new or has changed. Call `settle` after the last of a run of changes. */
  partitionChanged(topic: TopicImage, index: number): void {
    const registration = topic.partitions[index];
    if (registration === undefined) return;
    if (!registration.replicas.includes(this.#host.nodeId)) {
      this.#remove(topic, index);
      return;
    }
    const partition = this.find(topic.id, index) ?? this.#create(topic, index);
    const followedBefore = partition.leader;
    if (!partition.applyRegistration(registration)) return;
    this.#stopFollowing(partition, followedBefore);
    if (partition.role === 'follower') this.#follow(partition);
    this.#host.roleChanged(partition, false);
  }

  topicRemoved(topic: TopicImage): void {
    for (const index of [...(this.#byTopic.get(topic.id)?.keys() ?? [])]) this.#remove(topic, index);
    this.#byTopic.delete(topic.id);
  }

  /** Deletes the logs of partitions that this node no longer holds; before it holds any, at a start. */
  removeStrays(): void {
    const { disk, image, nodeId } = this.#host;
    disk.deleteStrays((topicId, partition) => {
      return image.partition(topicId, partition)?.replicas.includes(nodeId) === true;
    });
  }

  topicConfigChanged(topic: TopicImage): void {
    const { configs, image } = this.#host;
    const config = topicLogConfig(configs, image.configsOf(topicResource, topic.name));
    for (const partition of this.#byTopic.get(topic.id)?.values() ?? []) {
      partition.updateConfigs(config);
      // Whoever keeps less from now on waits to see it; Kafka would look within five minutes.
      this.#retain(partition);
    }
  }

  /** What topics inherit has changed, on this broker or on all. */
  brokerConfigChanged(): void {
    for (const topic of this.#host.image.topicsById.values()) this.topicConfigChanged(topic);
  }

  /** Brokers came or went: who deletes records waits for those that are alive only. */
  brokersChanged(): void {
    for (const partition of this.all())
      if (partition.role === 'leader') this.#partitionHost.touched(partition);
  }

  /** Fetches anew wherever partitions came or went. */
  settle(): void {
    for (const fetcher of this.#restarting) {
      if (fetcher.isIdle) this.#fetchers.delete(fetcher.leader);
      fetcher.restart();
    }
    this.#restarting.clear();
  }

  /** Writes down the high watermarks, as a clean stop does. */
  checkpointAll(): void {
    const { disk } = this.#host;
    for (const { topic, index, highWatermark } of this.all())
      disk.saveHighWatermark(topic.id, index, highWatermark);
    disk.writeHighWatermarks();
  }

  #create(topic: TopicImage, index: number): Partition {
    const { disk, image, configs } = this.#host;
    const partitions = this.#byTopic.get(topic.id) ?? new Map<number, Partition>();
    this.#byTopic.set(topic.id, partitions);
    // Read once a topic: one may have thousands of partitions.
    const [sibling] = partitions.values();
    const config =
      sibling?.log.configs ?? topicLogConfig(configs, image.configsOf(topicResource, topic.name));
    const { log, highWatermark } = disk.openLog(topic, index, config);
    const partition = new Partition(this.#partitionHost, topic, index, log, highWatermark);
    partitions.set(index, partition);
    return partition;
  }

  #remove(topic: TopicImage, index: number): void {
    // It may have left while this node was away.
    this.#host.disk.deleteLog(topic.id, index);
    const partition = this.find(topic.id, index);
    if (partition === undefined) return;
    this.#stopFollowing(partition, partition.leader);
    this.#byTopic.get(topic.id)?.delete(index);
    partition.role = 'none';
    this.#host.roleChanged(partition, true);
    this.#host.purgatory.touch(partition.key);
  }

  #follow(partition: Partition): void {
    let fetcher = this.#fetchers.get(partition.leader);
    if (fetcher === undefined) {
      fetcher = new ReplicaFetcher(this.#host, partition.leader);
      this.#fetchers.set(partition.leader, fetcher);
    }
    fetcher.add(partition);
    this.#restarting.add(fetcher);
  }

  #stopFollowing(partition: Partition, leader: number): void {
    const fetcher = this.#fetchers.get(leader);
    if (fetcher?.remove(partition) === true) this.#restarting.add(fetcher);
  }

  #alterIsr(partition: Partition, isr: readonly number[]): void {
    const { image, timers } = this.#host;
    const epochOf = (broker: number): number => image.brokers.get(broker)?.epoch ?? -1;
    const body = {
      brokerId: this.#host.nodeId,
      brokerEpoch: this.#host.brokerEpoch(),
      topics: [
        {
          topicId: partition.topic.id,
          partitions: [
            {
              partitionIndex: partition.index,
              leaderEpoch: partition.leaderEpoch,
              newIsr: [],
              newIsrWithEpochs: isr.map((brokerId) => ({ brokerId, brokerEpoch: epochOf(brokerId) })),
              leaderRecoveryState: 0,
              partitionEpoch: partition.partitionEpoch,
            },
          ],
        },
      ],
    };
    const asked = partition.partitionEpoch;
    this.#host.askController(alterPartitionApi, alterPartitionApi.maxVersion, body, (response) => {
      // The metadata log has told what became of it, or of the leadership.
      if (partition.partitionEpoch !== asked || !partition.isrChangePending) return;
      switch (isrOutcome(response)) {
        case 'refused':
          partition.isrRefused();
          break;
        case 'inDoubt':
          timers.schedule(timers.now + isrRetryMs, () => {
            if (partition.partitionEpoch === asked && partition.isrChangePending)
              this.#alterIsr(partition, isr);
          });
          break;
        case 'decided':
          break;
      }
    });
  }

  #retain(partition: Partition): void {
    const before = partition.log.logStartOffset;
    partition.log.enforceRetention(this.#host.timers.now, partition.highWatermark);
    if (partition.log.logStartOffset !== before) this.#host.purgatory.touch(partition.key);
  }

  #every(intervalMs: number, check: () => void): void {
    const { timers } = this.#host;
    timers.schedule(timers.now + intervalMs, () => {
      check();
      this.#every(intervalMs, check);
    });
  }

  #each(check: (partition: Partition) => void): void {
    for (const partition of this.all()) check(partition);
  }
}

type AlterPartitionResponse = Encodable<typeof alterPartitionApi.response>;

/**
 * What an answer says of an ISR change. One that was lost may have been made all the same, so only a refusal ends
 * it here; where the controller knows more than the leader, the metadata log will tell (Kafka's Partition).
 */
function isrOutcome(response: AlterPartitionResponse | undefined): 'refused' | 'inDoubt' | 'decided' {
  if (response === undefined || response.errorCode !== errorCodes.NONE) return 'inDoubt';
  switch (response.topics[0]?.partitions[0]?.errorCode) {
    case errorCodes.INELIGIBLE_REPLICA:
    case errorCodes.INVALID_REQUEST:
      return 'refused';
    case errorCodes.NONE:
    case errorCodes.FENCED_LEADER_EPOCH:
    case errorCodes.INVALID_UPDATE_VERSION:
    case errorCodes.NEW_LEADER_ELECTED:
    case errorCodes.UNKNOWN_TOPIC_ID:
    case errorCodes.UNKNOWN_TOPIC_OR_PARTITION:
      return 'decided';
    default:
      return 'inDoubt';
  }
}
