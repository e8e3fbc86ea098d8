/** The topics that brokers keep for themselves (Kafka's Topic.INTERNAL_TOPICS): listed as internal, closed to clients' writes. */
import { offsetsTopicName } from './group/coordinatorPartition.ts';

export const transactionTopicName = '__transaction_state';

export function isInternalTopic(name: string): boolean {
  return name === offsetsTopicName || name === transactionTopicName;
}
