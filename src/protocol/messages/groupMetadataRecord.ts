/** A classic group as of its last rebalance, in __consumer_offsets, framed as the committed offsets are. */
import { array, bytes, int32, int64, message, string, struct } from '../schema.ts';

export const groupMetadataKey = message({
  key: 2,
  name: 'GroupMetadataKey',
  versions: [0, 0],
  flexible: 'none',
  struct: struct({ group: string() }),
});

const memberMetadata = struct({
  memberId: string(),
  groupInstanceId: string({ since: 3, nullable: true, default: null, ignorable: true }),
  clientId: string(),
  clientHost: string(),
  rebalanceTimeout: int32({ since: 1, default: -1, ignorable: true }),
  sessionTimeout: int32(),
  subscription: bytes(),
  assignment: bytes(),
});

/** v1 rebalance timeout, v2 time of the last change, v3 static members, v4 flexible. */
export const groupMetadataValue = message({
  key: 2,
  name: 'GroupMetadataValue',
  versions: [0, 4],
  flexible: 4,
  struct: struct({
    protocolType: string(),
    generation: int32(),
    protocol: string({ nullable: true }),
    leader: string({ nullable: true }),
    currentStateTimestamp: int64({ since: 2, default: -1, ignorable: true }),
    members: array(memberMetadata),
  }),
});
