import { Kafka } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KafkaContainer, StartedKafkaContainer } from '@testcontainers/kafka';

describe('topic provisioning', () => {
  let container: StartedKafkaContainer;
  let kafka: Kafka;
  const topicName = 'provisioning-test';

  beforeAll(async () => {
    container = await new KafkaContainer('confluentinc/cp-kafka:7.6.0').withExposedPorts(9093).start();
    kafka = new Kafka({ clientId: 'spec', brokers: [`localhost:${container.getMappedPort(9093)}`] });
  }, 60_000);

  afterAll(async () => {
    await container.stop();
  });

  it('creates topics with three partitions', async () => {
    const admin = kafka.admin();
    await admin.connect();
    const created = await admin.createTopics({
      waitForLeaders: true,
      topics: [
        { topic: topicName, numPartitions: 3 },
        {
          topic: 'compacted state',
          numPartitions: 1,
          configEntries: [{ name: 'cleanup.policy', value: 'compact' }],
        },
      ],
    });
    expect(created).toBe(true);

    const meta = await admin.fetchTopicMetadata({ topics: [topicName] });
    expect(meta.topics[0].partitions).toHaveLength(3);
    expect(meta.topics[0].name).toBe('provisioning-test');
    await admin.deleteTopics({ topics: ['gone'], timeout: 5000 });
    await admin.createPartitions({ topicPartitions: [{ topic: 'wide-topic', count: 12 }] });
    await admin.disconnect();
  });

  it('ignores internal topics', async () => {
    const consumer = kafka.consumer({ groupId: 'spec-group' });
    await consumer.subscribe({ topic: '__consumer_offsets' });
    await consumer.subscribe({ topic: 'orders-retry-0' });
    await consumer.subscribe({ topic: 'orders.DLT' });
    await consumer.disconnect();
  });
});
