/**
 * Who uses the simulated cluster: two topics and a compacted one with readers that replay it, idempotent producers that
 * now and then die, a careless one, a consumer outside of groups, a group whose members come and go, and people who make
 * and delete other topics, delete records, and move partitions.
 */
import type { ClusterEye } from '../checkers/clusterEye.ts';
import { check } from '../checkers/violation.ts';
import type { Climate } from '../climates.ts';
import { Admin, type NewTopic } from './admin.ts';
import { after, below, type ClientHost } from './clientHost.ts';
import { Consumer } from './consumer.ts';
import { countedContent } from './countedContent.ts';
import { GroupMember } from './groupMember.ts';
import { keyedContent } from './keyedContent.ts';
import { Mover } from './mover.ts';
import { Noise } from './noise.ts';
import { Producer } from './producer.ts';
import { RecordsDeleter } from './recordsDeleter.ts';
import { Replayer } from './replayer.ts';

const groupName = 'billing';
const mostMembers = 4;
/** Longest time between two comings or goings of clients. */
const churnMs = 4_000;

/** What a cluster of few nodes cannot have is as much of it as there are nodes. */
function topicsOf({ nodes, replicas: wanted, minInsyncReplicas, powerCuts }: Climate) {
  const replicas = Math.min(wanted, nodes);
  const orders: NewTopic = {
    name: 'orders',
    partitions: 3,
    replicas,
    minInsyncReplicas: Math.min(replicas, minInsyncReplicas),
  };
  const least = powerCuts ? 2 : 1;
  const payments: NewTopic = { name: 'payments', partitions: 2, replicas, minInsyncReplicas: least };
  const accounts: NewTopic = {
    name: 'accounts',
    partitions: 2,
    replicas,
    minInsyncReplicas: Math.min(2, replicas),
    configs: { 'cleanup.policy': 'compact', 'segment.ms': '300' },
  };
  return { orders, payments, accounts };
}

export class Workload {
  readonly #host: ClientHost;
  readonly #eye: ClusterEye;
  readonly #admin: Admin;
  readonly #mover: Mover;
  readonly #noises: readonly Noise[];
  readonly #deleter: RecordsDeleter;
  readonly #replayers: readonly Replayer[];
  readonly #consumers: readonly { readonly topic: string; readonly consumer: Consumer }[];
  readonly #orders: NewTopic;
  readonly #payments: NewTopic;
  readonly #accounts: NewTopic;
  readonly #batchRecords: number;
  #producers: { readonly producer: Producer; readonly topic: NewTopic }[] = [];
  #members: GroupMember[] = [];
  #topicsMade = 0;
  #clients = 0;
  #finishing = false;

  constructor(host: ClientHost, eye: ClusterEye, climate: Climate) {
    this.#host = host;
    this.#eye = eye;
    this.#batchRecords = climate.batchRecords;
    const { orders, payments, accounts } = topicsOf(climate);
    this.#orders = orders;
    this.#payments = payments;
    this.#accounts = accounts;
    this.#admin = new Admin(host, Math.min(2, climate.nodes));
    this.#mover = new Mover(host, this.#topics);
    this.#noises = [orders, payments].map(
      ({ name, partitions }) => new Noise(host, { topic: name, partitions, intervalMs: 120 }),
    );
    this.#deleter = new RecordsDeleter(host, {
      topic: payments.name,
      partitions: payments.partitions,
      intervalMs: 2_500,
    });
    this.#replayers = Array.from(
      { length: accounts.partitions },
      (_, partition) => new Replayer(host, host.compaction, accounts.name, partition),
    );
    this.#consumers = [orders, payments].map(({ name, partitions }) => ({
      topic: name,
      consumer: new Consumer(host, `reader of ${name}`, name, partitions),
    }));
  }

  minInsyncReplicas(topic: string): number {
    return this.#topics.find(({ name }) => name === topic)?.minInsyncReplicas ?? 1;
  }

  start(): void {
    for (const topic of this.#topics) {
      this.#admin.ensure(topic, () => {
        this.#topicsMade += 1;
        if (this.#topicsMade === this.#topics.length) this.#startClients();
      });
    }
  }

  get isReady(): boolean {
    return this.#producers.length > 0;
  }

  /** Nobody comes or goes any more; what is under way is delivered and read. */
  finish(): void {
    this.#finishing = true;
    this.#admin.finish();
    this.#mover.finish();
    for (const noise of this.#noises) noise.finish();
    this.#deleter.finish();
    for (const { producer } of this.#producers) producer.finish();
  }

  get isDelivered(): boolean {
    return this.#producers.every(({ producer }) => producer.isIdle);
  }

  /** Everybody has read to the end, and the group has committed it. */
  get isConsumed(): boolean {
    const read = this.#consumers.every(({ topic, consumer }) =>
      consumer.positions.every((position, partition) => position === this.#end(topic, partition)),
    );
    const owned = this.#members.flatMap(({ partitions }) => partitions).sort();
    return (
      read &&
      owned.join() === Array.from({ length: this.#orders.partitions }, (_, partition) => partition).join() &&
      owned.every((partition) => {
        const end = this.#end(this.#orders.name, partition);
        return (
          end <= 0 || this.#host.groups.committedSoFar(groupName, `${this.#orders.name}-${partition}`) === end
        );
      })
    );
  }

  /** Nobody uses the cluster any more. */
  close(): void {
    for (const { producer } of this.#producers) producer.crash();
    for (const member of this.#members) member.crash();
    for (const { consumer } of this.#consumers) consumer.close();
    for (const replayer of this.#replayers) replayer.close();
    for (const noise of this.#noises) noise.close();
    this.#deleter.close();
    this.#mover.close();
    this.#admin.close();
  }

  /** What was read was also processed, and what was made is there. */
  endsWell(): void {
    for (const value of this.#host.records.valuesOf(this.#orders.name)) {
      check(this.#host.groups.hasProcessed(groupName, value), `${groupName} never processed ${value}`);
    }
    this.#admin.endsWell(this.#eye);
  }

  #startClients(): void {
    for (const topic of [this.#orders, this.#orders, this.#payments, this.#accounts])
      this.#addProducer(topic);
    for (let count = 0; count < 2; count += 1) this.#addMember();
    for (const { consumer } of this.#consumers) consumer.start();
    for (const replayer of this.#replayers) replayer.start();
    for (const noise of this.#noises) noise.start();
    this.#deleter.start();
    this.#admin.stir(3_000);
    this.#mover.stir(1_500);
    this.#churn();
  }

  #churn(): void {
    after(this.#host, 1 + below(this.#host, churnMs), () => {
      if (this.#finishing) return;
      const kind = below(this.#host, 4);
      if (kind === 0) this.#replaceProducer();
      else if (kind === 1 && this.#members.length < mostMembers) this.#addMember();
      else if (this.#members.length > 1) this.#removeMember(kind === 2);
      this.#churn();
    });
  }

  #addProducer(topic: NewTopic): void {
    const name = `producer${this.#clients++}`;
    const { partitions } = topic;
    const content =
      topic === this.#accounts
        ? keyedContent(this.#host, this.#host.compaction)
        : countedContent(this.#host.records);
    const producer = new Producer(this.#host, {
      name,
      content,
      topic: topic.name,
      partitions,
      intervalMs: 40,
      mostRecords: this.#batchRecords,
    });
    this.#producers.push({ producer, topic });
    producer.start();
  }

  #replaceProducer(): void {
    const [oldest] = this.#producers.splice(0, 1);
    if (oldest === undefined) return;
    this.#host.note('a producer dies');
    oldest.producer.crash();
    this.#addProducer(oldest.topic);
  }

  #addMember(): void {
    const name = `member${this.#clients++}`;
    this.#host.note(`${name} starts`);
    const { name: topic, partitions } = this.#orders;
    const member = new GroupMember(this.#host, {
      group: groupName,
      name,
      topic,
      partitions,
      sessionTimeoutMs: 900,
    });
    this.#members.push(member);
    member.start();
  }

  #removeMember(gently: boolean): void {
    const [member] = this.#members.splice(below(this.#host, this.#members.length), 1);
    this.#host.note(`a member ${gently ? 'leaves' : 'dies'}`);
    if (gently) member?.leave();
    else member?.crash();
  }

  get #topics(): readonly NewTopic[] {
    return [this.#orders, this.#payments, this.#accounts];
  }

  #end(topic: string, partition: number): number {
    const leader = this.#eye.registration(topic, partition)?.leader ?? -1;
    return this.#eye.cluster.broker(leader)?.replicas.find(this.#idOf(topic), partition)?.highWatermark ?? -1;
  }

  #idOf(topic: string): string {
    return this.#eye.image?.topicsByName.get(topic)?.id ?? '';
  }
}
