/**
 * What consumers put into JoinGroup and SyncGroup, opaque to the broker: int16 version, then the message.
 * v1 owned partitions (KIP-429), v2 generation (KIP-792), v3 rack (KIP-881). A version not known yet is read
 * as the last known one.
 */
import { array, bytes, int32, message, string, struct } from '../schema.ts';

export const consumerProtocolSubscription = message({
  name: 'ConsumerProtocolSubscription',
  versions: [0, 3],
  flexible: 'none',
  struct: struct({
    topics: array(string()),
    userData: bytes({ nullable: true, default: null }),
    ownedPartitions: array(struct({ topic: string({ mapKey: true }), partitions: array(int32()) }), {
      since: 1,
      default: [],
      ignorable: true,
    }),
    generationId: int32({ since: 2, default: -1, ignorable: true }),
    rackId: string({ since: 3, nullable: true, default: null, ignorable: true }),
  }),
});

export const consumerProtocolAssignment = message({
  name: 'ConsumerProtocolAssignment',
  versions: [0, 3],
  flexible: 'none',
  struct: struct({
    assignedPartitions: array(struct({ topic: string({ mapKey: true }), partitions: array(int32()) })),
    userData: bytes({ nullable: true, default: null }),
  }),
});
