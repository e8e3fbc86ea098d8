import { Consumer, Producer, stringDeserializers, stringSerializers, MessagesStreamModes, ProduceAcks } from '@platformatic/kafka';
import { once } from 'node:events';

const bootstrapBrokers = [process.env.KAFKA ?? 'localhost:9092'];

const producer = new Producer({
  clientId: 'thumbnailer',
  bootstrapBrokers,
  serializers: stringSerializers,
});

const consumer = new Consumer({
  groupId: 'thumbnailer-workers',
  clientId: 'thumbnailer',
  bootstrapBrokers,
  deserializers: stringDeserializers,
});

const stream = await consumer.consume({
  autocommit: true,
  topics: ['media.uploads'],
  mode: MessagesStreamModes.COMMITTED,
  sessionTimeout: 10_000,
});

for await (const message of stream) {
  const meta = JSON.parse(message.value);
  const sizes = [128, 512, 1024].filter((s) => s < meta.width);
  await producer.send({
    acks: ProduceAcks.LEADER,
    messages: sizes.map((size) => ({
      topic: 'media.thumbnails.requested',
      key: meta.id,
      value: JSON.stringify({ id: meta.id, size }),
    })),
  });
}

await once(stream, 'close');
await Promise.all([producer.close(), consumer.close()]);
