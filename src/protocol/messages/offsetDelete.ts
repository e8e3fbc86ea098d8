/** OffsetDelete: forget committed offsets of partitions that the group does not read (KIP-496). */
import { api, array, int16, int32, string, struct } from '../schema.ts';

export const offsetDeleteApi = api({
  key: 47,
  name: 'OffsetDelete',
  versions: [0, 0],
  flexible: 'none',
  request: struct({
    groupId: string(),
    topics: array(
      struct({
        name: string({ mapKey: true }),
        partitions: array(struct({ partitionIndex: int32() })),
      }),
    ),
  }),
  response: struct({
    errorCode: int16(),
    throttleTimeMs: int32({ default: 0, ignorable: true }),
    topics: array(
      struct({
        name: string({ mapKey: true }),
        partitions: array(struct({ partitionIndex: int32({ mapKey: true }), errorCode: int16() })),
      }),
    ),
  }),
});
