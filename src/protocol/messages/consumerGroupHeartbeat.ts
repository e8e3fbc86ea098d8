/**
 * ConsumerGroupHeartbeat: join, stay in, and leave a consumer group of the new protocol (KIP-848).
 * v1 subscriptions by regular expression; the client makes up its own member id (KIP-1082).
 */
import { api, array, int16, int32, string, struct, uuid } from '../schema.ts';

const topicPartitions = struct({ topicId: uuid(), partitions: array(int32()) });

export const consumerGroupHeartbeatApi = api({
  key: 68,
  name: 'ConsumerGroupHeartbeat',
  versions: [0, 1],
  flexible: 0,
  request: struct({
    groupId: string(),
    memberId: string(),
    // 0 joins, -1 leaves, -2 leaves as a static member that will be back.
    memberEpoch: int32(),
    // From here on, null and -1 mean: as in the last heartbeat.
    instanceId: string({ nullable: true, default: null }),
    rackId: string({ nullable: true, default: null }),
    rebalanceTimeoutMs: int32({ default: -1 }),
    subscribedTopicNames: array(string(), { nullable: true, default: null }),
    subscribedTopicRegex: string({ since: 1, nullable: true, default: null }),
    serverAssignor: string({ nullable: true, default: null }),
    // What the member owns now: how it acknowledges a revocation.
    topicPartitions: array(topicPartitions, { nullable: true, default: null }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16(),
    errorMessage: string({ nullable: true, default: null }),
    memberId: string({ nullable: true, default: null }),
    memberEpoch: int32(),
    heartbeatIntervalMs: int32(),
    // Null when it has not changed.
    assignment: struct({ topicPartitions: array(topicPartitions) }, { nullable: true, default: null }),
  }),
});
