/**
 * LeaveGroup: members leave a classic group at once, without waiting for their session to end.
 * v3 several members, also by instance id (KIP-345), v4 flexible, v5 reason (KIP-800).
 */
import { api, array, int16, int32, string, struct } from '../schema.ts';

export const leaveGroupApi = api({
  key: 13,
  name: 'LeaveGroup',
  versions: [0, 5],
  flexible: 4,
  request: struct({
    groupId: string(),
    memberId: string({ until: 2, default: '' }),
    members: array(
      struct({
        memberId: string(),
        groupInstanceId: string({ nullable: true, default: null }),
        reason: string({ since: 5, nullable: true, default: null, ignorable: true }),
      }),
      { since: 3, default: [] },
    ),
  }),
  response: struct({
    throttleTimeMs: int32({ since: 1, default: 0, ignorable: true }),
    errorCode: int16(),
    members: array(
      struct({
        memberId: string(),
        groupInstanceId: string({ nullable: true }),
        errorCode: int16(),
      }),
      { since: 3, default: [] },
    ),
  }),
});
