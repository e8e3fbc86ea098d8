/**
 * A registered broker is fenced, live, or shutting down, in the metadata log (KIP-841).
 * v1 controlled shutdown, v2 log directories (KIP-858), v3 cordoned ones.
 */
import { array, int8, int32, int64, message, struct, uuid } from '../schema.ts';

export const brokerRegistrationChangeRecord = message({
  key: 17,
  name: 'BrokerRegistrationChangeRecord',
  versions: [0, 3],
  flexible: 0,
  struct: struct({
    brokerId: int32(),
    brokerEpoch: int64(),
    // 1 fenced, -1 unfenced, 0 unchanged.
    fenced: int8({ tag: 0 }),
    // 1 began, 0 unchanged.
    inControlledShutdown: int8({ since: 1, tag: 1 }),
    logDirs: array(uuid(), { since: 2, tag: 2 }),
    cordonedLogDirs: array(uuid(), { since: 3, tag: 3, nullable: true, default: null }),
  }),
});
