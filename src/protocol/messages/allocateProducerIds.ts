/** AllocateProducerIds: a broker asks the controller for a block of producer ids to give out (KIP-730). */
import { api, int16, int32, int64, struct } from '../schema.ts';

export const allocateProducerIdsApi = api({
  key: 67,
  name: 'AllocateProducerIds',
  versions: [0, 0],
  flexible: 0,
  request: struct({ brokerId: int32(), brokerEpoch: int64({ default: -1 }) }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16(),
    producerIdStart: int64(),
    producerIdLen: int32(),
  }),
});
