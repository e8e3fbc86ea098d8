/**
 * The cluster of a scenario in simulated time: a network in which every message takes one millisecond, Kafka's own
 * timeouts, and a client that asks any node. Everything that changes is noted as it happens.
 */
import { Cluster } from '../../../src/broker/cluster.ts';
import { BrokerConfigs } from '../../../src/broker/configs.ts';
import type { Partition } from '../../../src/broker/replica/partition.ts';
import { Timers } from '../../../src/broker/timers.ts';
import type { Api, Decoded, Encodable } from '../../../src/protocol/schema.ts';
import { ClusterEye } from '../checkers/clusterEye.ts';
import { LeadershipChecker } from '../checkers/leadershipChecker.ts';
import { ReplicaChecker } from '../checkers/replicaChecker.ts';
import { ReplicaWatch } from '../checkers/replicaWatch.ts';
import { ClientNetwork } from '../clients/clientNetwork.ts';
import { WireClient } from '../clients/wireClient.ts';
import { overWire } from '../overWire.ts';
import { seededRandom } from '../seededRandom.ts';
import { SimulatedDisks } from '../simulatedDisks.ts';
import { SimulatedNetwork } from '../simulatedNetwork.ts';
import { Narrator } from './narrator.ts';

const epoch = 1_700_000_000_000;
/** Longer than any scenario has to wait for one thing. */
const patienceMs = 120_000;
const noEvents = { elected: () => {}, controller: () => {}, committed: () => {}, truncated: () => {} };
const noChance = (): number => 0.999;

export interface ScenarioClusterOptions {
  readonly nodes: number;
  readonly configs: Readonly<Record<string, string>>;
  readonly seed: number;
  /** Where committed records may be lost on purpose, as by an unclean election, checkers that forbid it stay out. */
  readonly unclean: boolean;
  /** How often disks sync what was written, where some of it is to be lost; else nobody loses anything. */
  readonly syncIntervalMs: number | undefined;
}

export class ScenarioCluster {
  readonly cluster: Cluster;
  readonly eye: ClusterEye;
  readonly network: SimulatedNetwork;
  readonly clients: ClientNetwork;
  readonly #timers = new Timers(epoch);
  readonly #disks: SimulatedDisks | undefined;
  readonly #narrator: Narrator;
  readonly #leadership: LeadershipChecker;
  readonly #watch: ReplicaWatch;
  readonly #client: WireClient;

  constructor({ nodes, configs, seed, unclean, syncIntervalMs }: ScenarioClusterOptions) {
    this.network = new SimulatedNetwork(epoch, noChance);
    this.#fair();
    if (syncIntervalMs !== undefined) this.#disks = this.#makeDisks(nodes, syncIntervalMs);
    const disks = this.#disks;
    this.cluster = new Cluster({
      endpoints: Array.from({ length: nodes }, (_, index) => ({ host: '127.0.0.1', port: 9092 + index })),
      configs: new BrokerConfigs({ 'offsets.topic.num.partitions': '1', ...configs }),
      now: epoch,
      random: seededRandom(seed),
      network: this.network,
      carrier: overWire,
      ...(disks === undefined ? {} : { memory: disks.memory, openDisk: (nodeId) => disks.open(nodeId) }),
    });
    this.clients = new ClientNetwork({ cluster: this.cluster, timers: this.#timers, random: noChance });
    this.#client = new WireClient(this.clients, 'scenario');
    this.eye = new ClusterEye(this.cluster);
    this.#narrator = new Narrator(this.eye, () => this.now);
    this.#leadership = new LeadershipChecker(this.eye, noEvents);
    const checkers = unclean ? [] : [this.#leadership, new ReplicaChecker(this.eye)];
    this.#watch = new ReplicaWatch(this.eye, [...checkers, this.#narrator]);
    this.cluster.onNodeStopped = (nodeId) => {
      this.clients.nodeGone(nodeId);
      this.#narrator.note(`${nodeId} has stopped`);
    };
    for (const nodeId of this.cluster.nodeIds) this.cluster.startNode(nodeId);
  }

  /** Milliseconds since the cluster began. */
  get now(): number {
    return this.#timers.now - epoch;
  }

  get controllerId(): number | undefined {
    return this.cluster.nodeIds.find((nodeId) => this.cluster.broker(nodeId)?.controller !== undefined);
  }

  /** A running node's replica. */
  replica(nodeId: number, topic: string, partition: number): Partition | undefined {
    const id = this.eye.image?.topicsByName.get(topic)?.id ?? '';
    return this.cluster.broker(nodeId)?.replicas.find(id, partition);
  }

  /** What happened since the last call, one event a line, after how long. */
  takeEvents(): readonly string[] {
    return this.#narrator.take();
  }

  advance(ms: number): void {
    this.#runUntil(this.#timers.now + ms, () => false);
  }

  /** @throws when it does not come true */
  waitFor(what: string, done: () => boolean): void {
    this.#runUntil(this.#timers.now + patienceMs, done);
    if (!done()) throw new Error(`${what}: not within ${patienceMs / 1000} s`);
  }

  /** Asks a node as a client does, and lets time pass until it answers. Undefined when the connection is lost. */
  ask<A extends Api>(
    nodeId: number,
    api: A,
    body: Encodable<A['request']>,
    timeoutMs = patienceMs / 2,
  ): Decoded<A['response']> | undefined {
    const [response] = this.askAll(api, [{ nodeId, body }], timeoutMs);
    return response;
  }

  /** Asks and goes on; the answer is told among the events. */
  askLater<A extends Api>(
    nodeId: number,
    api: A,
    body: Encodable<A['request']>,
    tell: (response: Decoded<A['response']> | undefined) => string,
  ): void {
    this.#client.ask(nodeId, api, body, patienceMs / 2, (response) => this.#narrator.note(tell(response)));
  }

  /** Asks several at once, each on a connection of its own, and waits for all of them. */
  askAll<A extends Api>(
    api: A,
    questions: readonly {
      readonly nodeId: number;
      readonly body: Encodable<A['request']>;
      readonly name?: string;
    }[],
    timeoutMs = patienceMs / 2,
  ): readonly (Decoded<A['response']> | undefined)[] {
    const answers = new Map<number, Decoded<A['response']> | undefined>();
    const own: WireClient[] = [];
    questions.forEach(({ nodeId, body, name }, index) => {
      const client = name === undefined ? this.#client : new WireClient(this.clients, name);
      if (name !== undefined) own.push(client);
      client.ask(nodeId, api, body, timeoutMs, (response) => answers.set(index, response));
    });
    this.waitFor('every answer', () => answers.size === questions.length);
    for (const client of own) client.close();
    return questions.map((_, index) => answers.get(index));
  }

  kill(nodeId: number): void {
    this.cluster.killNode(nodeId);
    this.clients.nodeGone(nodeId);
  }

  /** Nothing of what the node has not synced is left. @throws in a cluster whose disks lose nothing */
  cutPower(nodeId: number): void {
    if (this.#disks === undefined) throw new Error('say how often disks sync: cluster 3 syncs=20s');
    this.kill(nodeId);
    this.eye.powerCuts.cut(nodeId);
    this.#disks.cutPower(nodeId);
  }

  /** The other nodes and this one no longer hear each other; clients still reach it. */
  isolate(nodeId: number): void {
    this.network.part(this.cluster.nodeIds, [nodeId]);
  }

  heal(): void {
    this.network.heal();
    this.#fair();
  }

  #makeDisks(nodes: number, syncIntervalMs: number): SimulatedDisks {
    return new SimulatedDisks({
      nodes,
      now: () => this.#timers.now,
      random: () => 0,
      syncIntervalMs,
      reopened: (nodeId, before, after) => this.eye.powerCuts.reopened(nodeId, before, after),
    });
  }

  #fair(): void {
    this.network.weather = { loss: 0, maxDelay: 1, stray: 0 };
  }

  #runUntil(end: number, done: () => boolean): void {
    while (!done()) {
      const next = Math.min(this.cluster.nextDeadline() ?? end, this.#timers.nextDeadline() ?? end, end);
      const now = Math.max(this.#timers.now, Math.ceil(next));
      this.cluster.advanceTo(now);
      this.#timers.advanceTo(now);
      this.#leadership.look();
      this.#watch.look();
      this.#narrator.look();
      if (now >= end) return;
    }
  }
}
