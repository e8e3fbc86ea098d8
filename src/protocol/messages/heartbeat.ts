/**
 * Heartbeat: a member of a classic group is alive, and learns of rebalances.
 * v3 static members (KIP-345), v4 flexible.
 */
import { api, int16, int32, string, struct } from '../schema.ts';

export const heartbeatApi = api({
  key: 12,
  name: 'Heartbeat',
  versions: [0, 4],
  flexible: 4,
  request: struct({
    groupId: string(),
    generationId: int32(),
    memberId: string(),
    groupInstanceId: string({ since: 3, nullable: true, default: null }),
  }),
  response: struct({ throttleTimeMs: int32({ since: 1, default: 0, ignorable: true }), errorCode: int16() }),
});
