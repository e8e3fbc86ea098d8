const { KafkaJS } = require('@confluentinc/kafka-javascript');
const { Kafka } = KafkaJS;

const config = {
  kafka: {
    brokers: ['localhost:9092'],
    topic: 'geo-positions',
    groupId: 'geo',
  },
  http: { port: 8080 },
};

function kafkaClient() {
  return new Kafka({ kafkaJS: { brokers: config.kafka.brokers, clientId: 'geo' } });
}

async function consumePositions(onPosition) {
  const consumer = kafkaClient().consumer({ kafkaJS: { groupId: config.kafka.groupId } });
  await consumer.connect();
  await consumer.subscribe({ topic: config.kafka.topic });
  await consumer.run({
    eachMessage: async ({ message }) => onPosition(JSON.parse(message.value)),
  });
}

async function publishFence(fence) {
  const producer = kafkaClient().producer({ 'client.id': 'geo-fences', 'linger.ms': 5 });
  await producer.connect();
  const name = 'geo_fences';
  await producer.send({ topic: name, messages: [{ value: JSON.stringify(fence) }] });
  await producer.send({
    topic: 'geo.position.event.fence_crossed.v1',
    messages: [
      { key: fence.id, value: 'crossed', headers: { topic: 'header-topic' } },
    ],
  });
  await producer.disconnect();
}

module.exports = { consumePositions, publishFence };
