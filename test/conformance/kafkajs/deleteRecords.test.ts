/** KafkaJS deletes records: a consumer from the beginning begins after them. */
import assert from 'node:assert/strict';
import type { KafkaJSDeleteTopicRecordsErrorTopic } from 'kafkajs';
import { cleanUp, errorNames, failureOf } from '../support.ts';
import { connectAdmin, connectProducer, createTopic, readAll, texts } from './clients.ts';

describe('KafkaJS admin: records', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  async function topicWithRecords() {
    const topic = await createTopic(clean);
    const producer = await connectProducer(clean);
    const values = ['a', 'b', 'c', 'd'];
    await producer.send({ topic, messages: values.map((value) => ({ value })) });
    const admin = await connectAdmin(clean);
    // The client looks for leaders in what it knows already.
    await admin.fetchTopicOffsets(topic);
    return { topic, admin };
  }

  it('those before an offset are gone', async () => {
    const { topic, admin } = await topicWithRecords();
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '3' }] });
    const [offsets] = await admin.fetchTopicOffsets(topic);
    assert.deepEqual([offsets?.low, offsets?.high], ['3', '4']);
    assert.deepEqual(texts(await readAll(clean, topic, 1)), ['d']);
  });

  it('all are gone with -1', async () => {
    const { topic, admin } = await topicWithRecords();
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '-1' }] });
    const [offsets] = await admin.fetchTopicOffsets(topic);
    assert.deepEqual([offsets?.low, offsets?.high], ['4', '4']);
  });

  it('an offset beyond the end is refused', async () => {
    const { topic, admin } = await topicWithRecords();
    const deletion = admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '9' }] });
    const failure = await failureOf(deletion);
    // The client tries again before it gives up, and then wraps the error.
    const { partitions = [] } = (failure.cause ?? failure) as Partial<KafkaJSDeleteTopicRecordsErrorTopic>;
    assert.ok(errorNames(partitions[0]?.error).includes('OFFSET_OUT_OF_RANGE'), String(failure));
  });
});
