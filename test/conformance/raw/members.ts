/** Members of a classic group, each on a connection of its own, by raw frames. */
import { heartbeatApi } from '../../../src/protocol/messages/heartbeat.ts';
import { joinGroupApi } from '../../../src/protocol/messages/joinGroup.ts';
import { leaveGroupApi } from '../../../src/protocol/messages/leaveGroup.ts';
import { offsetCommitApi } from '../../../src/protocol/messages/offsetCommit.ts';
import { syncGroupApi } from '../../../src/protocol/messages/syncGroup.ts';
import type { Decoded } from '../../../src/protocol/schema.ts';
import { type CleanUp, unique } from '../support.ts';
import type { Sent } from './connection.ts';
import { connectCoordinator, type RawTopic } from './topics.ts';

type JoinResponse = Decoded<(typeof joinGroupApi)['response']>;

export interface JoinOptions {
  readonly memberId?: string;
  readonly instanceId?: string;
  readonly sessionTimeoutMs?: number;
  readonly rebalanceTimeoutMs?: number;
  readonly protocolType?: string;
  readonly protocols?: readonly string[];
  readonly metadata?: string;
}

export class RawMember {
  readonly groupId: string;
  readonly #connection: Awaited<ReturnType<typeof connectCoordinator>>;
  readonly #options: JoinOptions;
  memberId = '';
  generationId = -1;

  private constructor(groupId: string, connection: RawMember['connection'], options: JoinOptions) {
    this.groupId = groupId;
    this.#connection = connection;
    this.#options = options;
    this.memberId = options.memberId ?? '';
  }

  static async connect(clean: CleanUp, groupId: string, options: JoinOptions = {}): Promise<RawMember> {
    return new RawMember(groupId, await connectCoordinator(clean, groupId), options);
  }

  get connection(): Awaited<ReturnType<typeof connectCoordinator>> {
    return this.#connection;
  }

  /** Sends one JoinGroup v8 with whatever member id it has; the answer may wait for the others. */
  sendJoin(more: JoinOptions = {}): Sent<typeof joinGroupApi> {
    const options = { ...this.#options, ...more };
    const { sessionTimeoutMs = 10_000, rebalanceTimeoutMs = 10_000, protocols = ['range'] } = options;
    const metadata = Buffer.from(options.metadata ?? 'subscription');
    return this.#connection.send(joinGroupApi, 8, {
      groupId: this.groupId,
      sessionTimeoutMs,
      rebalanceTimeoutMs,
      memberId: more.memberId ?? this.memberId,
      groupInstanceId: options.instanceId ?? null,
      protocolType: options.protocolType ?? 'consumer',
      protocols: protocols.map((name) => ({ name, metadata })),
    });
  }

  /** Joins, in two rounds where a member id has to be given first (KIP-394), and keeps what it was told. */
  async join(more: JoinOptions = {}): Promise<JoinResponse> {
    let joined = await this.sendJoin(more)();
    if (joined.errorCode === 79) {
      this.memberId = joined.memberId;
      joined = await this.sendJoin(more)();
    }
    this.keep(joined);
    return joined;
  }

  keep(joined: JoinResponse): void {
    if (joined.errorCode !== 0) return;
    this.memberId = joined.memberId;
    this.generationId = joined.generationId;
  }

  /** @param shares by member id; only the leader has any */
  async sync(shares: Readonly<Record<string, string>> = {}, generationId = this.generationId) {
    return this.sendSync(shares, generationId)();
  }

  sendSync(
    shares: Readonly<Record<string, string>> = {},
    generationId = this.generationId,
  ): Sent<typeof syncGroupApi> {
    const assignments = Object.entries(shares).map(([memberId, share]) => ({
      memberId,
      assignment: Buffer.from(share),
    }));
    const { groupId, memberId } = this;
    const groupInstanceId = this.#options.instanceId ?? null;
    return this.#connection.send(syncGroupApi, 4, {
      groupId,
      generationId,
      memberId,
      groupInstanceId,
      assignments,
    });
  }

  /** The error code. */
  async heartbeat(generationId = this.generationId): Promise<number> {
    const { groupId, memberId } = this;
    const groupInstanceId = this.#options.instanceId ?? null;
    const request = { groupId, generationId, memberId, groupInstanceId };
    return (await this.#connection.request(heartbeatApi, 4, request)).errorCode;
  }

  /** The error code of the member. */
  async leave(): Promise<number | undefined> {
    const members = [{ memberId: this.memberId, groupInstanceId: this.#options.instanceId ?? null }];
    const response = await this.#connection.request(leaveGroupApi, 4, { groupId: this.groupId, members });
    return response.members[0]?.errorCode;
  }

  /** Commits offset 1 of the topic's first partition; the error code. */
  async commit(topic: RawTopic, generationId = this.generationId): Promise<number | undefined> {
    const partitions = [{ partitionIndex: 0, committedOffset: 1, committedMetadata: null }];
    const response = await this.#connection.request(offsetCommitApi, 8, {
      groupId: this.groupId,
      generationIdOrMemberEpoch: generationId,
      memberId: this.memberId,
      groupInstanceId: this.#options.instanceId ?? null,
      topics: [{ name: topic.name, topicId: topic.id, partitions }],
    });
    return response.topics[0]?.partitions[0]?.errorCode;
  }
}

/** A group of one member that has its assignment. */
export async function stableMember(clean: CleanUp, options: JoinOptions = {}): Promise<RawMember> {
  const member = await RawMember.connect(clean, unique('conformance.group'), options);
  await member.join();
  await member.sync({ [member.memberId]: 'everything' });
  return member;
}
