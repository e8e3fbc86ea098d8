/** A broker has left the cluster for good, in the metadata log (KIP-631). */
import { int32, int64, message, struct } from '../schema.ts';

export const unregisterBrokerRecord = message({
  key: 1,
  name: 'UnregisterBrokerRecord',
  versions: [0, 0],
  flexible: 0,
  struct: struct({ brokerId: int32(), brokerEpoch: int64() }),
});
