/**
 * DescribeCluster: the nodes of a cluster, without its topics (KIP-700).
 * v1 brokers or controllers (KIP-919), v2 fenced brokers as well (KIP-1073).
 */
import { api, array, boolean, int8, int16, int32, string, struct } from '../schema.ts';

export const describeClusterApi = api({
  key: 60,
  name: 'DescribeCluster',
  versions: [0, 2],
  flexible: 0,
  request: struct({
    includeClusterAuthorizedOperations: boolean(),
    // 1 brokers, 2 controllers.
    endpointType: int8({ since: 1, default: 1 }),
    includeFencedBrokers: boolean({ since: 2, default: false }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16(),
    errorMessage: string({ nullable: true, default: null }),
    endpointType: int8({ since: 1, default: 1 }),
    clusterId: string(),
    controllerId: int32({ default: -1 }),
    brokers: array(
      struct({
        brokerId: int32({ mapKey: true }),
        host: string(),
        port: int32(),
        rack: string({ nullable: true, default: null }),
        isFenced: boolean({ since: 2, default: false }),
      }),
    ),
    clusterAuthorizedOperations: int32({ default: -0x80000000 }),
  }),
});
