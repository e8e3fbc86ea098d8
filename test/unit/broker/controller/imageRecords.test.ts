/** An image, written down as records, comes back as it was; and what lies between two images is told. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { imageDifference } from '../../../../src/broker/controller/imageDifference.ts';
import { imageRecords } from '../../../../src/broker/controller/imageRecords.ts';
import {
  brokerResource,
  MetadataImage,
  topicResource,
} from '../../../../src/broker/controller/metadataImage.ts';
import {
  decodeMetadataRecord,
  encodeMetadataRecord,
  type MetadataRecord,
} from '../../../../src/broker/controller/metadataRecord.ts';
import { registration } from './controllerState.ts';

/** Few names, so that things are made, changed, removed and made again. */
const brokerIds = fc.integer({ min: 1, max: 3 });
const firstIds = ['AAAAAAAAAAAAAAAAAAAAAg', 'AAAAAAAAAAAAAAAAAAAAAw'];
/** No topic gets the id of one that was. */
const laterIds = ['AAAAAAAAAAAAAAAAAAAABA', 'AAAAAAAAAAAAAAAAAAAABQ'];
const topicIds = fc.constantFrom(...firstIds, ...laterIds);
const topicNames = fc.constantFrom('orders', 'payments', 'a:b');
const replicas = fc.uniqueArray(brokerIds, { minLength: 1 });
const small = fc.nat(5);

type Value<Type extends MetadataRecord['type']> = Extract<MetadataRecord, { type: Type }>['value'];

function of<Type extends MetadataRecord['type']>(
  type: Type,
  value: fc.Arbitrary<Value<Type>>,
): fc.Arbitrary<MetadataRecord> {
  return value.map((each) => ({ type, value: each }) as MetadataRecord);
}

const records: fc.Arbitrary<MetadataRecord> = fc.oneof(
  of(
    'FeatureLevel',
    fc.record({ name: fc.constantFrom('metadata.version', 'group.version'), featureLevel: small }),
  ),
  fc
    .record({
      id: brokerIds,
      brokerEpoch: small,
      rack: fc.option(fc.constant('rack a')),
      fenced: fc.boolean(),
      inControlledShutdown: fc.boolean(),
      incarnationId: topicIds,
    })
    .map(({ id, ...change }) => registration(id, change)),
  of('UnregisterBroker', fc.record({ brokerId: brokerIds, brokerEpoch: small })),
  of(
    'BrokerRegistrationChange',
    fc.record({
      brokerId: brokerIds,
      brokerEpoch: small,
      fenced: fc.integer({ min: -1, max: 1 }),
      inControlledShutdown: fc.integer({ min: 0, max: 1 }),
      logDirs: fc.constant([]),
      cordonedLogDirs: fc.constant(null),
    }),
  ),
  of('RemoveTopic', fc.record({ topicId: topicIds })),
  of(
    'PartitionChange',
    fc.record({
      partitionId: fc.nat(2),
      topicId: topicIds,
      isr: fc.option(replicas),
      leader: fc.constantFrom(-2, -1, 1, 2, 3),
      replicas: fc.option(replicas),
      removingReplicas: fc.option(replicas),
      addingReplicas: fc.option(replicas),
      leaderRecoveryState: fc.constantFrom(-1, 0, 1),
      directories: fc.constant(null),
      eligibleLeaderReplicas: fc.option(replicas),
      lastKnownElr: fc.option(replicas),
    }),
  ),
  of(
    'Config',
    fc.record({
      resourceType: fc.constantFrom(topicResource, brokerResource),
      resourceName: fc.oneof(topicNames, fc.constantFrom('', '1')),
      name: fc.constantFrom('retention.ms', 'segment.bytes'),
      value: fc.option(fc.constantFrom('1', '2')),
    }),
  ),
  of('ClearElr', fc.record({ topicName: fc.oneof(topicNames, fc.constant('')) })),
  of('ProducerIds', fc.record({ brokerId: brokerIds, brokerEpoch: small, nextProducerId: fc.nat(100_000) })),
);

interface NewTopic {
  readonly name: string;
  readonly topicId: string;
  readonly partitions: readonly (readonly number[])[];
}

type Step = { readonly record: MetadataRecord } | { readonly topic: NewTopic };

/** A topic is made whole: with its partitions, and unless its name or id is taken. @param ids of the topics that are made */
function stepsWith(ids: readonly string[]): fc.Arbitrary<Step[]> {
  const topics = fc.record({
    name: topicNames,
    topicId: fc.constantFrom(...ids),
    partitions: fc.array(replicas, { minLength: 1 }),
  });
  return fc.array(
    fc.oneof(
      { weight: 4, arbitrary: records.map((record) => ({ record })) },
      { weight: 1, arbitrary: topics.map((topic) => ({ topic })) },
    ),
    { maxLength: 60 },
  );
}

const steps = stepsWith(firstIds);
const laterSteps = stepsWith(laterIds);

function replay(image: MetadataImage, history: readonly Step[]): MetadataImage {
  for (const step of history) {
    if ('record' in step) image.replay(step.record, image.offset + 1);
    else addTopic(image, step.topic);
  }
  return image;
}

function addTopic(image: MetadataImage, { name, topicId, partitions }: NewTopic): void {
  if (image.topicsByName.has(name) || image.topicsById.has(topicId)) return;
  image.replay({ type: 'Topic', value: { name, topicId } }, image.offset + 1);
  partitions.forEach((placed, partitionId) => {
    const value: Value<'Partition'> = {
      partitionId,
      topicId,
      replicas: placed,
      isr: placed,
      removingReplicas: [],
      addingReplicas: [],
      leader: placed[0] ?? -1,
      leaderRecoveryState: 0,
      leaderEpoch: 0,
      partitionEpoch: 0,
      directories: [],
      eligibleLeaderReplicas: null,
      lastKnownElr: null,
    };
    image.replay({ type: 'Partition', value }, image.offset + 1);
  });
}

/** Through their bytes, as a snapshot has them. */
function written(image: MetadataImage): MetadataRecord[] {
  return [...imageRecords(image)].map((record) => decodeMetadataRecord(encodeMetadataRecord(record)));
}

/** All that there is in an image, orders included. */
function contents(image: MetadataImage): unknown {
  const { brokers, topicsById, topicsByName, featureLevels, nextProducerId, offset } = image;
  const configs = [...image.allConfigs()].map(({ values, ...of }) => ({ ...of, values: [...values] }));
  return {
    brokers: [...brokers],
    topicsById: [...topicsById],
    topicsByName: [...topicsByName],
    featureLevels: [...featureLevels],
    configs,
    nextProducerId,
    offset,
  };
}

describe('the records of an image', () => {
  it('make the same image again, whatever led to it, and whatever image loads them', () => {
    fc.assert(
      fc.property(steps, steps, (history, other) => {
        const image = replay(new MetadataImage(), history);
        const loaded = replay(new MetadataImage(), other);
        loaded.load(written(image), image.offset);
        assert.deepEqual(contents(loaded), contents(image));
      }),
      { numRuns: 300 },
    );
  });

  it('are as many as there are things, however many records led there', () => {
    const image = new MetadataImage();
    addTopic(image, { name: 'orders', topicId: 'AAAAAAAAAAAAAAAAAAAAAg', partitions: [[1], [2]] });
    for (let round = 0; round < 100; round++) {
      image.replay(
        registration(1, { brokerEpoch: round, incarnationId: firstIds[0] as string }),
        image.offset + 1,
      );
      addTopic(image, { name: 'brief', topicId: 'AAAAAAAAAAAAAAAAAAAAAw', partitions: [[1]] });
      image.replay({ type: 'RemoveTopic', value: { topicId: 'AAAAAAAAAAAAAAAAAAAAAw' } }, image.offset + 1);
    }
    const types = written(image).map(({ type }) => type);
    assert.deepEqual(types, ['RegisterBroker', 'Topic', 'Partition', 'Partition', 'ProducerIds']);
  });

  it('share nothing with an image that goes on', () => {
    fc.assert(
      fc.property(steps, steps, (history, more) => {
        const image = replay(new MetadataImage(), history);
        const loaded = new MetadataImage();
        loaded.load([...imageRecords(image)], image.offset);
        const before = contents(loaded);
        replay(image, more);
        assert.deepEqual(contents(loaded), before);
      }),
    );
  });
});

describe('the difference of two images', () => {
  it('names every topic that went, and every partition, broker and config that is not as it was', () => {
    fc.assert(
      fc.property(steps, laterSteps, (history, more) => {
        const before = replay(new MetadataImage(), history);
        const after = replay(before.clone(), more);
        const told = new Set([...imageDifference(before, after)].map(show));
        for (const topic of before.topicsById.values()) {
          assert.equal(told.has(`gone ${topic.id}`), !after.topicsById.has(topic.id));
        }
        for (const topic of after.topicsById.values()) {
          topic.partitions.forEach((partition, index) => {
            const known = before.topicsById.get(topic.id)?.partitions[index];
            const isSame = JSON.stringify(known) === JSON.stringify(partition);
            if (!isSame) assert.ok(told.has(`partition ${topic.id} ${index}`), `${topic.name}-${index}`);
          });
        }
        for (const id of [1, 2, 3]) {
          const [old, now] = [before, after].map(({ brokers }) => brokers.get(id));
          assert.equal(told.has(`broker ${id}`), !isDeepStrictEqual(old, now));
        }
        for (const { resourceType, resourceName } of [...before.allConfigs(), ...after.allConfigs()]) {
          const [old, now] = [before, after].map((each) => each.configsOf(resourceType, resourceName));
          const isTold = told.has(`config ${resourceType}:${resourceName}`);
          assert.equal(isTold, !isDeepStrictEqual(old, now), resourceName);
        }
      }),
    );
  });

  it('is nothing between an image and itself', () => {
    const image = new MetadataImage();
    addTopic(image, { name: 'orders', topicId: 'AAAAAAAAAAAAAAAAAAAAAg', partitions: [[1], [2]] });
    assert.deepEqual([...imageDifference(image, image.clone())], []);
  });

  it('tells of a topic that was made again as of two topics, the old one first', () => {
    const before = new MetadataImage();
    addTopic(before, { name: 'orders', topicId: 'AAAAAAAAAAAAAAAAAAAAAg', partitions: [[1]] });
    const after = new MetadataImage();
    addTopic(after, { name: 'orders', topicId: 'AAAAAAAAAAAAAAAAAAAAAw', partitions: [[1]] });
    assert.deepEqual([...imageDifference(before, after)].map(show), [
      'gone AAAAAAAAAAAAAAAAAAAAAg',
      'partition AAAAAAAAAAAAAAAAAAAAAw 0',
    ]);
  });

  it('tells of configs that changed on a topic that stayed', () => {
    const before = new MetadataImage();
    addTopic(before, { name: 'orders', topicId: 'AAAAAAAAAAAAAAAAAAAAAg', partitions: [[1]] });
    const after = before.clone();
    const config = { resourceType: topicResource, resourceName: 'orders', name: 'retention.ms', value: '1' };
    after.replay({ type: 'Config', value: config }, after.offset + 1);
    assert.deepEqual([...imageDifference(before, after)].map(show), ['config 2:orders']);
  });
});

function show(
  change: ReturnType<typeof imageDifference> extends Iterable<infer Change> ? Change : never,
): string {
  switch (change.type) {
    case 'topicRemoved':
      return `gone ${change.topic.id}`;
    case 'partition':
      return `partition ${change.topic.id} ${change.partition}`;
    case 'config':
      return `config ${change.resourceType}:${change.resourceName}`;
    case 'broker':
      return `broker ${change.id}`;
    case 'topics':
    case 'other':
      return change.type;
  }
}
