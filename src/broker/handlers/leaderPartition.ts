/** From what a request names to the replica that may answer: the topic, the partition, its leader on this node. */

import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import type { Broker } from '../broker.ts';
import type { TopicImage } from '../controller/metadataImage.ts';
import type { Partition } from '../replica/partition.ts';

/** The topic of a name, or of an id where the version has ids. */
export function topicOf(broker: Broker, name: string, topicId: string): TopicImage | undefined {
  const { image } = broker;
  return topicId === zeroUuid ? image.topicsByName.get(name) : image.topicsById.get(topicId);
}

export type Found =
  | { readonly partition: Partition; readonly error?: undefined }
  | { readonly partition: undefined; readonly error: number };

/**
 * The partition, when this node leads it in the epoch that the client believes in (KIP-320).
 * @param currentLeaderEpoch -1 when the client does not say
 * @returns the error of the wire otherwise
 */
export function leaderPartition(
  broker: Broker,
  topic: TopicImage | undefined,
  topicId: string,
  index: number,
  currentLeaderEpoch = -1,
): Found {
  const unknown = topicId === zeroUuid ? errorCodes.UNKNOWN_TOPIC_OR_PARTITION : errorCodes.UNKNOWN_TOPIC_ID;
  if (topic === undefined) return { partition: undefined, error: unknown };
  if (topic.partitions[index] === undefined) {
    return { partition: undefined, error: errorCodes.UNKNOWN_TOPIC_OR_PARTITION };
  }
  const partition = broker.replicas.find(topic.id, index);
  if (partition === undefined) return { partition: undefined, error: errorCodes.NOT_LEADER_OR_FOLLOWER };
  if (currentLeaderEpoch !== -1 && currentLeaderEpoch < partition.leaderEpoch) {
    return { partition: undefined, error: errorCodes.FENCED_LEADER_EPOCH };
  }
  if (currentLeaderEpoch > partition.leaderEpoch) {
    return { partition: undefined, error: errorCodes.UNKNOWN_LEADER_EPOCH };
  }
  if (partition.role !== 'leader') {
    return { partition: undefined, error: errorCodes.NOT_LEADER_OR_FOLLOWER };
  }
  return { partition };
}

/** Whom the client should turn to instead; undefined when the error is not about the leader. */
export function currentLeader(
  topic: TopicImage | undefined,
  index: number,
  error: number,
): { readonly leaderId: number; readonly leaderEpoch: number } | undefined {
  const aboutLeader = error === errorCodes.NOT_LEADER_OR_FOLLOWER || error === errorCodes.FENCED_LEADER_EPOCH;
  const partition = aboutLeader ? topic?.partitions[index] : undefined;
  return partition === undefined
    ? undefined
    : { leaderId: partition.leader, leaderEpoch: partition.leaderEpoch };
}
