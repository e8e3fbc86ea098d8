/**
 * ElectLeaders: elect the preferred leader, or any living replica when data may be lost (KIP-460).
 * v1 the type of election, v2 flexible.
 */
import { api, array, int8, int16, int32, string, struct } from '../schema.ts';

export const electLeadersApi = api({
  key: 43,
  name: 'ElectLeaders',
  versions: [0, 2],
  flexible: 2,
  request: struct({
    // 0 preferred, 1 unclean.
    electionType: int8({ since: 1, default: 0 }),
    // Null: all partitions.
    topicPartitions: array(struct({ topic: string({ mapKey: true }), partitions: array(int32()) }), {
      nullable: true,
    }),
    timeoutMs: int32({ default: 60_000 }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16({ since: 1, default: 0 }),
    replicaElectionResults: array(
      struct({
        topic: string(),
        partitionResult: array(
          struct({
            partitionId: int32(),
            errorCode: int16(),
            errorMessage: string({ nullable: true }),
          }),
        ),
      }),
    ),
  }),
});
