/** A topic has been created, in the metadata log (KIP-631). Its partitions follow. */
import { message, string, struct, uuid } from '../schema.ts';

export const topicRecord = message({
  key: 2,
  name: 'TopicRecord',
  versions: [0, 0],
  flexible: 0,
  struct: struct({ name: string(), topicId: uuid() }),
});
