/**
 * AlterPartition: a partition's leader asks the controller to shrink or expand the ISR (KIP-497).
 * v2 topic ids (KIP-841), v3 the broker epochs of the new ISR (KIP-903).
 */
import { api, array, int8, int16, int32, int64, struct, uuid } from '../schema.ts';

export const alterPartitionApi = api({
  key: 56,
  name: 'AlterPartition',
  versions: [2, 3],
  flexible: 0,
  request: struct({
    brokerId: int32(),
    brokerEpoch: int64({ default: -1 }),
    topics: array(
      struct({
        topicId: uuid({ ignorable: true }),
        partitions: array(
          struct({
            partitionIndex: int32(),
            leaderEpoch: int32(),
            newIsr: array(int32(), { until: 2, default: [] }),
            newIsrWithEpochs: array(struct({ brokerId: int32(), brokerEpoch: int64({ default: -1 }) }), {
              since: 3,
              default: [],
            }),
            // 1 while recovering from an unclean election (KIP-704).
            leaderRecoveryState: int8({ default: 0 }),
            // What the leader believes it changes: the controller refuses when it has moved on.
            partitionEpoch: int32(),
          }),
        ),
      }),
    ),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16(),
    topics: array(
      struct({
        topicId: uuid({ ignorable: true }),
        partitions: array(
          struct({
            partitionIndex: int32(),
            errorCode: int16(),
            leaderId: int32(),
            leaderEpoch: int32(),
            isr: array(int32()),
            leaderRecoveryState: int8({ default: 0, ignorable: true }),
            partitionEpoch: int32(),
          }),
        ),
      }),
    ),
  }),
});
