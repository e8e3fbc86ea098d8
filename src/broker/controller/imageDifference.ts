/**
 * What a broker must act on when its image is replaced as a whole, as by a snapshot: the changes that lie between
 * two images, told as if they had been replayed.
 */
import { type MetadataChange, type MetadataImage, topicResource } from './metadataImage.ts';

/** Topics that are gone come first: their names may have been taken again by topics of other ids. */
export function* imageDifference(
  before: MetadataImage,
  after: MetadataImage,
): Generator<MetadataChange, void, undefined> {
  for (const topic of before.topicsById.values()) {
    if (!after.topicsById.has(topic.id)) yield { type: 'topicRemoved', topic };
  }
  for (const topic of after.topicsById.values()) {
    const known = before.topicsById.get(topic.id);
    for (const [index, partition] of topic.partitions.entries()) {
      const { leaderEpoch, partitionEpoch } = known?.partitions[index] ?? absent;
      // Every change of a partition counts up one of its epochs.
      if (partition.leaderEpoch !== leaderEpoch || partition.partitionEpoch !== partitionEpoch) {
        yield { type: 'partition', topic, partition: index };
      }
    }
    if (known !== undefined && configsOf(before, topic.name) !== configsOf(after, topic.name)) {
      yield {
        type: 'config',
        resourceType: topicResource,
        resourceName: topic.name,
      };
    }
  }
}

const absent = { leaderEpoch: -1, partitionEpoch: -1 };

function configsOf(image: MetadataImage, topic: string): string {
  return JSON.stringify([...image.configsOf(topicResource, topic)].sort());
}
