/** How a consumer block reads, what must hold before it does, and what is said when something fails. */
import assert from 'node:assert/strict';
import { KafkaError } from '../../../../src/client/errors.ts';
import { parseKafkaFile } from '../../../../src/kafkaFile/parse.ts';
import { type ConsumerPlan, planConsumer } from '../../../../src/kafkaFile/record.ts';
import { failureOf } from '../../../../src/ui/editor/failure.ts';
import { insistsOnAnother, missingPartition } from '../../../../src/ui/editor/preconditions.ts';
import {
  joinsGroup,
  readingHeader,
  readingOptions,
  unknownPartitions,
} from '../../../../src/ui/editor/reading.ts';
import { english } from './localizer.ts';

function plan(...lines: readonly string[]): ConsumerPlan {
  const [block] = parseKafkaFile(lines.join('\n')).blocks;
  assert.ok(block?.kind === 'consumer');
  const planned = planConsumer(block);
  assert.ok('plan' in planned);
  return planned.plan;
}

const offsets = [
  { topic: 't', partition: 0, low: 0, high: 10 },
  { topic: 't', partition: 1, low: 5, high: 7 },
  { topic: 't', partition: 2, low: 0, high: 0 },
];
const partitions = offsets.map(({ partition }) => ({
  partition,
  leader: 1,
  leaderEpoch: 0,
  replicas: [1],
  isr: [1],
  offlineReplicas: [],
  error: undefined,
}));
const topic = { name: 't', id: 'x', internal: false, partitions };

describe('reading', () => {
  it('joins the group when partitions and offsets are left to it', () => {
    const options = readingOptions(plan('CONSUMER g', 'topic: t', 'from: earliest'), []);
    assert.deepEqual(options, { groupId: 'g', topics: ['t'], from: 'earliest' });
    assert.deepEqual(readingOptions(plan('CONSUMER', 'topic: t'), []), {
      groupId: undefined,
      topics: ['t'],
      from: 'latest',
    });
  });

  it('reads named partitions by itself, from the place the block says', () => {
    const starts = (from: string) =>
      readingOptions(
        plan('CONSUMER g', 'topic: t', `from: ${from}`, 'partitions: 0-1'),
        offsets,
      ).partitions?.map(({ partition, offset }) => [partition, offset]);
    assert.deepEqual(starts('earliest'), [
      [0, 0],
      [1, 5],
    ]);
    assert.deepEqual(starts('latest'), [
      [0, 10],
      [1, 7],
    ]);
    assert.ok(!joinsGroup(plan('CONSUMER g', 'topic: t', 'partitions: 0')));
    assert.equal(readingOptions(plan('CONSUMER g', 'topic: t', 'partitions: 0'), offsets).groupId, undefined);
  });

  it('an offset beyond what a partition holds becomes the nearest one', () => {
    const options = readingOptions(plan('CONSUMER', 'topic: t', 'from: 8'), offsets);
    assert.deepEqual(
      options.partitions?.map(({ offset }) => offset),
      [8, 7, 0],
    );
    const low = readingOptions(plan('CONSUMER', 'topic: t', 'from: 2'), offsets);
    assert.deepEqual(
      low.partitions?.map(({ offset }) => offset),
      [2, 5, 0],
    );
  });

  it('names partitions the topic lacks', () => {
    assert.deepEqual(unknownPartitions(plan('CONSUMER', 'topic: t', 'partitions: 1-4'), topic), [3, 4]);
    assert.deepEqual(unknownPartitions(plan('CONSUMER', 'topic: t'), topic), []);
  });

  it('says in its head what it does to the group', () => {
    const head = (...lines: readonly string[]) => readingHeader(plan(...lines), 'Embedded', english);
    assert.equal(
      head('CONSUMER g', 'topic: t'),
      'Reading t on Embedded, all partitions, from latest. Member of the group "g": goes on from its committed offsets.',
    );
    assert.match(head('CONSUMER g', 'topic: t', 'from: 3'), /from offset 3\. The group "g" is not joined/);
    assert.match(head('CONSUMER', 'topic: t', 'partitions: 0,2'), /partitions 0, 2, .* nothing is committed/);
  });
});

describe('preconditions', () => {
  const profile = { id: 'embedded', name: 'Embedded cluster', bootstrapServers: [] };

  it('a block that names a cluster runs on no other', () => {
    assert.equal(insistsOnAnother(undefined, profile, english), undefined);
    assert.equal(insistsOnAnother('Embedded', profile, english), undefined);
    assert.equal(insistsOnAnother('embedded cluster', profile, english), undefined);
    assert.match(insistsOnAnother('staging', profile, english) ?? '', /meant for the cluster "staging"/);
  });

  it('a partition must exist, as far as the topic is known', () => {
    assert.equal(missingPartition(2, topic, english), undefined);
    assert.equal(missingPartition(9, undefined, english), undefined);
    assert.match(missingPartition(3, topic, english) ?? '', /has no partition 3: it has 3/);
  });
});

describe('failures', () => {
  const failure = (name: string) =>
    failureOf(new KafkaError({ code: 1, name, retriable: false, message: 'why' }), 'orders', english);

  it('say what to do next', () => {
    assert.deepEqual(failure('UNKNOWN_TOPIC_OR_PARTITION'), {
      message: 'The topic "orders" does not exist.',
      remedy: 'createTopic',
    });
    assert.equal(failure('NETWORK').remedy, 'cluster');
    assert.equal(failure('NOT_ENOUGH_REPLICAS').remedy, 'cluster');
    assert.match(failure('MESSAGE_TOO_LARGE').message, /max\.message\.bytes/);
    assert.deepEqual(failure('SOMETHING_NEW'), { message: 'SOMETHING_NEW: why', remedy: 'none' });
  });
});
