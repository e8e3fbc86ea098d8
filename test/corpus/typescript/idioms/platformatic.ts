import { Consumer, Producer, Admin, stringDeserializers, stringSerializers, MessagesStreamModes } from '@platformatic/kafka';

interface Route { topic: string; handler: (v: string) => void }

const routes: Route[] = [
  { topic: 'chat.messages', handler: (v) => console.log(v) },
  { topic: 'chat.presence', handler: () => {} },
];

const consumer = new Consumer({ groupId: 'chat', clientId: 'c', bootstrapBrokers: ['localhost:9092'], deserializers: stringDeserializers });
const stream = await consumer.consume({ topics: routes.map((r) => r.topic), mode: MessagesStreamModes.LATEST });
for await (const message of stream) {
  routes.find((r) => r.topic === message.topic)?.handler(message.value);
}
const producer = new Producer({ clientId: 'p', bootstrapBrokers: ['localhost:9092'], serializers: stringSerializers });
await producer.send({ messages: [{ topic: 'chat.audit', key: 'a', value: 'b' }, { topic: routes[0].topic, value: 'x' }] });
const admin = new Admin({ clientId: 'a', bootstrapBrokers: ['localhost:9092'] });
await admin.createTopics({ topics: ['chat.rooms'], partitions: 1, replicas: 1 });
