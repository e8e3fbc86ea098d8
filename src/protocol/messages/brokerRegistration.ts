/**
 * BrokerRegistration: a broker enters the cluster, fenced until it has caught up (KIP-631).
 * v2 log directories (KIP-858), v3 the epoch it had before (KIP-966), v4 features from level 0.
 */
import { api, array, boolean, int16, int32, int64, string, struct, uint16, uuid } from '../schema.ts';

export const brokerRegistrationApi = api({
  key: 62,
  name: 'BrokerRegistration',
  versions: [0, 4],
  flexible: 0,
  request: struct({
    brokerId: int32(),
    clusterId: string(),
    // New with every start of the process: a second broker of the same id is told apart.
    incarnationId: uuid(),
    listeners: array(
      struct({
        name: string({ mapKey: true }),
        host: string(),
        port: uint16(),
        securityProtocol: int16(),
      }),
    ),
    features: array(
      struct({
        name: string({ mapKey: true }),
        minSupportedVersion: int16(),
        maxSupportedVersion: int16(),
      }),
    ),
    rack: string({ nullable: true }),
    isMigratingZkBroker: boolean({ since: 1, default: false }),
    logDirs: array(uuid(), { since: 2, default: [], ignorable: true }),
    previousBrokerEpoch: int64({ since: 3, default: -1, ignorable: true }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16(),
    brokerEpoch: int64({ default: -1 }),
  }),
});
