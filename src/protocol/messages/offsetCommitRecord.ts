/**
 * A committed offset, in __consumer_offsets. Key: int16 key of this message, then its bytes in version 0.
 * Value: int16 version, then its bytes; none when the offset is gone.
 */
import { int32, int64, message, string, struct, uuid } from '../schema.ts';

export const offsetCommitKey = message({
  key: 1,
  name: 'OffsetCommitKey',
  versions: [0, 0],
  flexible: 'none',
  struct: struct({
    group: string(),
    topic: string(),
    partition: int32(),
  }),
});

/** v1 expiry (only there), v3 leader epochs, v4 flexible with topic ids. Kafka 4.4 writes version 3 or 4. */
export const offsetCommitValue = message({
  key: 1,
  name: 'OffsetCommitValue',
  versions: [0, 4],
  flexible: 4,
  struct: struct({
    offset: int64(),
    leaderEpoch: int32({ since: 3, default: -1, ignorable: true }),
    metadata: string(),
    commitTimestamp: int64(),
    expireTimestamp: int64({ since: 1, until: 1, default: -1, ignorable: true }),
    topicId: uuid({ since: 4, tag: 0, ignorable: true }),
  }),
});
