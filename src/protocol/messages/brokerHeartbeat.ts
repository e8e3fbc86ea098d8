/**
 * BrokerHeartbeat: a broker is alive, and how far it has read the metadata log (KIP-631).
 * v1 offline log directories (KIP-858), v2 cordoned ones.
 */
import { api, array, boolean, int16, int32, int64, struct, uuid } from '../schema.ts';

export const brokerHeartbeatApi = api({
  key: 63,
  name: 'BrokerHeartbeat',
  versions: [0, 2],
  flexible: 0,
  request: struct({
    brokerId: int32(),
    brokerEpoch: int64({ default: -1 }),
    currentMetadataOffset: int64(),
    // Or wants to stay fenced.
    wantFence: boolean(),
    wantShutDown: boolean(),
    offlineLogDirs: array(uuid(), { since: 1, tag: 0 }),
    cordonedLogDirs: array(uuid(), { since: 2, tag: 1, nullable: true, default: null }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16(),
    isCaughtUp: boolean({ default: false }),
    isFenced: boolean({ default: true }),
    shouldShutDown: boolean(),
  }),
});
