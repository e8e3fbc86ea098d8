/**
 * DeleteTopics: by name, or by id since v6 (KIP-516).
 * v3 TOPIC_DELETION_DISABLED, v4 flexible, v5 error messages and throttling (KIP-599).
 */
import { api, array, int16, int32, string, struct, uuid } from '../schema.ts';

export const deleteTopicsApi = api({
  key: 20,
  name: 'DeleteTopics',
  versions: [1, 6],
  flexible: 4,
  request: struct({
    topics: array(struct({ name: string({ nullable: true, default: null }), topicId: uuid() }), {
      since: 6,
      default: [],
    }),
    topicNames: array(string(), { until: 5, default: [], ignorable: true }),
    timeoutMs: int32(),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0, ignorable: true }),
    responses: array(
      struct({
        name: string({ nullable: 6, mapKey: true }),
        topicId: uuid({ since: 6, ignorable: true }),
        errorCode: int16(),
        errorMessage: string({ since: 5, nullable: true, default: null, ignorable: true }),
      }),
    ),
  }),
});
