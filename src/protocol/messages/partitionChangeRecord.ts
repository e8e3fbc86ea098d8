/**
 * What has changed of a partition, in the metadata log (KIP-631): a new leader means a new leader epoch.
 * v1 log directories (KIP-858), v2 replicas that may lead without being in sync (KIP-966).
 */
import { array, int8, int32, message, struct, uuid } from '../schema.ts';

export const partitionChangeRecord = message({
  key: 5,
  name: 'PartitionChangeRecord',
  versions: [0, 2],
  flexible: 0,
  struct: struct({
    partitionId: int32({ default: -1 }),
    topicId: uuid(),
    // Null everywhere here: unchanged.
    isr: array(int32(), { tag: 0, nullable: true, default: null }),
    // -2 unchanged, -1 none.
    leader: int32({ tag: 1, default: -2 }),
    replicas: array(int32(), { tag: 2, nullable: true, default: null }),
    removingReplicas: array(int32(), { tag: 3, nullable: true, default: null }),
    addingReplicas: array(int32(), { tag: 4, nullable: true, default: null }),
    // -1 unchanged.
    leaderRecoveryState: int8({ tag: 5, default: -1 }),
    directories: array(uuid(), { since: 1, tag: 8, nullable: true, default: null }),
    eligibleLeaderReplicas: array(int32(), { since: 2, tag: 6, nullable: true, default: null }),
    lastKnownElr: array(int32(), { since: 2, tag: 7, nullable: true, default: null }),
  }),
});
