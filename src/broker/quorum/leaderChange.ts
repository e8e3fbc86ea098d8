/** The LeaderChange control record, the first of every epoch of the metadata log (KIP-595). */
import { zeroUuid } from '../../protocol/bytes.ts';
import {
  array,
  type Encodable,
  encodeMessage,
  int16,
  int32,
  message,
  struct,
  uuid,
} from '../../protocol/schema.ts';

const voter = struct({ voterId: int32(), voterDirectoryId: uuid({ since: 1 }) });

export const leaderChangeMessage = message({
  name: 'LeaderChangeMessage',
  versions: [0, 1],
  flexible: 0,
  struct: struct({
    version: int16(),
    leaderId: int32(),
    voters: array(voter),
    /** Who voted for the leader. */
    grantingVoters: array(voter),
  }),
});

/** Kafka writes version 0 while the voters have no directory ids, which came with KIP-853. */
const writtenVersion = 0;

/** The record's value. */
export function encodeLeaderChange(
  leaderId: number,
  voters: readonly number[],
  grantingVoters: readonly number[],
): Buffer {
  const value: Encodable<typeof leaderChangeMessage> = {
    version: writtenVersion,
    leaderId,
    voters: voters.map(plainVoter),
    grantingVoters: grantingVoters.map(plainVoter),
  };
  return Buffer.concat(encodeMessage(leaderChangeMessage, writtenVersion, value));
}

function plainVoter(voterId: number) {
  return { voterId, voterDirectoryId: zeroUuid };
}
