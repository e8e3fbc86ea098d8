/**
 * A partition as it is created, in the metadata log (KIP-631).
 * v1 log directories (KIP-858), v2 replicas that may lead without being in sync (KIP-966).
 */
import { array, int8, int32, message, struct, uuid } from '../schema.ts';

export const partitionRecord = message({
  key: 3,
  name: 'PartitionRecord',
  versions: [0, 2],
  flexible: 0,
  struct: struct({
    partitionId: int32({ default: -1 }),
    topicId: uuid(),
    // The first is the preferred leader.
    replicas: array(int32()),
    isr: array(int32()),
    removingReplicas: array(int32(), { default: [] }),
    addingReplicas: array(int32(), { default: [] }),
    leader: int32({ default: -1 }),
    // 1 while recovering from an unclean election (KIP-704).
    leaderRecoveryState: int8({ tag: 0 }),
    leaderEpoch: int32({ default: -1 }),
    // Counts every change of the partition; what AlterPartition compares.
    partitionEpoch: int32({ default: -1 }),
    directories: array(uuid(), { since: 1 }),
    eligibleLeaderReplicas: array(int32(), { since: 2, tag: 1, nullable: true, default: null }),
    lastKnownElr: array(int32(), { since: 2, tag: 2, nullable: true, default: null }),
  }),
});
