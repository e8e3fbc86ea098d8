/**
 * DescribeGroups: state, protocol and members of classic groups.
 * v3 authorized operations, v4 static members (KIP-345), v5 flexible, v6 GROUP_ID_NOT_FOUND with a message
 * (KIP-1043); before that an unknown group is reported as Dead.
 */
import { api, array, boolean, bytes, int16, int32, string, struct } from '../schema.ts';

export const describeGroupsApi = api({
  key: 15,
  name: 'DescribeGroups',
  versions: [0, 6],
  flexible: 5,
  request: struct({
    groups: array(string()),
    includeAuthorizedOperations: boolean({ since: 3, default: false }),
  }),
  response: struct({
    throttleTimeMs: int32({ since: 1, default: 0, ignorable: true }),
    groups: array(
      struct({
        errorCode: int16(),
        errorMessage: string({ since: 6, nullable: true, default: null }),
        groupId: string(),
        groupState: string(),
        protocolType: string(),
        // The chosen assignor; like metadata and assignment below only while the group is Stable.
        protocolData: string(),
        members: array(
          struct({
            memberId: string(),
            groupInstanceId: string({ since: 4, nullable: true, default: null, ignorable: true }),
            clientId: string(),
            clientHost: string(),
            memberMetadata: bytes(),
            memberAssignment: bytes(),
          }),
        ),
        authorizedOperations: int32({ since: 3, default: -0x80000000 }),
      }),
    ),
  }),
});
