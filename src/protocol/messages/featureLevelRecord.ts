/** A feature has been set to a level, in the metadata log (KIP-584). A log begins with metadata.version. */
import { int16, message, string, struct } from '../schema.ts';

export const featureLevelRecord = message({
  key: 12,
  name: 'FeatureLevelRecord',
  versions: [0, 0],
  flexible: 0,
  struct: struct({
    name: string(),
    // 0: not in use.
    featureLevel: int16(),
  }),
});
