/**
 * One running node: broker and controller in one (Kafka's combined mode). It makes its parts, feeds them the
 * committed metadata, and lets handlers reach them; what each part does stands in the part.
 * A node that was killed is not revived: a new Broker starts from the same disk.
 */
import type { brokerRegistrationApi } from '../protocol/messages/brokerRegistration.ts';
import type { Api, Decoded } from '../protocol/schema.ts';
import { AutoTopicCreation } from './autoTopicCreation.ts';
import { type BrokerConfigs, dynamicConfigs } from './configs.ts';
import { Controller, type CreateTopicPolicy } from './controller/controller.ts';
import { imageDifference } from './controller/imageDifference.ts';
import {
  brokerResource,
  type Endpoint,
  type MetadataChange,
  MetadataImage,
  type TopicImage,
  topicResource,
} from './controller/metadataImage.ts';
import { decodeMetadataRecord } from './controller/metadataRecord.ts';
import { ControllerLink } from './controllerLink.ts';
import type { Disk } from './disk.ts';
import { FetchSessions } from './fetchSessions.ts';
import { GroupCoordinator } from './groupCoordinator.ts';
import { allHandlers } from './handlers/table.ts';
import { BrokerLifecycle } from './lifecycle.ts';
import type { MemoryLimit } from './memoryLimit.ts';
import type { ClusterObserver } from './observer.ts';
import type { Peers, Reply } from './peers.ts';
import { ProducerIds } from './producerIds.ts';
import { Purgatory } from './purgatory.ts';
import { type CommittedBatch, QuorumNode } from './quorum/quorumNode.ts';
import { decodeSnapshot, type Snapshot } from './quorum/snapshot.ts';
import { quorumTimeouts } from './quorum/timeouts.ts';
import { quorumSend } from './quorumLink.ts';
import { ReplicaManager } from './replica/replicaManager.ts';
import { SnapshotGenerator } from './snapshotGenerator.ts';
import { Timers } from './timers.ts';

export interface BrokerOptions {
  readonly nodeId: number;
  readonly voters: readonly number[];
  readonly clusterId: string;
  readonly endpoint: Endpoint;
  readonly configs: BrokerConfigs;
  readonly disk: Disk;
  readonly peers: Peers;
  /** Shared by all nodes of the process. */
  readonly memoryLimit: MemoryLimit;
  readonly createTopicPolicy: CreateTopicPolicy;
  readonly now: number;
  random(): number;
  newUuid(): string;
  readonly observer: ClusterObserver;
}

/** Of requests that are passed on to the controller, and of those about partitions and producer ids. */
const controllerTimeoutMs = 2_000;

export class Broker {
  readonly nodeId: number;
  readonly clusterId: string;
  readonly configs: BrokerConfigs;
  readonly timers: Timers;
  readonly image = new MetadataImage();
  readonly purgatory: Purgatory;
  readonly memoryLimit: MemoryLimit;
  readonly observer: ClusterObserver;
  readonly quorum: QuorumNode;
  readonly controllers: ControllerLink;
  readonly replicas: ReplicaManager;
  readonly groups: GroupCoordinator;
  readonly producerIds: ProducerIds;
  readonly autoTopics: AutoTopicCreation;
  readonly fetchSessions: FetchSessions;
  readonly #options: BrokerOptions;
  readonly #lifecycle: BrokerLifecycle;
  readonly #snapshots: SnapshotGenerator;
  #controller: Controller | undefined;
  #joined = false;

  constructor(options: BrokerOptions) {
    const { nodeId, disk, peers, memoryLimit, now } = options;
    const configs = options.configs.under(dynamicConfigs(this.image, nodeId));
    this.#options = options;
    this.nodeId = nodeId;
    this.clusterId = options.clusterId;
    this.configs = configs;
    this.memoryLimit = memoryLimit;
    this.observer = options.observer;
    this.timers = new Timers(now);
    this.purgatory = new Purgatory(this.timers);
    this.quorum = this.#makeQuorum();
    this.controllers = this.#linkControllers(controllerTimeoutMs);
    this.#snapshots = new SnapshotGenerator(this.quorum, {
      maxBytes: configs.number('metadata.log.max.record.bytes.between.snapshots'),
      maxIntervalMs: configs.number('metadata.log.max.snapshot.interval.ms'),
      now: () => this.timers.now,
    });
    this.#lifecycle = this.#makeLifecycle();
    this.producerIds = new ProducerIds(this);
    this.autoTopics = new AutoTopicCreation(this);
    this.fetchSessions = new FetchSessions(options.random);
    this.groups = new GroupCoordinator(this, options.newUuid);
    this.replicas = new ReplicaManager({
      nodeId,
      configs,
      disk,
      peers,
      timers: this.timers,
      image: this.image,
      purgatory: this.purgatory,
      memoryLimit,
      brokerEpoch: () => this.brokerEpoch,
      clusterId: () => options.clusterId,
      askController: (api, version, body, reply) => this.controllers.ask(api, version, body, reply),
      roleChanged: (partition, removed) => this.groups.partitionChanged(partition, removed),
    });
  }

  /** The controller, when this node is the active one. */
  get controller(): Controller | undefined {
    return this.#controller;
  }

  /** Kafka's `log.dirs`, of which a node has one. */
  get logDir(): string {
    return this.#options.disk.path ?? `/memory/broker-${this.nodeId}`;
  }

  get brokerEpoch(): number {
    return this.#lifecycle.brokerEpoch;
  }

  start(): void {
    this.quorum.start();
    this.replicas.start();
    this.#lifecycle.start();
  }

  /** A crash: nothing more is sent, and what only memory held is gone. */
  kill(): void {
    this.quorum.close();
    this.#controller?.close();
    this.#controller = undefined;
  }

  /** A controlled shutdown: leaders move away first. Calls back when the node may go. */
  shutdown(done: () => void): void {
    this.#lifecycle.leave(() => {
      this.leaveInOrder();
      this.quorum.shutdown();
      done();
    });
  }

  /** What a stop writes down that a crash does not. */
  leaveInOrder(): void {
    this.replicas.checkpointAll();
    if (this.brokerEpoch !== -1) this.#options.disk.saveCleanShutdown(this.brokerEpoch);
  }

  /** Answers a request of another node. */
  receive<A extends Api>(api: A, version: number, body: Decoded<A['request']>, reply: Reply<A>): void {
    const handler = allHandlers.get(api.key);
    if (handler === undefined) {
      reply(undefined);
      return;
    }
    const context = {
      apiVersion: version,
      clientId: '',
      clientHost: '',
      authenticator: undefined,
      onClose: undefined,
      closeConnection: () => {},
    };
    handler.handle(this, body, context, reply as Reply<Api>);
  }

  #makeQuorum(): QuorumNode {
    const { nodeId, voters, disk, peers, configs, random } = this.#options;
    const segmentBytes = configs.number('metadata.log.segment.bytes');
    disk.metadataLog.updateConfigs({
      ...disk.metadataLog.configs,
      segmentBytes,
    });
    return new QuorumNode({
      nodeId,
      voters,
      log: disk.metadataLog,
      snapshots: disk.metadataSnapshots,
      retention: {
        bytes: configs.number('metadata.max.retention.bytes'),
        ms: configs.number('metadata.max.retention.ms'),
      },
      store: {
        load: () => disk.quorumState,
        save: (state) => disk.saveQuorumState(state),
      },
      timers: this.timers,
      timeouts: quorumTimeouts(
        configs.number('controller.quorum.election.timeout.ms'),
        configs.number('controller.quorum.fetch.timeout.ms'),
      ),
      random,
      now: () => this.timers.now,
      send: quorumSend(peers, configs.number('controller.quorum.fetch.timeout.ms')),
      listener: {
        handleCommit: (batches) => this.#replay(batches),
        handleLoadSnapshot: (snapshot) => this.#load(snapshot),
        handleLeaderChange: (leaderId) => this.#controllerChanged(leaderId),
      },
    });
  }

  #makeLifecycle(): BrokerLifecycle {
    const { nodeId, clusterId, endpoint, configs, newUuid, disk } = this.#options;
    const previousBrokerEpoch = disk.cleanShutdownEpoch ?? -1;
    const listener = { name: 'PLAINTEXT', host: endpoint.host, port: endpoint.port, securityProtocol: 0 };
    const registration: Decoded<typeof brokerRegistrationApi.request> = {
      brokerId: nodeId,
      clusterId,
      incarnationId: newUuid(),
      listeners: [listener],
      features: [],
      rack: null,
      isMigratingZkBroker: false,
      logDirs: [],
      previousBrokerEpoch,
    };
    return new BrokerLifecycle({
      registration,
      // As in Kafka (KAFKA-14392): a controller that falls silent must not cost a broker its session with the next.
      controllers: this.#linkControllers(configs.number('broker.session.timeout.ms') / 2),
      timers: this.timers,
      heartbeatIntervalMs: configs.number('broker.heartbeat.interval.ms'),
      metadataOffset: () => this.image.offset,
    });
  }

  #linkControllers(requestTimeoutMs: number): ControllerLink {
    const { peers } = this.#options;
    const leaderId = (): number => this.quorum.leaderId;
    return new ControllerLink({ peers, timers: this.timers, leaderId, requestTimeoutMs });
  }

  #replay(batches: readonly CommittedBatch[]): void {
    const changes = batches.flatMap(({ baseOffset, records }) =>
      records.map((record, index) => this.image.replay(decodeMetadataRecord(record), baseOffset + index)),
    );
    this.#act(changes);
    this.#snapshots.committed(batches, this.image);
  }

  /** A whole image instead of the changes that led to it: what differs from the one before is acted on. */
  #load(snapshot: Snapshot): void {
    const before = this.image.clone();
    this.image.load(decodeSnapshot(snapshot).records.map(decodeMetadataRecord), snapshot.offset - 1);
    this.#act([...imageDifference(before, this.image)]);
    this.#snapshots.reset();
  }

  #act(changes: readonly MetadataChange[]): void {
    this.purgatory.together(() => {
      if (this.#joined) for (const change of changes) this.#apply(change);
      else this.#join();
      if (changes.some(({ type }) => type === 'broker')) this.replicas.brokersChanged();
    });
    this.replicas.settle();
  }

  /**
   * What was before this start's own registration is history: to act on it would be to lead in epochs long gone.
   * The registration took every leadership of an earlier start away, so that from here on the image is the present.
   */
  #join(): void {
    if (this.image.brokers.get(this.nodeId)?.incarnationId !== this.#lifecycle.incarnationId) return;
    this.#joined = true;
    // From here on a crash is a crash: before, nothing of what this node holds was touched.
    this.#options.disk.saveCleanShutdown(undefined);
    // Topics that went while this node was down: nobody else tells of them any more.
    this.replicas.removeStrays();
    this.#topicsChanged(this.image.topicsById.values());
  }

  #topicsChanged(topics: Iterable<TopicImage>): void {
    for (const topic of topics) {
      for (const index of topic.partitions.keys()) this.replicas.partitionChanged(topic, index);
    }
  }

  #apply(change: MetadataChange): void {
    switch (change.type) {
      case 'partition':
        this.replicas.partitionChanged(change.topic, change.partition);
        break;
      case 'topics':
        this.#topicsChanged(change.topics);
        break;
      case 'topicRemoved':
        this.groups.topicRemoved(change.topic);
        this.replicas.topicRemoved(change.topic);
        break;
      case 'config': {
        const { resourceType, resourceName } = change;
        const topic = this.image.topicsByName.get(resourceName);
        const isOurs = resourceName === '' || resourceName === String(this.nodeId);
        if (resourceType === topicResource && topic !== undefined) this.replicas.topicConfigChanged(topic);
        if (resourceType === brokerResource && isOurs) this.replicas.brokerConfigChanged();
        break;
      }
      case 'broker':
      case 'other':
        break;
    }
  }

  #controllerChanged(leaderId: number): void {
    this.#controller?.close();
    this.#controller = undefined;
    if (leaderId !== this.nodeId) return;
    const { configs, createTopicPolicy, random, newUuid } = this.#options;
    const image = this.image.clone();
    this.#controller = new Controller({
      image,
      quorum: this.quorum,
      // What the controller has decided holds for it at once, before it is committed.
      configs: configs.under(dynamicConfigs(image, this.nodeId)),
      timers: this.timers,
      createTopicPolicy,
      random,
      newUuid,
    });
    this.#controller.bootstrap();
  }
}
