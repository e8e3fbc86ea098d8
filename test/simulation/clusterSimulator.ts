/**
 * A whole cluster with its clients in simulated time: nodes with disks that survive, a network that fails, clients
 * that speak the wire, faults, and checkers that look on. The same seed gives the same history.
 */
import { createHash } from 'node:crypto';
import { Cluster } from '../../src/broker/cluster.ts';
import { BrokerConfigs } from '../../src/broker/configs.ts';
import { coordinatorPartition, offsetsTopicName } from '../../src/broker/group/coordinatorPartition.ts';
import type { Carrier } from '../../src/broker/peers.ts';
import { Timers } from '../../src/broker/timers.ts';
import { fetchSnapshotApi } from '../../src/protocol/messages/fetchSnapshot.ts';
import { ClusterEye } from './checkers/clusterEye.ts';
import { CompactionChecker } from './checkers/compactionChecker.ts';
import { GroupChecker } from './checkers/groupChecker.ts';
import { LeadershipChecker } from './checkers/leadershipChecker.ts';
import { MetadataChecker } from './checkers/metadataChecker.ts';
import { RecordsChecker } from './checkers/recordsChecker.ts';
import { Removals } from './checkers/removals.ts';
import { ReplicaChecker } from './checkers/replicaChecker.ts';
import { ReplicaWatch } from './checkers/replicaWatch.ts';
import { check } from './checkers/violation.ts';
import type { ClientHost } from './clients/clientHost.ts';
import { ClientNetwork } from './clients/clientNetwork.ts';
import { Workload } from './clients/workload.ts';
import { type Climate, climateOf } from './climates.ts';
import { Faults } from './faults.ts';
import { overWire } from './overWire.ts';
import { seededRandom } from './seededRandom.ts';
import { SimulatedDisks } from './simulatedDisks.ts';
import { SimulatedNetwork } from './simulatedNetwork.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** Simulated milliseconds with faults; time to recover comes on top. */
  readonly durationMs: number;
  /** What all logs may hold together; no limit when left out. Segments are small then, so that there is something to drop. */
  readonly memoryLimitBytes?: number;
}

export interface SimulationResult {
  /** Of the whole history. */
  readonly hash: string;
  /** One event a line. */
  readonly trace: readonly string[];
  readonly acknowledgedRecords: number;
  /** Bytes of records that went because of the limit on memory. */
  readonly droppedBytes: number;
  /** Partitions from which records were deleted, by request. */
  readonly deletions: number;
  /** Nodes that lost what their disks had not synced. */
  readonly powerCuts: number;
  readonly elections: number;
  readonly controllers: number;
  readonly generations: number;
  /** How many pieces of snapshots nodes asked for, because the metadata log no longer had what they needed. */
  readonly snapshotFetches: number;
  /** How often a compacted partition was read from its start to its end. */
  readonly replays: number;
  /** Records that compaction has removed. */
  readonly removedRecords: number;
  /** From the start of the cluster to the end, faults and recovery together. */
  readonly simulatedMs: number;
  /** How long it took, once the faults had stopped, until everything was well. */
  readonly recoveryMs: number;
}

/** A history that failed, with all that happened before. */
export class SimulationFailure extends Error {
  override readonly name = 'SimulationFailure';
  readonly trace: readonly string[];

  constructor(cause: unknown, trace: readonly string[]) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.trace = trace;
  }
}

const epoch = 1_700_000_000_000;
/** Once faults have stopped, all must be well within this time. */
const patienceMs = 60_000;
/** Longer than any request may wait. */
const silenceMs = 3_000;

/** Shorter than anybody would set them, so that a minute holds many elections. */
const configs = {
  'broker.heartbeat.interval.ms': '100',
  'broker.session.timeout.ms': '700',
  'controller.quorum.election.timeout.ms': '200',
  'controller.quorum.fetch.timeout.ms': '400',
  'replica.fetch.wait.max.ms': '150',
  'replica.lag.time.max.ms': '600',
  'group.initial.rebalance.delay.ms': '50',
  'group.min.session.timeout.ms': '100',
  'offsets.topic.num.partitions': '3',
  // So little that a node which was down, or cut off, for a while needs a snapshot.
  'metadata.log.max.record.bytes.between.snapshots': '500',
  'metadata.log.segment.bytes': '300',
  'metadata.max.retention.bytes': '1',
  'log.cleaner.backoff.ms': '200',
  'log.cleaner.min.cleanable.ratio': '0.1',
  // Many segments, so that there are closed ones to clean.
  'log.roll.ms': '700',
};

/** Runs one history. @throws SimulationFailure */
export function simulate(options: SimulationOptions): SimulationResult {
  const simulator = new ClusterSimulator(options);
  try {
    return simulator.run();
  } catch (error) {
    throw new SimulationFailure(error, simulator.trace);
  }
}

class ClusterSimulator {
  readonly trace: string[] = [];
  readonly #options: SimulationOptions;
  readonly #climate: Climate;
  readonly #timers = new Timers(epoch);
  readonly #network: SimulatedNetwork;
  readonly #clients: ClientNetwork;
  readonly #disks: SimulatedDisks | undefined;
  readonly #cluster: Cluster;
  readonly #eye: ClusterEye;
  readonly #records: RecordsChecker;
  readonly #groups: GroupChecker;
  readonly #compaction: CompactionChecker;
  readonly #leadership: LeadershipChecker;
  readonly #metadata: MetadataChecker;
  readonly #replicas: ReplicaWatch;
  readonly #faults: Faults;
  readonly #workload: Workload;
  #jumpBy = 0;
  #stepsNow = 0;
  #snapshotFetches = 0;

  constructor(options: SimulationOptions) {
    this.#options = options;
    const { seed, memoryLimitBytes } = options;
    const isCapped = memoryLimitBytes !== undefined;
    this.#climate = climateOf(seed);
    // Streams of their own, so that a client more does not change every other draw.
    const stream = (salt: number): (() => number) => seededRandom(seed * 7919 + salt);
    this.#network = new SimulatedNetwork(epoch, stream(1));
    this.#disks = this.#climate.powerCuts ? this.#makeDisks(stream(6)) : undefined;
    const disks = this.#disks;
    this.#cluster = new Cluster({
      endpoints: Array.from({ length: this.#climate.nodes }, (_, index) => ({
        host: '127.0.0.1',
        port: 9092 + index,
      })),
      configs: new BrokerConfigs({
        ...configs,
        'offsets.topic.replication.factor': String(Math.min(3, this.#climate.nodes)),
        ...(isCapped ? { 'log.roll.ms': '500' } : {}),
        ...(this.#climate.powerCuts ? { 'min.insync.replicas': '2' } : {}),
      }),
      now: epoch,
      random: stream(2),
      network: this.#network,
      carrier: this.#countingCarrier(),
      ...(isCapped ? { memoryLimitBytes } : {}),
      ...(disks === undefined ? {} : { memory: disks.memory, openDisk: (nodeId) => disks.open(nodeId) }),
    });
    this.#clients = new ClientNetwork({ cluster: this.#cluster, timers: this.#timers, random: stream(3) });
    this.#eye = new ClusterEye(this.#cluster);
    this.#records = new RecordsChecker(this.#eye, new Removals(this.#eye, isCapped), (topic) =>
      this.#workload.minInsyncReplicas(topic),
    );
    this.#groups = new GroupChecker(this.#eye);
    this.#compaction = new CompactionChecker(this.#eye);
    this.#metadata = new MetadataChecker(this.#eye);
    this.#leadership = this.#makeLeadershipChecker();
    this.#replicas = new ReplicaWatch(this.#eye, [this.#leadership, new ReplicaChecker(this.#eye)]);
    this.#faults = this.#makeFaults(stream(4));
    this.#workload = new Workload(this.#clientHost(stream(5)), this.#eye, this.#climate);
    this.#cluster.onNodeStopped = (nodeId) => this.#faults.stopped(nodeId);
  }

  run(): SimulationResult {
    this.#note(this.#climate.name);
    for (const nodeId of this.#cluster.nodeIds) this.#cluster.startNode(nodeId);
    this.#settle('the cluster starts', () => this.#cluster.isReady);
    this.#workload.start();
    this.#settle('its topics are made', () => this.#workload.isReady);
    this.#faults.start();
    this.#runUntil(this.#timers.now + this.#options.durationMs, () => false);
    const recoveryMs = this.#recover();
    return {
      hash: createHash('sha256').update(this.trace.join('\n')).digest('hex'),
      trace: this.trace,
      acknowledgedRecords: this.#records.acknowledgedRecords,
      droppedBytes: this.#cluster.memoryLimit.use.droppedBytes,
      deletions: this.#records.removals.acknowledgedDeletions,
      powerCuts: this.#eye.powerCuts.count,
      elections: this.#leadership.elections,
      controllers: this.#leadership.controllerEpochs,
      generations: this.#groups.generations,
      snapshotFetches: this.#snapshotFetches,
      replays: this.#compaction.replays,
      removedRecords: this.#compaction.removedRecords,
      simulatedMs: this.#timers.now - epoch,
      recoveryMs,
    };
  }

  /** Faults stop: everything becomes well, and then what there is must be right. */
  #recover(): number {
    const from = this.#timers.now;
    this.#note('the faults end');
    this.#faults.end();
    // Longer than any message is under way: what strays from before the end is still a fault.
    this.#runUntil(from + 2_000, () => false);
    const calm = this.#timers.now;
    this.#clients.onUnanswered = (what, since) =>
      check(since < calm, `${what} has waited since ${since - epoch}`);
    this.#workload.finish();
    this.#settle('all replicas are in sync', () => this.#cluster.isReady && this.#allInSync());
    this.#settle('every record is acknowledged', () => this.#workload.isDelivered);
    this.#settle('everything is consumed', () => this.#workload.isConsumed);
    this.#survivesOne();
    // Somebody may have moved a partition since, by a request that took its time.
    this.#settle('replicas know what is committed', () => this.#allInSync() && this.#allCommitted());
    this.#records.endsWell();
    this.#groups.endsWell();
    this.#compaction.endsWell();
    this.#workload.endsWell();
    const recoveryMs = this.#timers.now - from;
    this.#fallsSilent();
    return recoveryMs;
  }

  /** With all else well a node dies: the others take over from it, and take it back. */
  #survivesOne(): void {
    const { nodeIds } = this.#cluster;
    const nodeId = nodeIds[this.#options.seed % nodeIds.length];
    if (nodeId === undefined || nodeIds.length < 3) return;
    this.#note(`kill ${nodeId}, with all else well`);
    this.#cluster.killNode(nodeId);
    this.#clients.nodeGone(nodeId);
    this.#settle(`nobody waits for ${nodeId}`, () => !this.#leadsStill(nodeId));
    this.#cluster.startNode(nodeId);
    this.#settle('all replicas are in sync again', () => this.#cluster.isReady && this.#allInSync());
  }

  #leadsStill(nodeId: number): boolean {
    const topics = [...(this.#eye.image?.topicsByName.values() ?? [])];
    const hasController = this.#cluster.nodeIds.some(
      (other) => this.#cluster.broker(other)?.controller !== undefined,
    );
    return (
      !hasController || topics.some(({ partitions }) => partitions.some(({ leader }) => leader === nodeId))
    );
  }

  /** Nobody asks anything any more: after a while nothing waits but the fetches of followers. */
  #fallsSilent(): void {
    this.#workload.close();
    this.#runUntil(this.#timers.now + silenceMs, () => false);
    for (const nodeId of this.#cluster.nodeIds) {
      const broker = this.#cluster.broker(nodeId);
      const led = [...(broker?.replicas.all() ?? [])].filter(
        ({ role, replicas }) => role === 'leader' && replicas.length > 1,
      );
      const watched = broker?.purgatory.watchedKeys ?? 0;
      check(watched <= led.length, `${nodeId} leads ${led.length} partitions, and ${watched} are waited for`);
    }
  }

  #settle(what: string, done: () => boolean): void {
    this.#runUntil(this.#timers.now + patienceMs, done);
    check(done(), `${what}: not within ${patienceMs / 1000} s`);
    this.#note(what);
  }

  #runUntil(end: number, done: () => boolean): void {
    while (!done()) {
      const next = Math.min(this.#cluster.nextDeadline() ?? end, this.#timers.nextDeadline() ?? end);
      if (next > end) return;
      // Clocks tell whole milliseconds.
      this.#step(Math.max(this.#timers.now, Math.ceil(next)) + this.#jumpBy);
      if (this.#timers.now >= end) return;
    }
  }

  #step(now: number): void {
    this.#jumpBy = 0;
    this.#stepsNow = now === this.#timers.now ? this.#stepsNow + 1 : 0;
    check(this.#stepsNow < 10_000, 'time does not go on');
    this.#cluster.advanceTo(now);
    this.#timers.advanceTo(now);
    this.#leadership.look();
    this.#replicas.look();
    this.#metadata.look();
  }

  #allInSync(): boolean {
    const topics = [...(this.#eye.image?.topicsByName.values() ?? [])];
    return topics.every(({ partitions }) =>
      partitions.every(({ leader, isr, replicas }) => leader !== -1 && isr.length === replicas.length),
    );
  }

  #allCommitted(): boolean {
    const brokers = this.#cluster.nodeIds.map((nodeId) => this.#cluster.broker(nodeId));
    return brokers.every(
      (broker) =>
        broker !== undefined &&
        broker.image.offset === this.#eye.image?.offset &&
        [...broker.replicas.all()].every(
          (partition) =>
            partition.highWatermark === partition.log.logEndOffset &&
            partition.leaderEpoch ===
              this.#eye.image?.partition(partition.topic.id, partition.index)?.leaderEpoch,
        ),
    );
  }

  #countingCarrier(): Carrier {
    return {
      ...overWire,
      request: (api, version, body) => {
        if (api.key === fetchSnapshotApi.key) {
          this.#snapshotFetches += 1;
          this.#note('a snapshot of the metadata is asked for');
        }
        return overWire.request(api, version, body);
      },
    };
  }

  #makeLeadershipChecker(): LeadershipChecker {
    return new LeadershipChecker(this.#eye, {
      elected: (topic, partition, nodeId, leaderEpoch) => {
        this.#note(`${nodeId} leads ${topic}-${partition} in epoch ${leaderEpoch}`);
        this.#faults.elected(nodeId);
      },
      committed: (nodeId) => this.#faults.committed(nodeId),
      truncated: (leaderId) => this.#faults.truncated(leaderId),
      controller: (nodeId, quorumEpoch) => {
        this.#note(`${nodeId} is the controller of epoch ${quorumEpoch}`);
        this.#faults.elected(nodeId);
      },
    });
  }

  #makeDisks(random: () => number): SimulatedDisks {
    return new SimulatedDisks({
      nodes: this.#climate.nodes,
      now: () => this.#timers.now,
      random,
      reopened: (nodeId, before, after) => this.#eye.powerCuts.reopened(nodeId, before, after),
    });
  }

  #makeFaults(random: () => number): Faults {
    return new Faults(
      {
        cluster: this.#cluster,
        timers: this.#timers,
        network: this.#network,
        clients: this.#clients,
        disks: this.#disks,
        powerCuts: this.#eye.powerCuts,
        random,
        note: (event) => this.#note(event),
        leader: () => this.#anyLeader(random),
        jump: (ms) => {
          this.#jumpBy += ms;
        },
      },
      this.#climate,
    );
  }

  #anyLeader(random: () => number): (() => number) | undefined {
    const topics = [...(this.#eye.image?.topicsByName.values() ?? [])];
    const topic = topics[Math.floor(random() * topics.length)];
    if (topic === undefined) return undefined;
    const partition = Math.floor(random() * topic.partitions.length);
    return () => this.#eye.registration(topic.name, partition)?.leader ?? -1;
  }

  #clientHost(random: () => number): ClientHost {
    return {
      timers: this.#timers,
      network: this.#clients,
      nodeIds: this.#cluster.nodeIds,
      records: this.#records,
      groups: this.#groups,
      compaction: this.#compaction,
      random,
      note: (event) => this.#note(event),
      leaderEpoch: (nodeId, topic, partition) => this.#leaderEpoch(nodeId, topic, partition),
      coordinatorEpoch: (nodeId, groupId) => {
        const partitions = this.#eye.image?.topicsByName.get(offsetsTopicName)?.partitions.length;
        if (partitions === undefined) return undefined;
        return this.#leaderEpoch(nodeId, offsetsTopicName, coordinatorPartition(groupId, partitions));
      },
    };
  }

  #leaderEpoch(nodeId: number, topic: string, partition: number): number | undefined {
    const registration = this.#eye.registration(topic, partition);
    return registration?.leader === nodeId ? registration.leaderEpoch : undefined;
  }

  #note(event: string): void {
    this.trace.push(`${this.#timers.now - epoch} ${event}`);
  }
}
