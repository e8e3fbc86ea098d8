/**
 * A broker has registered, in the metadata log (KIP-631).
 * v1 controlled shutdown, v3 log directories (KIP-858), v4 cordoned ones.
 */
import { array, boolean, int16, int32, int64, message, string, struct, uint16, uuid } from '../schema.ts';

export const registerBrokerRecord = message({
  key: 0,
  name: 'RegisterBrokerRecord',
  versions: [0, 4],
  flexible: 0,
  struct: struct({
    brokerId: int32(),
    isMigratingZkBroker: boolean({ since: 2, default: false }),
    incarnationId: uuid(),
    // The offset of this record: newer registrations have higher epochs.
    brokerEpoch: int64(),
    endPoints: array(
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
    fenced: boolean({ default: true }),
    inControlledShutdown: boolean({ since: 1, default: false }),
    logDirs: array(uuid(), { since: 3, tag: 0 }),
    cordonedLogDirs: array(uuid(), { since: 4, tag: 1, nullable: true, default: null }),
  }),
});
