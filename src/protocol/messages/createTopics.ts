/**
 * CreateTopics: new topics, by counts or by an explicit assignment.
 * v4 -1 takes the broker's defaults (KIP-464), v5 flexible and answers with the configuration (KIP-525), v6
 * may throttle (KIP-599), v7 topic ids.
 */
import { api, array, boolean, int8, int16, int32, string, struct, uuid } from '../schema.ts';

export const createTopicsApi = api({
  key: 19,
  name: 'CreateTopics',
  versions: [2, 7],
  flexible: 5,
  request: struct({
    topics: array(
      struct({
        name: string({ mapKey: true }),
        // -1: the broker's default, or taken from the assignments.
        numPartitions: int32(),
        replicationFactor: int16(),
        // Instead of the two counts, which are -1 then.
        assignments: array(struct({ partitionIndex: int32({ mapKey: true }), brokerIds: array(int32()) }), {
          default: [],
        }),
        configs: array(struct({ name: string({ mapKey: true }), value: string({ nullable: true }) }), {
          default: [],
        }),
      }),
    ),
    timeoutMs: int32({ default: 60_000 }),
    validateOnly: boolean({ default: false }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0, ignorable: true }),
    topics: array(
      struct({
        name: string({ mapKey: true }),
        topicId: uuid({ since: 7, ignorable: true }),
        errorCode: int16(),
        errorMessage: string({ nullable: true, ignorable: true }),
        // Why the configuration is not told.
        topicConfigErrorCode: int16({ since: 5, tag: 0, ignorable: true }),
        numPartitions: int32({ since: 5, default: -1, ignorable: true }),
        replicationFactor: int16({ since: 5, default: -1, ignorable: true }),
        configs: array(
          struct({
            name: string(),
            value: string({ nullable: true }),
            readOnly: boolean(),
            configSource: int8({ default: -1, ignorable: true }),
            isSensitive: boolean(),
          }),
          { since: 5, nullable: true, default: [], ignorable: true },
        ),
      }),
    ),
  }),
});
