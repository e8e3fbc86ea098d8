/** Nobody is eligible to lead any more, in the metadata log: min.insync.replicas has changed (KIP-966). */
import { message, string, struct } from '../schema.ts';

export const clearElrRecord = message({
  key: 28,
  name: 'ClearElrRecord',
  versions: [0, 0],
  flexible: 0,
  struct: struct({
    // Empty: of all topics.
    topicName: string(),
  }),
});
