/** A block of producer ids has been given to a broker, in the metadata log (KIP-730). */
import { int32, int64, message, struct } from '../schema.ts';

export const producerIdsRecord = message({
  key: 15,
  name: 'ProducerIdsRecord',
  versions: [0, 0],
  flexible: 0,
  struct: struct({
    brokerId: int32(),
    brokerEpoch: int64({ default: -1 }),
    // Where the next block begins.
    nextProducerId: int64(),
  }),
});
