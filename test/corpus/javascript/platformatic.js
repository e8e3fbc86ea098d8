import { Admin, Consumer, Producer, stringSerializers } from '@platformatic/kafka';

const producer = new Producer({ clientId: 'p', bootstrapBrokers: ['localhost:9092'], serializers: stringSerializers });
const names = new Set(['events.a', 'events.b']);

await producer.send({
  messages: [
    { topic: 'events', key: 'user-123', value: JSON.stringify({ topic: 'inner' }), headers: { source: 'web' } },
    { topic: `${'events'}.dead`, value: '' },
  ],
});
const consumer = new Consumer({ groupId: 'my-group', clientId: 'c', bootstrapBrokers: ['localhost:9092'] });
const stream = await consumer.consume({ autocommit: true, topics: [...names], sessionTimeout: 10000 });
for await (const message of stream) console.log(message.topic);
const admin = new Admin({ clientId: 'a', bootstrapBrokers: ['localhost:9092'] });
await admin.createTopics({ topics: ['events.made'], partitions: 3, replicas: 1 });
await admin.deleteTopics({ topics: ['events.old'] });
