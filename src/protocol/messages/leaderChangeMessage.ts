/**
 * A new leader of the quorum, as the control record that begins its epoch (KIP-595).
 * v1 directory ids (KIP-853).
 */
import { array, int16, int32, message, struct, uuid } from '../schema.ts';

const voter = struct({ voterId: int32(), voterDirectoryId: uuid({ since: 1 }) });

export const leaderChangeMessage = message({
  name: 'LeaderChangeMessage',
  versions: [0, 1],
  flexible: 0,
  struct: struct({
    version: int16(),
    leaderId: int32(),
    voters: array(voter),
    grantingVoters: array(voter),
  }),
});
