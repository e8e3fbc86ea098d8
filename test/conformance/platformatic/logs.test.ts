/** @platformatic/kafka looks into logs and cuts them. */
import assert from 'node:assert/strict';
import { cleanUp, errorNames, eventually, failureOf } from '../support.ts';
import { bytes, createTopic, openAdmin, openProducer, readAll, texts } from './clients.ts';

describe('@platformatic/kafka admin: logs', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  async function topicWithRecords(): Promise<string> {
    const topic = await createTopic(clean);
    const values = ['a', 'b', 'c', 'd'];
    const messages = values.map((value) => ({ topic, partition: 0, value: bytes(value) }));
    await openProducer(clean).send({ messages });
    return topic;
  }

  it('deletes the records before an offset, and tells where the log begins', async () => {
    const topic = await topicWithRecords();
    const partitions = [{ partition: 0, offset: 3n }];
    const admin = openAdmin(clean);
    // A leader may have been found before it knew that it leads.
    const deleted = await eventually('the records are deleted', () =>
      admin.deleteRecords({ topics: [{ name: topic, partitions }] }),
    );
    assert.deepEqual(deleted, [{ name: topic, partitions: [{ partition: 0, lowWatermark: 3n }] }]);
    assert.deepEqual(texts(await readAll(clean, topic, 1)), ['d']);
  });

  it('is refused beyond the end', async () => {
    const topic = await topicWithRecords();
    const partitions = [{ partition: 0, offset: 9n }];
    const deletion = openAdmin(clean).deleteRecords({ topics: [{ name: topic, partitions }] });
    assert.ok(errorNames(await failureOf(deletion)).includes('OFFSET_OUT_OF_RANGE'));
  });

  it('describes the log of every replica', async () => {
    const topic = await topicWithRecords();
    const sizes = await eventually('three equal logs', async () => {
      const topics = [{ name: topic, partitions: [0] }];
      const described = await openAdmin(clean).describeLogDirs({ topics });
      const found = described.flatMap(({ results }) =>
        results.flatMap((result) => result.topics.flatMap(({ partitions }) => partitions)),
      );
      const known = found.map(({ partitionSize }) => partitionSize);
      return known.length === 3 && new Set(known).size === 1 ? known : undefined;
    });
    assert.ok((sizes[0] ?? 0n) > 60n);
  });
});
