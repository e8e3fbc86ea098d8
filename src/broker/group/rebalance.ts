/**
 * The rebalance of a classic group, from the moment somebody makes it necessary to the new generation: the join phase
 * with its two clocks (the initial delay and the rebalance timeout), and the watch over who fetches the assignment.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { assert } from '../assert.ts';
import { syncGroupError } from './errorResponses.ts';
import type { ClassicGroup } from './group.ts';
import type { RebalanceReason } from './groupEvents.ts';
import { joinedResponse } from './joinedResponse.ts';
import { type Member, noAssignment } from './member.ts';
import { groupMetadataRecord } from './records.ts';
import { expectHeartbeat, removeMember } from './session.ts';
import { isCurrent, type ShardState } from './shardState.ts';

const joinTimer = 'join';
const syncTimer = 'sync';

/** Begins a rebalance where that is legal; during one, ends its join phase when everybody is there. */
export function rebalanceOrCompleteJoin(
  shard: ShardState,
  group: ClassicGroup,
  reason: RebalanceReason,
): void {
  if (group.canRebalance) prepareRebalance(shard, group, reason);
  else completeJoinPhaseWhenReady(shard, group);
}

/** Begins the join phase: from now on members learn from their heartbeats that they must join again. */
export function prepareRebalance(shard: ShardState, group: ClassicGroup, reason: RebalanceReason): void {
  if (group.state === 'CompletingRebalance')
    withdrawAssignments(shard, group, errorCodes.REBALANCE_IN_PROGRESS);
  shard.timers.cancel(group.groupId, syncTimer);
  const { now } = shard.timers;
  shard.onEvent({ type: 'rebalance', at: now, groupId: group.groupId, generation: group.generation, reason });
  const wasEmpty = group.state === 'Empty';
  group.transitionTo('PreparingRebalance', now);
  if (wasEmpty) {
    const { initialRebalanceDelayMs } = shard.configs;
    const remainingMs = Math.max(group.rebalanceTimeoutMs - initialRebalanceDelayMs, 0);
    waitForFirstMembers(shard, group, initialRebalanceDelayMs, remainingMs);
  } else if (group.hasAllMembersJoined) {
    completeJoinPhase(shard, group);
  } else {
    waitForMembers(shard, group);
  }
}

/** Ends the join phase when everybody has joined, unless the group still waits out its initial delay. */
export function completeJoinPhaseWhenReady(shard: ShardState, group: ClassicGroup): void {
  if (group.state !== 'PreparingRebalance' || group.isInitialRebalance) return;
  if (group.hasAllMembersJoined) completeJoinPhase(shard, group);
}

/**
 * Ends the join phase with those who are there: dynamic members that are not have left, static ones keep their place.
 * When nobody is there, the group waits on until the session timeouts have emptied it.
 */
export function completeJoinPhase(shard: ShardState, group: ClassicGroup): void {
  shard.timers.cancel(group.groupId, joinTimer);
  const removedMemberIds = removeAbsentMembers(shard, group);
  if (!group.electJoinedLeader() && group.members.size > 0) {
    waitForMembers(shard, group);
    return;
  }
  group.startNextGeneration(shard.timers.now);
  shard.onEvent({
    type: 'generation',
    at: shard.timers.now,
    groupId: group.groupId,
    generation: group.generation,
    protocolName: group.protocolName,
    leaderId: group.leaderId,
    memberIds: [...group.members.keys()],
    removedMemberIds,
  });
  if (group.state === 'Empty') {
    // Should the write fail, the next coordinator sees the former generation, whose members will time out there too.
    shard.log.append([groupMetadataRecord(group, new Map())], () => {});
    return;
  }
  answerJoins(shard, group);
  shard.timers.schedule(group.groupId, syncTimer, group.rebalanceTimeoutMs, () => expireSync(shard, group));
}

/** Takes back what was assigned in the generation under way, and tells those who wait for it. */
export function withdrawAssignments(shard: ShardState, group: ClassicGroup, error: number): void {
  assert(group.state === 'CompletingRebalance', 'an assignment is withdrawn before it is given');
  for (const member of group.members.values()) {
    member.assignment = noAssignment;
    if (member.answerSync(syncGroupError(error))) expectHeartbeat(shard, group, member);
  }
}

/** A member has asked for its assignment; the clock stops when it was the last. */
export function noteSync(shard: ShardState, group: ClassicGroup, member: Member): void {
  group.pendingSync.delete(member.id);
  if (group.pendingSync.size === 0) shard.timers.cancel(group.groupId, syncTimer);
}

/** The initial delay, prolonged while members keep coming, up to the rebalance timeout in all. */
function waitForFirstMembers(
  shard: ShardState,
  group: ClassicGroup,
  delayMs: number,
  remainingMs: number,
): void {
  shard.timers.schedule(group.groupId, joinTimer, delayMs, () => {
    if (!isCurrent(shard, group)) return;
    if (!group.newMemberAdded || remainingMs === 0) {
      completeJoinPhase(shard, group);
      return;
    }
    group.newMemberAdded = false;
    const nextDelayMs = Math.min(shard.configs.initialRebalanceDelayMs, remainingMs);
    waitForFirstMembers(shard, group, nextDelayMs, Math.max(remainingMs - delayMs, 0));
  });
}

function waitForMembers(shard: ShardState, group: ClassicGroup): void {
  // A client may ask for no time at all; a timer that is always due would never let the others run.
  shard.timers.schedule(group.groupId, joinTimer, Math.max(group.rebalanceTimeoutMs, 1), () => {
    if (isCurrent(shard, group)) completeJoinPhase(shard, group);
  });
}

function removeAbsentMembers(shard: ShardState, group: ClassicGroup): string[] {
  const absent = [...group.members.values()].filter(
    (member) => !member.isAwaitingJoin && member.identity.groupInstanceId === null,
  );
  for (const member of absent) removeMember(shard, group, member);
  return absent.map(({ id }) => id);
}

function answerJoins(shard: ShardState, group: ClassicGroup): void {
  for (const member of [...group.members.values()]) {
    member.isNew = false;
    group.pendingSync.add(member.id);
    expectHeartbeat(shard, group, member);
    member.answerJoin(joinedResponse(group, member));
  }
}

/** Members that joined and then were not heard of make way for a generation without them. */
function expireSync(shard: ShardState, group: ClassicGroup): void {
  if (!isCurrent(shard, group) || group.pendingSync.size === 0) return;
  if (group.state !== 'CompletingRebalance' && group.state !== 'Stable') return;
  const memberIds = [...group.pendingSync];
  for (const memberId of memberIds) {
    const member = group.members.get(memberId);
    if (member !== undefined) removeMember(shard, group, member);
  }
  prepareRebalance(shard, group, { type: 'syncTimeout', memberIds });
}
