const { Kafka } = require('kafkajs');
const { GenericContainer } = require('testcontainers');
const { publishOrder } = require('../src/publisher');

jest.setTimeout(60000);

describe('publisher', () => {
  let kafka;
  let consumer;

  beforeAll(async () => {
    await new GenericContainer('apache/kafka:3.7.0').withExposedPorts(9092).start();
    kafka = new Kafka({ clientId: 'jest', brokers: ['localhost:9092'] });
    const admin = kafka.admin();
    await admin.createTopics({
      topics: [{ topic: 'jest-orders' }, { topic: 'jest-payments', numPartitions: 2 }],
    });
    consumer = kafka.consumer({ groupId: 'jest-group' });
  });

  afterAll(() => consumer.disconnect());

  test('publishes an order', async () => {
    await consumer.subscribe({ topic: 'jest-orders', fromBeginning: true });
    const seen = [];
    await consumer.run({ eachMessage: async ({ message }) => seen.push(message.value.toString()) });
    await publishOrder({ id: 1, topic: 'books' });
    await new Promise((r) => setTimeout(r, 500));
    expect(seen).toEqual(['{"id":1,"topic":"books"}']);
  });

  test('uses sendBatch', async () => {
    const producer = kafka.producer();
    await producer.connect();
    await producer.sendBatch({
      topicMessages: [
        { topic: `jest_batch_a`, messages: [{ value: 'a' }] },
        { topic: 'jest-orders-dlt', messages: [{ value: 'dead' }] },
      ],
    });
    const spy = jest.spyOn(producer, 'send').mockResolvedValue([]);
    await producer.send({ topic: `jest-${process.pid}`, messages: [] });
    expect(spy).toHaveBeenCalledTimes(1);
  });
});
