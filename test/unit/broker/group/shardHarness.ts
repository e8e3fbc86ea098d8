/**
 * A coordinator shard on a desk: its log is an array, its clock a number, and the test decides when an append is
 * committed or fails. Requests are given by the fields that matter; the rest is what a Java consumer would send.
 */
import assert from 'node:assert/strict';
import type { CoordinatorRecord } from '../../../../src/broker/group/coordinatorLog.ts';
import { defaultGroupConfigs, type GroupConfigs } from '../../../../src/broker/group/groupConfigs.ts';
import type { GroupEvent } from '../../../../src/broker/group/groupEvents.ts';
import type {
  DeletedGroup,
  DescribedGroup,
  HeartbeatRequest,
  JoinGroupRequest,
  JoinGroupResponse,
  LeaveGroupRequest,
  LeaveGroupResponse,
  OffsetCommitRequest,
  OffsetCommitResponse,
  OffsetDeleteResponse,
  OffsetFetchedGroup,
  SyncGroupRequest,
  SyncGroupResponse,
} from '../../../../src/broker/group/messageTypes.ts';
import { GroupCoordinatorShard } from '../../../../src/broker/group/shard.ts';
import { Timers } from '../../../../src/broker/timers.ts';
import { zeroUuid } from '../../../../src/protocol/bytes.ts';
import { type ErrorName, errorByCode, errorCodes } from '../../../../src/protocol/errors.ts';

/** An answer that may come later; `value` insists on exactly one. */
export class Answer<T> {
  readonly all: T[] = [];
  readonly respond = (response: T): void => {
    this.all.push(response);
  };

  get isThere(): boolean {
    return this.all.length > 0;
  }

  get value(): T {
    assert.equal(this.all.length, 1, `${this.all.length} answers, one expected`);
    return this.all[0] as T;
  }
}

export interface AppendUnderWay {
  readonly records: readonly CoordinatorRecord[];
  readonly done: (error: number) => void;
}

export const groupId = 'orders';

/** Two topics of three partitions each. */
export const topicIds = new Map([
  ['created', 'AAAAAAAAAAAAAAAAAAAAAQ'],
  ['shipped', 'AAAAAAAAAAAAAAAAAAAAAg'],
]);

export interface HarnessOptions {
  readonly configs?: Partial<GroupConfigs>;
  readonly log?: readonly CoordinatorRecord[];
  readonly now?: number;
  /** Appends wait for `commit` or `fail`. */
  readonly manual?: boolean;
}

export class ShardHarness {
  readonly timers: Timers;
  readonly shard: GroupCoordinatorShard;
  readonly events: GroupEvent[] = [];
  /** What is committed, in order. */
  readonly log: CoordinatorRecord[];
  readonly underWay: AppendUnderWay[] = [];
  manual: boolean;
  #memberIds = 0;

  constructor({ configs = {}, log = [], now = 1_000_000, manual = false }: HarnessOptions = {}) {
    this.timers = new Timers(now);
    this.manual = manual;
    this.log = [...log];
    this.shard = new GroupCoordinatorShard({
      configs: { ...defaultGroupConfigs, ...configs },
      timers: this.timers,
      append: (records, done) => {
        this.underWay.push({ records, done });
        if (!this.manual) this.commit();
      },
      topics: {
        topicName: (id) => [...topicIds].find(([, topicId]) => topicId === id)?.[0],
        topicId: (name) => topicIds.get(name),
        hasPartition: (name, partition) => topicIds.has(name) && partition >= 0 && partition < 3,
      },
      newMemberId: (prefix) => `${prefix}-${log.length}${++this.#memberIds}`,
      onEvent: (event) => this.events.push(event),
    });
    for (const { key, value } of log) this.shard.replay(key, value);
    this.shard.onLoaded();
  }

  get now(): number {
    return this.timers.now;
  }

  /** Lets time pass deadline by deadline, as a host that sleeps until the next one does. */
  advance(milliseconds: number): void {
    const end = this.timers.now + milliseconds;
    for (
      let at = this.timers.nextDeadline();
      at !== undefined && at <= end;
      at = this.timers.nextDeadline()
    ) {
      this.timers.advanceTo(at);
    }
    this.timers.advanceTo(end);
  }

  /** Until the first rebalance ends: the initial delay, and once more for the members that came after the first. */
  waitOutInitialDelay(): void {
    this.advance(6_000);
  }

  /** Commits the oldest append under way, or all of them. */
  commit(count = this.underWay.length): void {
    for (const { records, done } of this.underWay.splice(0, count)) {
      this.log.push(...records);
      done(0);
    }
  }

  fail(error: number): void {
    for (const { done } of this.underWay.splice(0)) done(error);
  }

  /** The records are written, but the replicas are too slow for the answer. */
  timeOut(): void {
    for (const { records, done } of this.underWay.splice(0)) {
      this.log.push(...records);
      done(errorCodes.REQUEST_TIMED_OUT);
    }
  }

  /** The coordinator's node dies; another one reads the log. */
  restart(options: HarnessOptions = {}): ShardHarness {
    return new ShardHarness({ log: this.log, now: this.now, ...options });
  }

  join(
    request: Partial<JoinGroupRequest> = {},
    apiVersion = 9,
    clientId = 'client',
  ): Answer<JoinGroupResponse> {
    const answer = new Answer<JoinGroupResponse>();
    this.shard.joinGroup(
      joinRequest(request),
      { apiVersion, clientId, clientHost: '/127.0.0.1' },
      answer.respond,
    );
    return answer;
  }

  /** Both rounds of a new member's join (KIP-394). */
  joinNew(
    request: Partial<JoinGroupRequest> = {},
    clientId = 'client',
  ): { id: string; joined: Answer<JoinGroupResponse> } {
    const { memberId: id, errorCode } = this.join(request, 9, clientId).value;
    assertError(errorCode, 'MEMBER_ID_REQUIRED');
    return { id, joined: this.join({ ...request, memberId: id }, 9, clientId) };
  }

  sync(request: Partial<SyncGroupRequest>, apiVersion = 5): Answer<SyncGroupResponse> {
    const answer = new Answer<SyncGroupResponse>();
    const full = {
      groupId,
      generationId: 1,
      memberId: '',
      groupInstanceId: null,
      protocolType: 'consumer',
      protocolName: 'range',
      assignments: [],
      ...request,
    };
    this.shard.syncGroup(full, context(apiVersion), answer.respond);
    return answer;
  }

  heartbeat(request: Partial<HeartbeatRequest>): number {
    const answer = new Answer<{ errorCode: number }>();
    this.shard.heartbeat(
      { groupId, generationId: 1, memberId: '', groupInstanceId: null, ...request },
      answer.respond,
    );
    return answer.value.errorCode;
  }

  leave(
    members: readonly Partial<LeaveGroupRequest['members'][number]>[],
    apiVersion = 5,
  ): LeaveGroupResponse {
    const answer = new Answer<LeaveGroupResponse>();
    const all = members.map((member) => ({ memberId: '', groupInstanceId: null, reason: null, ...member }));
    const request =
      apiVersion >= 3
        ? { groupId, memberId: '', members: all }
        : { groupId, memberId: all[0]?.memberId ?? '', members: [] };
    this.shard.leaveGroup(request, context(apiVersion), answer.respond);
    return answer.value;
  }

  /** Commits offsets for `created`, partition by partition. */
  commitOffsets(
    offsets: Readonly<Record<number, number>>,
    request: Partial<OffsetCommitRequest> = {},
    apiVersion = 9,
  ): Answer<OffsetCommitResponse> {
    const answer = new Answer<OffsetCommitResponse>();
    const full = {
      groupId,
      generationIdOrMemberEpoch: -1,
      memberId: '',
      groupInstanceId: null,
      retentionTimeMs: -1,
      topics: [commitTopic('created', offsets)],
      ...request,
    };
    this.shard.commitOffsets(full, context(apiVersion), answer.respond);
    return answer;
  }

  fetch(
    topics: Readonly<Record<string, readonly number[]>> | null,
    options: FetchOptions = {},
  ): Answer<OffsetFetchedGroup> {
    const { apiVersion = 9, requireStable = false, group = groupId } = options;
    const answer = new Answer<OffsetFetchedGroup>();
    const asked =
      topics &&
      Object.entries(topics).map(([name, partitionIndexes]) => ({
        name: apiVersion >= 10 ? '' : name,
        topicId: apiVersion >= 10 ? (topicIds.get(name) ?? name) : zeroUuid,
        partitionIndexes,
      }));
    this.shard.fetchOffsets(
      { groupId: group, memberId: null, memberEpoch: -1, topics: asked },
      { apiVersion, requireStable },
      answer.respond,
    );
    return answer;
  }

  /** The committed offset of one partition of `created`, -1 when there is none. */
  offset(partition: number, group: string = groupId): number {
    const { topics } = this.fetch({ created: [partition] }, { group }).value;
    return topics[0]?.partitions[0]?.committedOffset ?? Number.NaN;
  }

  deleteOffsets(
    topics: Readonly<Record<string, readonly number[]>>,
    group: string = groupId,
  ): Answer<OffsetDeleteResponse> {
    const answer = new Answer<OffsetDeleteResponse>();
    const asked = Object.entries(topics).map(([name, partitions]) => ({
      name,
      partitions: partitions.map((partitionIndex) => ({ partitionIndex })),
    }));
    this.shard.deleteOffsets({ groupId: group, topics: asked }, answer.respond);
    return answer;
  }

  describe(group: string = groupId, apiVersion = 6): DescribedGroup {
    const [described] = this.shard.describeGroups([group], {
      apiVersion,
      includeAuthorizedOperations: false,
    });
    assert.ok(described);
    return described;
  }

  deleteGroups(...groups: string[]): Answer<readonly DeletedGroup[]> {
    const answer = new Answer<readonly DeletedGroup[]>();
    this.shard.deleteGroups(groups, answer.respond);
    return answer;
  }

  /** Members that have joined, synced and are stable; the first is the leader. */
  stable(count: number, request: Partial<JoinGroupRequest> = {}): StableGroup {
    const joins = Array.from({ length: count }, () => this.joinNew(request));
    this.waitOutInitialDelay();
    return this.settle(joins);
  }

  /** Takes everybody through SyncGroup; member n is assigned the bytes `n`. */
  settle(joins: readonly { readonly id: string; readonly joined: Answer<JoinGroupResponse> }[]): StableGroup {
    const generation = joins[0]?.joined.value.generationId ?? -1;
    const leader = joins.find(({ id, joined }) => joined.value.leader === id)?.id ?? '';
    const ids = joins.map(({ id }) => id);
    const assignments = ids.map((memberId, index) => ({ memberId, assignment: Buffer.from([index]) }));
    for (const memberId of [...ids.filter((id) => id !== leader), leader]) {
      this.sync({ memberId, generationId: generation, assignments: memberId === leader ? assignments : [] });
    }
    assert.equal(this.describe().groupState, 'Stable');
    return { generation, leader, ids };
  }
}

export interface StableGroup {
  readonly generation: number;
  readonly leader: string;
  readonly ids: readonly string[];
}

export interface FetchOptions {
  readonly apiVersion?: number;
  readonly requireStable?: boolean;
  readonly group?: string;
}

export function context(apiVersion: number): { apiVersion: number; clientId: string; clientHost: string } {
  return { apiVersion, clientId: 'client', clientHost: '/127.0.0.1' };
}

export function commitTopic(
  name: string,
  offsets: Readonly<Record<number, number>>,
  committedMetadata: string | null = null,
): OffsetCommitRequest['topics'][number] {
  return {
    name,
    topicId: zeroUuid,
    partitions: Object.entries(offsets).map(([partition, committedOffset]) => ({
      partitionIndex: Number(partition),
      committedOffset,
      committedLeaderEpoch: -1,
      committedMetadata,
    })),
  };
}

/** A consumer protocol subscription, version 0. */
export function subscription(...topics: string[]): Buffer {
  const names = topics.map((topic) => Buffer.from(topic));
  return Buffer.concat([
    Buffer.from([0, 0, 0, 0, 0, topics.length]),
    ...names.flatMap((name) => [Buffer.from([0, name.length]), name]),
    Buffer.from([0xff, 0xff, 0xff, 0xff]),
  ]);
}

export function protocols(...names: string[]): JoinGroupRequest['protocols'] {
  return names.map((name) => ({ name, metadata: subscription('created') }));
}

function joinRequest(request: Partial<JoinGroupRequest>): JoinGroupRequest {
  return {
    groupId,
    sessionTimeoutMs: 10_000,
    rebalanceTimeoutMs: 60_000,
    memberId: '',
    groupInstanceId: null,
    protocolType: 'consumer',
    protocols: protocols('range'),
    reason: null,
    ...request,
  };
}

/** Compares by name, so that a failure can be read. */
export function assertError(code: number, name: ErrorName): void {
  assert.equal(errorByCode(code).name, name);
}

export function errorNames(codes: readonly number[]): ErrorName[] {
  return codes.map((code) => errorByCode(code).name);
}

/** The error of every partition of a commit, in order. */
export function commitErrors(response: OffsetCommitResponse): ErrorName[] {
  return errorNames(
    response.topics.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode)),
  );
}
