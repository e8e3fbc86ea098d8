/**
 * From records to state: what the next coordinator knows after reading the partition's log from its start. Members
 * come back with their generation, their assignment and their offsets; requests that waited do not.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { joinGroupError, syncGroupError } from './errorResponses.ts';
import { ClassicGroup, newGroup } from './group.ts';
import { Member } from './member.ts';
import type { CommittedOffset } from './offsetStore.ts';
import { prepareRebalance } from './rebalance.ts';
import { decodeRecord, type GroupMetadata } from './records.ts';
import { expectHeartbeat } from './session.ts';
import type { ShardState } from './shardState.ts';

/** Applies one record of the log. Records that other kinds of group wrote are left alone. */
export function replayRecord(shard: ShardState, key: Buffer, value: Buffer | null): void {
  const record = decodeRecord(key, value);
  switch (record.type) {
    case 'offset':
      applyOffset(shard, record.groupId, record.topic, record.partition, record.offset);
      break;
    case 'group':
      if (record.group === null) shard.groups.delete(record.groupId);
      else shard.groups.set(record.groupId, groupOf(record.groupId, record.group));
      break;
    case 'other':
      break;
  }
}

/**
 * Applies a committed offset, or its deletion when null. Whoever commits without joining makes a group without
 * members: Kafka's "simple" group.
 */
export function applyOffset(
  shard: ShardState,
  groupId: string,
  topic: string,
  partition: number,
  offset: CommittedOffset | null,
): void {
  if (offset === null) {
    shard.offsets.delete(groupId, topic, partition);
    return;
  }
  if (!shard.groups.has(groupId)) shard.groups.set(groupId, newGroup(groupId, shard.timers.now));
  shard.offsets.set(groupId, topic, partition, offset);
}

/** The log is read: members are expected to be heard of from now on. */
export function startLoadedGroups(shard: ShardState): void {
  for (const group of [...shard.groups.values()]) {
    for (const member of group.members.values()) expectHeartbeat(shard, group, member);
    const { size } = group.members;
    if (size > shard.configs.maxSize) prepareRebalance(shard, group, { type: 'overCapacity', size });
  }
}

/** The leadership is lost: whoever waits looks for the new coordinator. */
export function releaseGroups(shard: ShardState): void {
  const groups = [...shard.groups.values()];
  shard.timers.cancelAll();
  shard.groups.clear();
  for (const { members } of groups) {
    for (const member of members.values()) {
      member.answerJoin(joinGroupError(errorCodes.NOT_COORDINATOR, member.id));
      member.answerSync(syncGroupError(errorCodes.NOT_COORDINATOR));
    }
  }
}

/** Only the chosen protocol was written, so that a member which offers others when it rejoins causes a rebalance. */
function groupOf(groupId: string, metadata: GroupMetadata): ClassicGroup {
  const { protocol, protocolType, members } = metadata;
  const group = new ClassicGroup(groupId, {
    state: members.length === 0 ? 'Empty' : 'Stable',
    generation: metadata.generation,
    protocolType: protocolType === '' ? null : protocolType,
    protocolName: protocol,
    leaderId: metadata.leader,
    stateTimestamp: metadata.currentStateTimestamp,
  });
  for (const member of members) {
    const { memberId, groupInstanceId, clientId, clientHost, sessionTimeout, rebalanceTimeout } = member;
    group.add(
      new Member(
        { memberId, groupInstanceId, clientId, clientHost, protocolType },
        {
          sessionTimeoutMs: sessionTimeout,
          rebalanceTimeoutMs: rebalanceTimeout === -1 ? sessionTimeout : rebalanceTimeout,
          protocols: [{ name: protocol ?? '', metadata: Buffer.from(member.subscription) }],
        },
        Buffer.from(member.assignment),
      ),
    );
  }
  group.refreshSubscribedTopics();
  return group;
}
