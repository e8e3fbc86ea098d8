/**
 * Groups that go: at an administrator's wish (DeleteGroups), or because their offsets have expired. Only groups without
 * members go. The group disappears at once, so that nobody joins what is about to be gone; its offsets with the commit.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { isWritten } from './coordinatorLog.ts';
import { coordinatorError, deletedGroup } from './errorResponses.ts';
import type { ClassicGroup } from './group.ts';
import { applyOffset } from './loading.ts';
import type { DeletedGroup, Respond } from './messageTypes.ts';
import type { CommittedOffset } from './offsetStore.ts';
import { groupTombstone, offsetTombstone } from './records.ts';
import type { ShardState } from './shardState.ts';

interface Removal {
  readonly groupId: string;
  readonly offsets: readonly { readonly topic: string; readonly partition: number }[];
  /** Undefined when only offsets go. */
  readonly group: ClassicGroup | undefined;
}

/** Answers for each group with NONE, GROUP_ID_NOT_FOUND or NON_EMPTY_GROUP. */
export function deleteGroups(
  shard: ShardState,
  groupIds: readonly string[],
  respond: Respond<readonly DeletedGroup[]>,
): void {
  const results = groupIds.map((groupId) => {
    const group = shard.groups.get(groupId);
    if (group === undefined) return deletedGroup(groupId, errorCodes.GROUP_ID_NOT_FOUND);
    return deletedGroup(groupId, group.state === 'Empty' ? errorCodes.NONE : errorCodes.NON_EMPTY_GROUP);
  });
  const accepted = new Set(results.filter(({ errorCode }) => errorCode === 0).map(({ groupId }) => groupId));
  const removals = [...accepted].map((groupId) => ({
    groupId,
    group: shard.groups.get(groupId),
    offsets: [...shard.offsets.partitions(groupId)],
  }));
  carryOut(shard, removals, (error) => {
    const code = coordinatorError(error);
    respond(results.map((result) => (result.errorCode === 0 ? deletedGroup(result.groupId, code) : result)));
  });
}

/** Forgets offsets past their retention, and groups that have neither members nor offsets left. */
export function removeExpired(shard: ShardState): void {
  const removals: Removal[] = [];
  for (const group of shard.groups.values()) {
    const { groupId } = group;
    const all = [...shard.offsets.partitions(groupId)];
    const offsets = all.filter(({ topic, partition }) => isExpired(shard, group, topic, partition));
    const isSpent = group.state === 'Empty' && offsets.length === all.length;
    if (isSpent || offsets.length > 0)
      removals.push({ groupId, offsets, group: isSpent ? group : undefined });
  }
  carryOut(shard, removals, () => {});
}

function carryOut(shard: ShardState, removals: readonly Removal[], done: (error: number) => void): void {
  const records = removals.flatMap(({ groupId, group, offsets }) => [
    ...offsets.map(({ topic, partition }) => offsetTombstone(groupId, topic, partition)),
    ...(group === undefined ? [] : [groupTombstone(groupId)]),
  ]);
  for (const { groupId, group } of removals) {
    if (group === undefined) continue;
    shard.timers.cancelGroup(groupId);
    shard.groups.delete(groupId);
    shard.onEvent({ type: 'removed', at: shard.timers.now, groupId });
  }
  shard.log.append(records, (error) => {
    for (const { groupId, group, offsets } of removals) {
      if (isWritten(error)) {
        for (const { topic, partition } of offsets) applyOffset(shard, groupId, topic, partition, null);
      } else if (group !== undefined && !shard.groups.has(groupId)) {
        shard.groups.set(groupId, group);
      }
    }
    done(error);
  });
}

/**
 * Offsets age from the moment the group lost its last member; those of a group that never had members, and those of
 * topics that a stable group no longer reads, from their commit (KIP-211).
 */
function isExpired(shard: ShardState, group: ClassicGroup, topic: string, partition: number): boolean {
  const committed = shard.offsets.get(group.groupId, topic, partition);
  if (committed === undefined || shard.offsets.isPending(group.groupId, topic, partition)) return false;
  if (group.isSubscribedTo(topic)) return false;
  const since = agesSince(group, committed);
  if (since === undefined) return false;
  if (committed.expireTimestamp !== -1) return shard.timers.now >= committed.expireTimestamp;
  return shard.timers.now - since >= shard.configs.offsetsRetentionMs;
}

function agesSince(group: ClassicGroup, { commitTimestamp }: CommittedOffset): number | undefined {
  if (group.protocolType === null) return commitTimestamp;
  if (group.state === 'Empty') return group.stateTimestamp === -1 ? commitTimestamp : group.stateTimestamp;
  return group.state === 'Stable' && group.knowsSubscribedTopics ? commitTimestamp : undefined;
}
