/** UnregisterBroker: a stopped broker leaves the cluster for good (KIP-631). */
import { api, int16, int32, string, struct } from '../schema.ts';

export const unregisterBrokerApi = api({
  key: 64,
  name: 'UnregisterBroker',
  versions: [0, 0],
  flexible: 0,
  request: struct({ brokerId: int32() }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16(),
    errorMessage: string({ nullable: true }),
  }),
});
