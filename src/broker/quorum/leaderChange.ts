/** The LeaderChange control record, the first of every epoch of the metadata log (KIP-595). */
import { zeroUuid } from '../../protocol/bytes.ts';
import { leaderChangeMessage } from '../../protocol/messages/leaderChangeMessage.ts';
import { type Encodable, encodeMessage } from '../../protocol/schema.ts';

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
