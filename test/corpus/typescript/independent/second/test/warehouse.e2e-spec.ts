import { KafkaContainer, StartedKafkaContainer } from '@testcontainers/kafka';
import { Consumer, Kafka, Producer } from 'kafkajs';
import { buildApp } from '../src/app';
import { waitFor } from './support/wait-for';

jest.setTimeout(120_000);

describe('stock reservation', () => {
  const topicIn = 'warehouse.reservations';
  const topicOut = 'warehouse.stock-levels';

  let container: StartedKafkaContainer;
  let kafka: Kafka;
  let producer: Producer;
  let consumer: Consumer;
  const received: any[] = [];

  beforeAll(async () => {
    container = await new KafkaContainer('confluentinc/cp-kafka:7.6.1').withExposedPorts(9093).start();
    kafka = new Kafka({ brokers: [`${container.getHost()}:${container.getMappedPort(9093)}`] });
    const admin = kafka.admin();
    await admin.createTopics({ topics: [{ topic: topicIn }, { topic: topicOut }] });
    await admin.disconnect();

    producer = kafka.producer();
    consumer = kafka.consumer({ groupId: 'e2e' });
    await producer.connect();
    await consumer.subscribe({ topics: [topicOut], fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        received.push(JSON.parse(message.value!.toString()));
      },
    });
    await buildApp(kafka);
  });

  afterAll(async () => {
    await Promise.all([producer.disconnect(), consumer.disconnect()]);
    await container.stop();
  });

  it('decrements the level', async () => {
    await producer.send({ topic: topicIn, messages: [{ key: 'SKU-1', value: '{"qty":2}' }] });
    await waitFor(() => received.length > 0);
    expect(received[0]).toMatchObject({ sku: 'SKU-1', available: 8 });
  });
});
