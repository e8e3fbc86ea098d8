/** A topic and all its partitions are gone, in the metadata log (KIP-631). */
import { message, struct, uuid } from '../schema.ts';

export const removeTopicRecord = message({
  key: 9,
  name: 'RemoveTopicRecord',
  versions: [0, 0],
  flexible: 0,
  struct: struct({ topicId: uuid() }),
});
