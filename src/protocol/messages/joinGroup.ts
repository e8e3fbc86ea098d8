/**
 * JoinGroup: enter a classic group, or enter it again in a rebalance.
 * v1 rebalance timeout, v4 the member id is given in a first round (KIP-394), v5 static members (KIP-345), v6
 * flexible, v7 protocol type (KIP-559), v8 reason (KIP-800), v9 the leader may be told to keep the assignment
 * (KIP-814).
 */
import { api, array, boolean, bytes, int16, int32, string, struct } from '../schema.ts';

export const joinGroupApi = api({
  key: 11,
  name: 'JoinGroup',
  versions: [0, 9],
  flexible: 6,
  request: struct({
    groupId: string(),
    sessionTimeoutMs: int32(),
    // Version 0 has none: the session timeout stands in for it.
    rebalanceTimeoutMs: int32({ since: 1, default: -1, ignorable: true }),
    memberId: string(),
    groupInstanceId: string({ since: 5, nullable: true, default: null }),
    protocolType: string(),
    // In order of preference; the metadata is opaque to the broker.
    protocols: array(struct({ name: string({ mapKey: true }), metadata: bytes() })),
    reason: string({ since: 8, nullable: true, default: null, ignorable: true }),
  }),
  response: struct({
    throttleTimeMs: int32({ since: 2, default: 0, ignorable: true }),
    errorCode: int16(),
    generationId: int32({ default: -1 }),
    protocolType: string({ since: 7, nullable: true, default: null, ignorable: true }),
    // Null beside an error; before version 7 that is an empty name.
    protocolName: string({ nullable: 7 }),
    leader: string(),
    skipAssignment: boolean({ since: 9, default: false }),
    memberId: string(),
    // Only the leader gets them.
    members: array(
      struct({
        memberId: string(),
        groupInstanceId: string({ since: 5, nullable: true, default: null, ignorable: true }),
        metadata: bytes(),
      }),
    ),
  }),
});
