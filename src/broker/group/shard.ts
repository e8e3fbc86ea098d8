/**
 * The group coordinator of one partition of `__consumer_offsets`: whoever leads the partition holds one of these, feeds
 * it the partition's log, and lets it answer for the groups that live there. Pure: records go out through `append`,
 * time comes in through the broker's timers, answers are callbacks.
 *
 * As in Kafka, what a member does changes the group at once, and is answered when the records it led to are committed.
 * Committed offsets are different: they change only once their record is committed, so that nobody reads an offset that
 * could still be lost. Shard and log say the same at any time: a new shard that replays the log goes on from there.
 */
import type { Timer, Timers } from '../timers.ts';
import { type Append, CoordinatorLog } from './coordinatorLog.ts';
import {
  type DescribeGroupsOptions,
  describeGroups,
  type ListGroupsFilter,
  listGroups,
} from './describeGroups.ts';
import { heartbeatResponse } from './errorResponses.ts';
import type { GroupConfigs } from './groupConfigs.ts';
import type { GroupEvent } from './groupEvents.ts';
import { deleteGroups, removeExpired } from './groupRemoval.ts';
import { GroupTimers } from './groupTimers.ts';
import { heartbeat } from './heartbeat.ts';
import { joinGroup } from './joinGroup.ts';
import { leaveGroup } from './leaveGroup.ts';
import { releaseGroups, replayRecord, startLoadedGroups } from './loading.ts';
import type * as messages from './messageTypes.ts';
import { commitOffsets } from './offsetCommit.ts';
import { deleteOffsets, deleteOffsetsOfTopic } from './offsetDelete.ts';
import { fetchOffsets, type OffsetFetchOptions } from './offsetFetch.ts';
import { OffsetStore } from './offsetStore.ts';
import { expireSession } from './sessionExpiry.ts';
import type { RequestContext, ShardState, TopicDirectory } from './shardState.ts';
import { syncGroup } from './syncGroup.ts';

interface GroupCoordinatorShardOptions {
  readonly configs: GroupConfigs;
  readonly timers: Timers;
  readonly append: Append;
  readonly topics: TopicDirectory;
  /** A new member id: the prefix, a dash, and something never used before (Kafka: a random uuid). */
  readonly newMemberId: (prefix: string) => string;
  /** Is told what happens to groups; not while the log is replayed. */
  readonly onEvent?: (event: GroupEvent) => void;
}

export class GroupCoordinatorShard {
  readonly #state: ShardState;
  readonly #timers: Timers;
  #expiration: Timer | undefined;

  constructor({ configs, timers, append, topics, newMemberId, onEvent }: GroupCoordinatorShardOptions) {
    this.#timers = timers;
    const state: ShardState = {
      configs,
      topics,
      newMemberId,
      groups: new Map(),
      offsets: new OffsetStore(),
      log: new CoordinatorLog(append),
      timers: new GroupTimers(timers),
      onEvent: onEvent ?? (() => {}),
      onSessionTimeout: (group, memberId) => expireSession(state, group, memberId),
    };
    this.#state = state;
  }

  /** Applies a record of the log, from the first to the high watermark, before `onLoaded`; never the shard's own. */
  replay(key: Buffer, value: Buffer | null): void {
    replayRecord(this.#state, key, value);
  }

  /** The log is read to its end: sessions and the expiration of offsets begin to run. */
  onLoaded(): void {
    startLoadedGroups(this.#state);
    this.#scheduleExpiration();
  }

  /**
   * The partition's leadership is lost or moved: answers everybody who waits with NOT_COORDINATOR and stops all timers.
   * The owner fails the appends under way, and uses the shard no more.
   */
  onUnloaded(): void {
    this.#expiration?.cancel();
    releaseGroups(this.#state);
  }

  joinGroup(
    request: messages.JoinGroupRequest,
    context: RequestContext,
    respond: messages.Respond<messages.JoinGroupResponse>,
  ): void {
    joinGroup(this.#state, request, context, respond);
  }

  syncGroup(
    request: messages.SyncGroupRequest,
    context: RequestContext,
    respond: messages.Respond<messages.SyncGroupResponse>,
  ): void {
    syncGroup(this.#state, request, context, respond);
  }

  heartbeat(request: messages.HeartbeatRequest, respond: messages.Respond<messages.HeartbeatResponse>): void {
    respond(heartbeatResponse(heartbeat(this.#state, request)));
  }

  leaveGroup(
    request: messages.LeaveGroupRequest,
    context: RequestContext,
    respond: messages.Respond<messages.LeaveGroupResponse>,
  ): void {
    respond(leaveGroup(this.#state, request, context));
  }

  commitOffsets(
    request: messages.OffsetCommitRequest,
    context: RequestContext,
    respond: messages.Respond<messages.OffsetCommitResponse>,
  ): void {
    commitOffsets(this.#state, request, context, respond);
  }

  /** One group of an OffsetFetch: see `offsetFetchGroups` and `offsetFetchResponse` for the whole. */
  fetchOffsets(
    group: messages.OffsetFetchGroup,
    options: OffsetFetchOptions,
    respond: messages.Respond<messages.OffsetFetchedGroup>,
  ): void {
    fetchOffsets(this.#state, group, options, respond);
  }

  deleteOffsets(
    request: messages.OffsetDeleteRequest,
    respond: messages.Respond<messages.OffsetDeleteResponse>,
  ): void {
    deleteOffsets(this.#state, request, respond);
  }

  /** @param groupIds those of the request that live in this shard */
  describeGroups(groupIds: readonly string[], options: DescribeGroupsOptions): messages.DescribedGroup[] {
    return describeGroups(this.#state, groupIds, options);
  }

  listGroups(filter: ListGroupsFilter): messages.ListedGroup[] {
    return listGroups(this.#state, filter);
  }

  /** @param groupIds those of the request that live in this shard */
  deleteGroups(
    groupIds: readonly string[],
    respond: messages.Respond<readonly messages.DeletedGroup[]>,
  ): void {
    deleteGroups(this.#state, groupIds, respond);
  }

  /** A topic is deleted: its offsets are of no use to anybody. */
  onTopicDeleted(name: string, topicId: string): void {
    deleteOffsetsOfTopic(this.#state, name, topicId);
  }

  #scheduleExpiration(): void {
    const { offsetsRetentionCheckIntervalMs } = this.#state.configs;
    this.#expiration = this.#timers.schedule(this.#timers.now + offsetsRetentionCheckIntervalMs, () => {
      removeExpired(this.#state);
      this.#scheduleExpiration();
    });
  }
}
