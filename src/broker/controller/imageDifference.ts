/**
 * What a broker must act on when its image is replaced as a whole, as by a snapshot: the changes that lie between
 * two images, told as if they had been replayed.
 */
import type { MetadataChange, MetadataImage, ResourceConfigs } from './metadataImage.ts';

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
  }
  for (const id of new Set([...before.brokers.keys(), ...after.brokers.keys()])) {
    const [old, now] = [before, after].map(({ brokers }) => JSON.stringify(brokers.get(id)));
    if (old !== now) yield { type: 'broker', id };
  }
  const configs = new Map([...resourcesOf(before), ...resourcesOf(after)]);
  for (const { resourceType, resourceName } of configs.values()) {
    const [old, now] = [before, after].map((image) => image.configsOf(resourceType, resourceName));
    if (show(old) !== show(now)) yield { type: 'config', resourceType, resourceName };
  }
}

const absent = { leaderEpoch: -1, partitionEpoch: -1 };

function* resourcesOf(image: MetadataImage): Generator<[key: string, ResourceConfigs], void, undefined> {
  for (const configs of image.allConfigs()) {
    yield [`${configs.resourceType}:${configs.resourceName}`, configs];
  }
}

/** However they came to be set. */
function show(configs: ReadonlyMap<string, string> | undefined): string {
  return JSON.stringify([...(configs ?? [])].sort());
}
