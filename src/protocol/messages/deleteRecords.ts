/**
 * DeleteRecords: everything before an offset goes; Kafka Streams purges its repartition topics so.
 * v2 flexible.
 */
import { api, array, int16, int32, int64, string, struct } from '../schema.ts';

export const deleteRecordsApi = api({
  key: 21,
  name: 'DeleteRecords',
  versions: [0, 2],
  flexible: 2,
  request: struct({
    topics: array(
      struct({
        name: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            // -1: up to the high watermark.
            offset: int64(),
          }),
        ),
      }),
    ),
    timeoutMs: int32(),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    topics: array(
      struct({
        name: string({ mapKey: true }),
        partitions: array(
          struct({
            partitionIndex: int32({ mapKey: true }),
            // The first offset that is left.
            lowWatermark: int64(),
            errorCode: int16(),
          }),
        ),
      }),
    ),
  }),
});
