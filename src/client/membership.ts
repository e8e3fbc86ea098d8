/**
 * One member of a classic consumer group: join, sync, heartbeat, and again when the group rebalances.
 * It reads no records; it tells its owner which partitions it has and when it is about to lose them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Coordinator, coordinatorErrors } from './coordinator.ts';
import { type KafkaError, toKafkaError } from './errors.ts';
import { byTopic, describeCluster } from './metadata.ts';
import type { PartitionOffset, TopicPartition } from './model.ts';
import { rangeAssign } from './rangeAssignor.ts';
import type { ApiResponse, Wire } from './wire.ts';

interface MembershipOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Milliseconds, as Kafka's settings of these names. */
  readonly sessionTimeout: number;
  readonly rebalanceTimeout: number;
  readonly heartbeatInterval: number;
}

interface MembershipHandlers {
  /** Possibly empty: then the member is idle. */
  onAssigned(partitions: readonly TopicPartition[]): Promise<void>;
  /** Before the member joins again or leaves: its generation can still commit. */
  onRevoked(): Promise<void>;
  /** Every failure but a rebalance; membership goes on after a retriable one and ends with the others. */
  onError(error: KafkaError): void;
}

/** Only `range`: every client that lets its users choose has it, so it can share a group with them. */
const assignor = 'range';
const protocolType = 'consumer';
const retryDelay = 500;
/** A coordinator that does not answer this soon (ms) learns by the session timeout. */
const goodbyeTimeout = 2_000;
/** Milliseconds between a leader's looks for added partitions. */
const partitionCheckInterval = 5_000;

/** Answers of the coordinator that mean: join again. */
const rejoinErrors = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']);

interface Generation {
  readonly id: number;
  readonly leader: boolean;
  /** Partition counts that the leader assigned by. */
  readonly counts: ReadonlyMap<string, number>;
}

export class Membership {
  readonly #openWire: () => Wire;
  readonly #wire: Wire;
  readonly #options: MembershipOptions;
  readonly #handlers: MembershipHandlers;
  readonly #coordinator: Coordinator;
  readonly #end = new AbortController();
  #memberId = '';
  #generation: Generation | undefined;
  #ended: Promise<void> = Promise.resolve();

  constructor(openWire: () => Wire, options: MembershipOptions, handlers: MembershipHandlers) {
    this.#openWire = openWire;
    this.#wire = openWire();
    this.#options = options;
    this.#handlers = handlers;
    this.#coordinator = new Coordinator(this.#wire, options.groupId);
  }

  get memberId(): string | undefined {
    return this.#memberId === '' ? undefined : this.#memberId;
  }

  get coordinator(): Coordinator {
    return this.#coordinator;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** @throws {KafkaError} when the coordinator refuses: then nothing of it counts */
  async commit(offsets: readonly PartitionOffset[]): Promise<void> {
    const generation = this.#generation;
    if (generation === undefined || offsets.length === 0) {
      return;
    }
    const topics = byTopic(offsets).map(({ topic, items }) => ({
      name: topic,
      partitions: items.map((item) => ({
        partitionIndex: item.partition,
        committedOffset: BigInt(item.offset),
        committedLeaderEpoch: -1,
        committedMetadata: null,
      })),
    }));
    const { groupId } = this.#options;
    const response = await this.#coordinator.request(
      'OffsetCommit',
      groupId,
      generation.id,
      this.#memberId,
      null,
      topics,
    );
    for (const partition of response.topics.flatMap((topic) => topic.partitions)) {
      this.#coordinator.check(partition.errorCode);
    }
  }

  /** Tells the coordinator, so that the others get its partitions at once. `onRevoked` comes before. */
  async leave(): Promise<void> {
    const joined = this.#generation !== undefined;
    this.#end.abort();
    if (joined) {
      await this.#ended;
      await this.#sayGoodbye(this.#wire);
    } else {
      // The connection is held by a JoinGroup that waits for the others: leaving needs another one.
      const wire = this.#openWire();
      await this.#sayGoodbye(wire);
      await wire.close();
    }
    await this.#wire.close();
    await this.#ended;
  }

  /** Falls silent, as a process that crashed: the coordinator finds out by the session timeout. */
  async abandon(): Promise<void> {
    this.#generation = undefined;
    this.#end.abort();
    await this.#wire.close();
    await this.#ended;
  }

  async #run(): Promise<void> {
    while (!this.#end.signal.aborted) {
      try {
        await this.#heartbeats(await this.#join());
      } catch (error) {
        const reason = toKafkaError(error);
        if (this.#end.signal.aborted) {
          break;
        }
        if (reason.name === 'UNKNOWN_MEMBER_ID') {
          this.#memberId = '';
        }
        if (!rejoinErrors.has(reason.name)) {
          this.#handlers.onError(reason);
          if (!reason.retriable && !coordinatorErrors.has(reason.name)) {
            break;
          }
          await this.#pause(retryDelay);
        }
      }
      await this.#revoke();
    }
    await this.#revoke();
  }

  async #sayGoodbye(wire: Wire): Promise<void> {
    if (this.#memberId !== '') {
      const members = [
        { memberId: this.#memberId, groupInstanceId: null, reason: 'the consumer is being closed' },
      ];
      const left = new Coordinator(wire, this.#options.groupId).request(
        'LeaveGroup',
        this.#options.groupId,
        members,
      );
      await Promise.race([left.catch(() => undefined), sleep(goodbyeTimeout, undefined, { ref: false })]);
    }
  }

  async #revoke(): Promise<void> {
    if (this.#generation !== undefined) {
      await this.#handlers.onRevoked().catch(() => undefined);
      this.#generation = undefined;
    }
  }

  async #join(): Promise<Generation> {
    const { encodeConsumerProtocolSubscription, decodeConsumerProtocolAssignment } = this.#wire.library;
    const { groupId, sessionTimeout, rebalanceTimeout, topics } = this.#options;
    const metadata = encodeConsumerProtocolSubscription({ version: 1, topics: [...topics] });
    const joined = await this.#coordinator.request(
      'JoinGroup',
      groupId,
      sessionTimeout,
      rebalanceTimeout,
      this.#memberId,
      null,
      protocolType,
      [{ name: assignor, metadata }],
      null,
    );
    // KIP-394: a new member is given its id first and joins with it.
    if (this.#coordinator.error(joined.errorCode)?.name === 'MEMBER_ID_REQUIRED') {
      this.#memberId = joined.memberId;
      return await this.#join();
    }
    this.#coordinator.check(joined.errorCode);
    this.#memberId = joined.memberId;
    const leader = joined.leader === joined.memberId;
    const { counts, assignments } = leader
      ? await this.#assign(joined)
      : { counts: new Map(), assignments: [] };
    const synced = await this.#coordinator.request(
      'SyncGroup',
      groupId,
      joined.generationId,
      this.#memberId,
      null,
      protocolType,
      joined.protocolName,
      assignments,
    );
    this.#coordinator.check(synced.errorCode);
    const generation = { id: joined.generationId, leader, counts };
    this.#generation = generation;
    const assigned =
      synced.assignment.length === 0
        ? []
        : decodeConsumerProtocolAssignment(synced.assignment).assignedPartitions;
    await this.#handlers.onAssigned(
      assigned.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition }))),
    );
    return generation;
  }

  /** The leader's part: divides the partitions among all members. */
  async #assign(joined: ApiResponse<'JoinGroup'>): Promise<{
    readonly counts: ReadonlyMap<string, number>;
    readonly assignments: { readonly memberId: string; readonly assignment: Buffer }[];
  }> {
    const { decodeConsumerProtocolSubscription, encodeConsumerProtocolAssignment } = this.#wire.library;
    const members = joined.members.map((member) => ({
      memberId: member.memberId,
      topics: decodeConsumerProtocolSubscription(member.metadata).topics,
    }));
    const counts = await this.#partitionCounts(members.flatMap((member) => member.topics));
    const assigned = rangeAssign(members, counts);
    const assignments = [...assigned].map(([memberId, partitions]) => ({
      memberId,
      assignment: encodeConsumerProtocolAssignment({
        version: 0,
        assignedPartitions: byTopic(partitions).map(({ topic, items }) => ({
          topic,
          partitions: items.map((item) => item.partition),
        })),
      }),
    }));
    return { counts, assignments };
  }

  async #partitionCounts(topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { cluster } = await describeCluster(this.#wire, [...new Set(topics)]);
    return new Map(cluster.topics.map((topic) => [topic.name, topic.partitions.length]));
  }

  /** Returns or throws when the member has to join again; a coordinator that moves does not make it. */
  async #heartbeats(generation: Generation): Promise<void> {
    let heard = Date.now();
    let looked = Date.now();
    for (;;) {
      await this.#pause(this.#options.heartbeatInterval);
      if (this.#end.signal.aborted) {
        return;
      }
      try {
        const { groupId } = this.#options;
        const beat = await this.#coordinator.request(
          'Heartbeat',
          groupId,
          generation.id,
          this.#memberId,
          null,
        );
        this.#coordinator.check(beat.errorCode);
        heard = Date.now();
      } catch (error) {
        const reason = toKafkaError(error);
        const lost = Date.now() - heard > this.#options.sessionTimeout;
        if (lost || !(reason.name === 'NETWORK' || coordinatorErrors.has(reason.name))) {
          throw reason;
        }
      }
      if (generation.leader && Date.now() - looked > partitionCheckInterval) {
        looked = Date.now();
        if (await this.#partitionsChanged(generation)) {
          return;
        }
      }
    }
  }

  async #partitionsChanged(generation: Generation): Promise<boolean> {
    const known = [...generation.counts.keys(), ...this.#options.topics];
    const counts = await this.#partitionCounts(known).catch(() => generation.counts);
    return [...counts].some(([topic, count]) => generation.counts.get(topic) !== count);
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#end.signal }).catch(() => undefined);
  }
}
