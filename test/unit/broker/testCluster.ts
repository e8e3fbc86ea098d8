/**
 * A cluster in a test's hands: lossless network, time that only the test moves, clients that speak the wire. What a
 * test asks is answered as soon as the cluster can; the test says how long it waits at most.
 */
import assert from 'node:assert/strict';
import { Cluster } from '../../../src/broker/cluster.ts';
import { BrokerConfigs } from '../../../src/broker/configs.ts';
import type { Disk } from '../../../src/broker/disk.ts';
import { DrillNetwork } from '../../../src/broker/drillNetwork.ts';
import type { Partition } from '../../../src/broker/replica/partition.ts';
import { Reader } from '../../../src/protocol/bytes.ts';
import { errorByCode } from '../../../src/protocol/errors.ts';
import { decodeResponseHeader, encodeRequestFrame, FrameReader } from '../../../src/protocol/frames.ts';
import { createTopicsApi } from '../../../src/protocol/messages/createTopics.ts';
import { produceApi } from '../../../src/protocol/messages/produce.ts';
import { encodeBatch } from '../../../src/protocol/records.ts';
import { type Api, type Decoded, type Encodable, zeroUuid } from '../../../src/protocol/schema.ts';
import { seededRandom } from '../../simulation/seededRandom.ts';

export const startTime = 1_700_000_000_000;

const defaultConfigs = {
  'broker.heartbeat.interval.ms': '100',
  'broker.session.timeout.ms': '700',
  'controller.quorum.election.timeout.ms': '200',
  'controller.quorum.fetch.timeout.ms': '400',
  'replica.lag.time.max.ms': '600',
  'group.initial.rebalance.delay.ms': '0',
  'group.min.session.timeout.ms': '100',
  'offsets.topic.num.partitions': '1',
  'auto.create.topics.enable': 'false',
};

export interface TestClusterOptions {
  readonly nodes?: number;
  readonly configs?: Readonly<Record<string, string>>;
  readonly seed?: number;
  readonly memoryLimitBytes?: number;
  /** In memory when left out. */
  readonly openDisk?: (nodeId: number) => Disk;
}

/** An answer that may not be there yet. */
export interface Pending<Response> {
  readonly response: Response | undefined;
}

/** Lossless, but for what a test cuts in one direction, and for drills. */
export class TestNetwork extends DrillNetwork {
  isCut: (from: number, to: number) => boolean = () => false;

  override deliver(from: number, to: number, message: () => void): void {
    if (!this.isCut(from, to)) super.deliver(from, to, message);
  }
}

export class TestCluster {
  readonly cluster: Cluster;
  readonly network = new TestNetwork(startTime);
  now = startTime;

  constructor({ nodes = 3, configs = {}, seed = 1, memoryLimitBytes, openDisk }: TestClusterOptions = {}) {
    this.cluster = new Cluster({
      endpoints: Array.from({ length: nodes }, (_, index) => ({ host: '127.0.0.1', port: 9092 + index })),
      configs: new BrokerConfigs({ ...defaultConfigs, ...configs }),
      now: this.now,
      random: seededRandom(seed),
      network: this.network,
      ...(memoryLimitBytes === undefined ? {} : { memoryLimitBytes }),
      ...(openDisk === undefined ? {} : { openDisk }),
    });
  }

  /** All nodes run and are registered. */
  static started(options: TestClusterOptions = {}): TestCluster {
    const test = new TestCluster(options);
    for (const nodeId of test.cluster.nodeIds) test.cluster.startNode(nodeId);
    test.until('the cluster is ready', () => test.cluster.isReady);
    return test;
  }

  advance(ms: number): void {
    this.until('never', () => false, ms, false);
  }

  /** Lets time pass until something holds, at most `limitMs`. */
  until(what: string, holds: () => boolean, limitMs = 30_000, must = true): void {
    const end = this.now + limitMs;
    while (!holds()) {
      const next = this.cluster.nextDeadline() ?? end;
      if (next > end || this.now >= end) {
        this.now = end;
        this.cluster.advanceTo(end);
        break;
      }
      this.now = Math.max(this.now, Math.ceil(next));
      this.cluster.advanceTo(this.now);
    }
    if (must) assert.ok(holds(), `${what}: not within ${limitMs} ms`);
  }

  client(nodeId: number): TestClient {
    return new TestClient(this, nodeId);
  }

  /** Asks on a connection of its own and waits for the answer. */
  ask<A extends Api>(
    nodeId: number,
    api: A,
    body: Encodable<A['request']>,
    version = api.maxVersion,
  ): Decoded<A['response']> {
    return this.client(nodeId).ask(api, body, version);
  }

  createTopic(
    name: string,
    assignments: readonly (readonly number[])[],
    configs: Readonly<Record<string, string>> = {},
  ): void {
    this.createTopicOn(this.cluster.nodeIds[0] as number, name, assignments, this.running, configs);
  }

  /** The same, asked of a certain node and seen by some. */
  createTopicOn(
    nodeId: number,
    name: string,
    assignments: readonly (readonly number[])[],
    seenBy = this.running,
    configs: Readonly<Record<string, string>> = {},
  ): void {
    const { topics } = this.ask(nodeId, createTopicsApi, {
      topics: [
        {
          name,
          numPartitions: -1,
          replicationFactor: -1,
          assignments: assignments.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })),
          configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
        },
      ],
    });
    assert.equal(errorByCode(topics[0]?.errorCode ?? 0).name, 'NONE', topics[0]?.errorMessage ?? '');
    this.until(`${name} is known everywhere`, () =>
      seenBy.every((broker) => broker.image.topicsByName.has(name)),
    );
  }

  get running() {
    return this.cluster.nodeIds.map((id) => this.cluster.broker(id)).filter((broker) => broker !== undefined);
  }

  get controllerId(): number {
    return this.running.find(({ controller }) => controller !== undefined)?.nodeId ?? -1;
  }

  topicId(name: string): string {
    const broker = this.running.find(({ image }) => image.topicsByName.has(name));
    return broker?.image.topicsByName.get(name)?.id ?? '';
  }

  /** The replica of a partition on a running node. */
  replica(nodeId: number, topic: string, index = 0): Partition {
    const replica = this.cluster.broker(nodeId)?.replicas.find(this.topicId(topic), index);
    assert.ok(replica !== undefined, `node ${nodeId} has no replica of ${topic}-${index}`);
    return replica;
  }

  /** Sends values with a Produce and returns the answer for the partition once it is there. */
  produce(nodeId: number, topic: string, values: readonly string[], acks = -1) {
    const body = produceBody(topic, batchOf(values, this.now), acks);
    return this.ask(nodeId, produceApi, body, 12).responses[0]?.partitionResponses[0];
  }
}

/** One connection. */
export class TestClient {
  readonly #test: TestCluster;
  readonly #connection: ReturnType<Cluster['connect']>;
  readonly #frames = new FrameReader(2 ** 30);
  readonly #nodeId: number;
  #correlationId = 0;
  /** Frames not yet matched to a request, and why the connection was closed. */
  readonly received: Buffer[] = [];
  readonly raw: Buffer[] = [];
  closed: string | undefined;

  constructor(test: TestCluster, nodeId: number) {
    this.#test = test;
    this.#nodeId = nodeId;
    this.#connection = test.cluster.connect(nodeId, {
      write: (parts) => {
        const bytes = Buffer.concat(parts);
        this.raw.push(bytes);
        this.#frames.feed(bytes, (frame) => this.received.push(frame));
      },
      close: (reason) => {
        this.closed = reason;
      },
      drained: () => {},
    });
  }

  send(bytes: Buffer): void {
    this.#test.cluster.receive(this.#connection, bytes);
  }

  disconnect(): void {
    this.#test.cluster.disconnect(this.#nodeId, this.#connection);
  }

  ask<A extends Api>(
    api: A,
    body: Encodable<A['request']>,
    version = api.maxVersion,
  ): Decoded<A['response']> {
    const pending = this.begin(api, body, version);
    this.#test.until(`an answer to ${api.name} v${version}`, () => pending.response !== undefined);
    return pending.response as Decoded<A['response']>;
  }

  /** Sends a request and does not wait: the answer appears when the test lets time pass. */
  begin<A extends Api>(
    api: A,
    body: Encodable<A['request']>,
    version = api.maxVersion,
  ): Pending<Decoded<A['response']>> {
    const correlationId = this.#correlationId++;
    let found: Decoded<A['response']> | undefined;
    const { received } = this;
    this.send(Buffer.concat(encodeRequestFrame(api, version, { correlationId, clientId: 'test' }, body)));
    return {
      get response() {
        const index = received.findIndex((frame) => frame.readInt32BE(0) === correlationId);
        const [frame] = index < 0 ? [] : received.splice(index, 1);
        if (frame !== undefined) {
          const reader = new Reader(frame);
          decodeResponseHeader(reader, api, version);
          found = api.response.read(version, reader) as Decoded<A['response']>;
        }
        return found;
      },
    };
  }
}

export function batchOf(
  values: readonly string[],
  timestamp: number,
  idempotent = {},
  key: string | null = null,
): Buffer {
  const keyBytes = key === null ? null : Buffer.from(key);
  const records = values.map((value) => ({ key: keyBytes, value: Buffer.from(value), timestamp }));
  return encodeBatch({ records, ...idempotent });
}

export function produceBody(name: string, records: Buffer, acks = -1, timeoutMs = 1_000, topicId = zeroUuid) {
  return { acks, timeoutMs, topicData: [{ name, topicId, partitionData: [{ index: 0, records }] }] };
}

export function fetchBody(name: string, fetchOffset: number, topicId = zeroUuid) {
  const partitions = [
    { partition: 0, fetchOffset, partitionMaxBytes: 1_000_000, currentLeaderEpoch: -1, logStartOffset: -1 },
  ];
  return {
    maxWaitMs: 300,
    minBytes: 1,
    replicaState: {},
    topics: [{ topic: name, topicId, partitions }],
    forgottenTopicsData: [],
  };
}

/** Compares by name, so that a failure can be read. */
export function assertError(code: number | undefined, name: ReturnType<typeof errorByCode>['name']): void {
  assert.equal(code === undefined ? 'no answer' : errorByCode(code).name, name);
}
