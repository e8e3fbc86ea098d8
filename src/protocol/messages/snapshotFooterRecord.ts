/** The control record at the end of a snapshot, which is incomplete without it (KIP-630). */
import { int16, message, struct } from '../schema.ts';

export const snapshotFooterRecord = message({
  name: 'SnapshotFooterRecord',
  versions: [0, 0],
  flexible: 0,
  struct: struct({ version: int16() }),
});
