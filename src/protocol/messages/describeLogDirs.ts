/**
 * DescribeLogDirs: sizes of the logs on a broker.
 * v2 flexible, v3 a top-level error, v4 bytes of the volume (KIP-827), v5 cordoned directories.
 */
import { api, array, boolean, int16, int32, int64, string, struct } from '../schema.ts';

export const describeLogDirsApi = api({
  key: 35,
  name: 'DescribeLogDirs',
  versions: [1, 5],
  flexible: 2,
  request: struct({
    // Null: all topics.
    topics: array(struct({ topic: string({ mapKey: true }), partitions: array(int32()) }), {
      nullable: true,
    }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0 }),
    errorCode: int16({ since: 3, default: 0, ignorable: true }),
    results: array(
      struct({
        errorCode: int16(),
        logDir: string(),
        topics: array(
          struct({
            name: string(),
            partitions: array(
              struct({
                partitionIndex: int32(),
                partitionSize: int64(),
                offsetLag: int64(),
                // A copy on its way into this directory.
                isFutureKey: boolean(),
              }),
            ),
          }),
        ),
        totalBytes: int64({ since: 4, default: -1, ignorable: true }),
        usableBytes: int64({ since: 4, default: -1, ignorable: true }),
        isCordoned: boolean({ since: 5, default: false, ignorable: true }),
      }),
    ),
  }),
});
