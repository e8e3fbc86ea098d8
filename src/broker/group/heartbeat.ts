/**
 * Heartbeat, versions 0 to 4: keeps a member's session, and tells it of a rebalance under way.
 */
import { errorCodes } from '../../protocol/errors.ts';
import type { HeartbeatRequest } from './messageTypes.ts';
import { expectHeartbeat } from './session.ts';
import type { ShardState } from './shardState.ts';

/**
 * @returns NONE, or INVALID_GROUP_ID, UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID, ILLEGAL_GENERATION or
 *   REBALANCE_IN_PROGRESS, upon which the member joins again; its session is kept then too
 */
export function heartbeat(shard: ShardState, request: HeartbeatRequest): number {
  const { groupId, memberId, groupInstanceId, generationId } = request;
  if (groupId === '') return errorCodes.INVALID_GROUP_ID;
  const group = shard.groups.get(groupId);
  const error = group?.memberError(memberId, groupInstanceId) ?? errorCodes.UNKNOWN_MEMBER_ID;
  const member = group?.members.get(memberId);
  if (error !== errorCodes.NONE || group === undefined || member === undefined) return error;
  if (generationId !== group.generation) return errorCodes.ILLEGAL_GENERATION;
  expectHeartbeat(shard, group, member);
  return group.state === 'PreparingRebalance' ? errorCodes.REBALANCE_IN_PROGRESS : errorCodes.NONE;
}
