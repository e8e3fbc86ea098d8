/**
 * A metadata image as the records that make it again, in the order of Kafka's ImageWriter: what a snapshot holds
 * (KIP-630). One record per thing that is, however many changes led there: a new field of the image has its line here.
 */
import type {
  BrokerRegistration,
  MetadataImage,
  PartitionRegistration,
  TopicImage,
} from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';

/** Replayed into an empty image, they make one that is equal but for its offset. */
export function* imageRecords(image: MetadataImage): Generator<MetadataRecord, void, undefined> {
  for (const [name, featureLevel] of image.featureLevels) {
    yield { type: 'FeatureLevel', value: { name, featureLevel } };
  }
  for (const broker of image.brokers.values()) yield brokerRecord(broker);
  for (const topic of image.topicsById.values()) {
    yield { type: 'Topic', value: { name: topic.name, topicId: topic.id } };
    for (const [index, partition] of topic.partitions.entries()) {
      yield partitionRecord(topic, index, partition);
    }
  }
  for (const { resourceType, resourceName, values } of image.allConfigs()) {
    for (const [name, value] of values) {
      yield { type: 'Config', value: { resourceType, resourceName, name, value } };
    }
  }
  // Whoever drew the last block does not matter any more (Kafka's ProducerIdsImage).
  const { nextProducerId } = image;
  yield { type: 'ProducerIds', value: { brokerId: -1, brokerEpoch: -1, nextProducerId } };
}

function brokerRecord(broker: BrokerRegistration): MetadataRecord {
  return {
    type: 'RegisterBroker',
    value: {
      brokerId: broker.id,
      isMigratingZkBroker: false,
      incarnationId: broker.incarnationId,
      brokerEpoch: broker.epoch,
      endPoints: [{ name: 'PLAINTEXT', ...broker.endpoint, securityProtocol: 0 }],
      features: [],
      rack: broker.rack,
      fenced: broker.fenced,
      inControlledShutdown: broker.inControlledShutdown,
      logDirs: [],
      cordonedLogDirs: null,
    },
  };
}

function partitionRecord(
  topic: TopicImage,
  partitionId: number,
  partition: PartitionRegistration,
): MetadataRecord {
  return {
    type: 'Partition',
    value: {
      partitionId,
      topicId: topic.id,
      ...partition,
      directories: [],
      eligibleLeaderReplicas: ifAny(partition.elr),
      lastKnownElr: ifAny(partition.lastKnownElr),
    },
  };
}

/** Tagged fields are written where there is something to say (KIP-966). */
function ifAny(replicas: readonly number[]): readonly number[] | null {
  return replicas.length > 0 ? replicas : null;
}
