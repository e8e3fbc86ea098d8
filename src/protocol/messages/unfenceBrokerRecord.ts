/** A broker is live, in the metadata log of old; BrokerRegistrationChange has replaced it. */
import { int32, int64, message, struct } from '../schema.ts';

export const unfenceBrokerRecord = message({
  key: 8,
  name: 'UnfenceBrokerRecord',
  versions: [0, 0],
  flexible: 0,
  struct: struct({ id: int32(), epoch: int64() }),
});
