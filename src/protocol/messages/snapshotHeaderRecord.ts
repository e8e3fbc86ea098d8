/** The control record at the head of a snapshot (KIP-630). */
import { int16, int64, message, struct } from '../schema.ts';

export const snapshotHeaderRecord = message({
  name: 'SnapshotHeaderRecord',
  versions: [0, 0],
  flexible: 0,
  struct: struct({
    version: int16(),
    // Append time of the last record that the snapshot holds.
    lastContainedLogTimestamp: int64(),
  }),
});
