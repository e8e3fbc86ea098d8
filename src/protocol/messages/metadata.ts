/**
 * Metadata: brokers, topics and who leads each partition.
 * v0 asks for all topics with an empty list, v1 with null. v1 racks, controller and internal topics, v2
 * cluster id, v4 auto-creation as a choice, v5 offline replicas, v7 leader epochs, v8 authorized operations,
 * v9 flexible, v10 topic ids in the response, v12 in the request too, v13 a top-level error (KIP-1102).
 */
import { api, array, boolean, int16, int32, string, struct, uuid } from '../schema.ts';

export const metadataApi = api({
  key: 3,
  name: 'Metadata',
  versions: [0, 13],
  flexible: 9,
  request: struct({
    // Null: all topics. In version 0 an empty list says the same.
    topics: array(
      struct({
        topicId: uuid({ since: 10, ignorable: true }),
        // Null when the topic is asked for by id, which brokers serve since version 12.
        name: string({ nullable: 10 }),
      }),
      { nullable: 1 },
    ),
    allowAutoTopicCreation: boolean({ since: 4, default: true }),
    includeClusterAuthorizedOperations: boolean({ since: 8, until: 10, default: false }),
    includeTopicAuthorizedOperations: boolean({ since: 8, default: false }),
  }),
  response: struct({
    throttleTimeMs: int32({ since: 3, default: 0, ignorable: true }),
    brokers: array(
      struct({
        nodeId: int32({ mapKey: true }),
        host: string(),
        port: int32(),
        rack: string({ since: 1, nullable: true, default: null, ignorable: true }),
      }),
    ),
    clusterId: string({ since: 2, nullable: true, default: null, ignorable: true }),
    controllerId: int32({ since: 1, default: -1, ignorable: true }),
    topics: array(
      struct({
        errorCode: int16(),
        // Null when a topic asked for by id is not known.
        name: string({ nullable: 12, mapKey: true }),
        topicId: uuid({ since: 10, ignorable: true }),
        isInternal: boolean({ since: 1, default: false, ignorable: true }),
        partitions: array(
          struct({
            errorCode: int16(),
            partitionIndex: int32(),
            leaderId: int32(),
            leaderEpoch: int32({ since: 7, default: -1, ignorable: true }),
            replicaNodes: array(int32()),
            isrNodes: array(int32()),
            offlineReplicas: array(int32(), { since: 5, ignorable: true }),
          }),
        ),
        // A bit per operation; the lowest number when it was not asked for.
        topicAuthorizedOperations: int32({ since: 8, default: -0x80000000 }),
      }),
    ),
    clusterAuthorizedOperations: int32({ since: 8, until: 10, default: -0x80000000 }),
    errorCode: int16({ since: 13, ignorable: true }),
  }),
});
