/**
 * Which partition of `__consumer_offsets` keeps a group, and so which broker coordinates it: FindCoordinator's
 * arithmetic. Every broker and every client tool must arrive at the same number as Java does.
 */

/** The name of the topic whose partitions are the group coordinators. */
export const offsetsTopicName = '__consumer_offsets';

/** Java's `String.hashCode`: 31-fold accumulation over UTF-16 units, wrapped to 32 bits. */
export function javaStringHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}

/**
 * The partition of `__consumer_offsets` (or of `__transaction_state`, for a transactional id) that a key belongs to.
 * @param key a group id or a transactional id
 * @param partitionCount how many partitions the topic has
 */
export function coordinatorPartition(key: string, partitionCount: number): number {
  const hash = javaStringHash(key);
  // The one number whose absolute value does not fit 32 bits counts as 0 in Kafka.
  return (hash === -(2 ** 31) ? 0 : Math.abs(hash)) % partitionCount;
}
