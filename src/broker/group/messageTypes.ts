/**
 * The decoded requests, the responses and the internal records that the group coordinator speaks, by name.
 * Types only: what is on the wire is declared in `protocol/messages/`.
 */
import type { deleteGroupsApi } from '../../protocol/messages/deleteGroups.ts';
import type { describeGroupsApi } from '../../protocol/messages/describeGroups.ts';
import type { heartbeatApi } from '../../protocol/messages/heartbeat.ts';
import type { joinGroupApi } from '../../protocol/messages/joinGroup.ts';
import type { leaveGroupApi } from '../../protocol/messages/leaveGroup.ts';
import type { listGroupsApi } from '../../protocol/messages/listGroups.ts';
import type { offsetCommitApi } from '../../protocol/messages/offsetCommit.ts';
import type { offsetDeleteApi } from '../../protocol/messages/offsetDelete.ts';
import type { offsetFetchApi } from '../../protocol/messages/offsetFetch.ts';
import type { syncGroupApi } from '../../protocol/messages/syncGroup.ts';
import type { Decoded } from '../../protocol/schema.ts';

export type JoinGroupRequest = Decoded<typeof joinGroupApi.request>;
export type JoinGroupResponse = Decoded<typeof joinGroupApi.response>;
export type SyncGroupRequest = Decoded<typeof syncGroupApi.request>;
export type SyncGroupResponse = Decoded<typeof syncGroupApi.response>;
export type HeartbeatRequest = Decoded<typeof heartbeatApi.request>;
export type HeartbeatResponse = Decoded<typeof heartbeatApi.response>;
export type LeaveGroupRequest = Decoded<typeof leaveGroupApi.request>;
export type LeaveGroupResponse = Decoded<typeof leaveGroupApi.response>;
export type OffsetCommitRequest = Decoded<typeof offsetCommitApi.request>;
export type OffsetCommitResponse = Decoded<typeof offsetCommitApi.response>;
export type OffsetFetchRequest = Decoded<typeof offsetFetchApi.request>;
export type OffsetFetchResponse = Decoded<typeof offsetFetchApi.response>;
export type OffsetFetchGroup = OffsetFetchRequest['groups'][number];
export type OffsetFetchedGroup = OffsetFetchResponse['groups'][number];
export type OffsetFetchedTopic = OffsetFetchedGroup['topics'][number];
export type OffsetDeleteRequest = Decoded<typeof offsetDeleteApi.request>;
export type OffsetDeleteResponse = Decoded<typeof offsetDeleteApi.response>;
export type DescribedGroup = Decoded<typeof describeGroupsApi.response>['groups'][number];
export type ListedGroup = Decoded<typeof listGroupsApi.response>['groups'][number];
export type DeletedGroup = Decoded<typeof deleteGroupsApi.response>['results'][number];

/** An answer is a callback: it may be called at once, after a commit, or when a rebalance ends; always exactly once. */
export type Respond<Response> = (response: Response) => void;
