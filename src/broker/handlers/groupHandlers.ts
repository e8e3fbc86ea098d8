/**
 * The requests of one consumer group: JoinGroup (11), Heartbeat (12), LeaveGroup (13), SyncGroup (14),
 * OffsetCommit (8) and OffsetDelete (47). Each goes to the shard of its group, or says who else to ask.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { heartbeatApi } from '../../protocol/messages/heartbeat.ts';
import { joinGroupApi } from '../../protocol/messages/joinGroup.ts';
import { leaveGroupApi } from '../../protocol/messages/leaveGroup.ts';
import { offsetCommitApi } from '../../protocol/messages/offsetCommit.ts';
import { offsetDeleteApi } from '../../protocol/messages/offsetDelete.ts';
import { syncGroupApi } from '../../protocol/messages/syncGroup.ts';
import type { Broker } from '../broker.ts';
import {
  heartbeatResponse,
  joinGroupError,
  leaveGroupError,
  offsetCommitError,
  offsetDeleteError,
  syncGroupError,
} from '../group/errorResponses.ts';
import type { FoundShard } from '../groupCoordinator.ts';
import { handler } from './handler.ts';

export const joinGroup = handler(joinGroupApi, (broker, request, context, respond) => {
  const { shard, error } = findShard(broker, request.groupId);
  if (shard === undefined) respond(joinGroupError(error, request.memberId));
  else shard.joinGroup(request, context, respond);
});

export const syncGroup = handler(syncGroupApi, (broker, request, context, respond) => {
  const { shard, error } = findShard(broker, request.groupId);
  if (shard === undefined) respond(syncGroupError(error));
  else shard.syncGroup(request, context, respond);
});

export const heartbeat = handler(heartbeatApi, (broker, request, _context, respond) => {
  const { shard, error } = findShard(broker, request.groupId);
  if (shard === undefined) respond(heartbeatResponse(error));
  else shard.heartbeat(request, respond);
});

export const leaveGroup = handler(leaveGroupApi, (broker, request, context, respond) => {
  const { shard, error } = findShard(broker, request.groupId);
  if (shard === undefined) respond(leaveGroupError(error));
  else shard.leaveGroup(request, context, respond);
});

export const offsetCommit = handler(offsetCommitApi, (broker, request, context, respond) => {
  const { shard, error } = broker.groups.find(request.groupId);
  if (shard === undefined) respond(offsetCommitError(error, request));
  else shard.commitOffsets(request, context, respond);
});

export const offsetDelete = handler(offsetDeleteApi, (broker, request, _context, respond) => {
  const { shard, error } = findShard(broker, request.groupId);
  if (shard === undefined) respond(offsetDeleteError(error));
  else shard.deleteOffsets(request, respond);
});

/** A group without a name lives nowhere: Kafka says so before it looks for a coordinator. */
function findShard(broker: Broker, groupId: string): FoundShard {
  return groupId === ''
    ? { shard: undefined, error: errorCodes.INVALID_GROUP_ID }
    : broker.groups.find(groupId);
}
