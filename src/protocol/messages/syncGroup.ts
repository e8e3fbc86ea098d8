/**
 * SyncGroup: the leader hands in the assignment, every member takes its own away.
 * v3 static members (KIP-345), v4 flexible, v5 protocol type and name (KIP-559).
 */
import { api, array, bytes, int16, int32, string, struct } from '../schema.ts';

export const syncGroupApi = api({
  key: 14,
  name: 'SyncGroup',
  versions: [0, 5],
  flexible: 4,
  request: struct({
    groupId: string(),
    generationId: int32(),
    memberId: string(),
    groupInstanceId: string({ since: 3, nullable: true, default: null }),
    protocolType: string({ since: 5, nullable: true, default: null, ignorable: true }),
    protocolName: string({ since: 5, nullable: true, default: null, ignorable: true }),
    // Empty from everyone but the leader.
    assignments: array(struct({ memberId: string(), assignment: bytes() })),
  }),
  response: struct({
    throttleTimeMs: int32({ since: 1, default: 0, ignorable: true }),
    errorCode: int16(),
    protocolType: string({ since: 5, nullable: true, default: null, ignorable: true }),
    protocolName: string({ since: 5, nullable: true, default: null, ignorable: true }),
    assignment: bytes(),
  }),
});
