import { KafkaJS } from '@confluentinc/kafka-javascript';
import { SchemaRegistryClient, SerdeType, AvroSerializer } from '@confluentinc/schemaregistry';
import { tickSource, Tick } from './ticks';

const { Kafka, logLevel } = KafkaJS;
const TICKS = 'market.ticks';

const registry = new SchemaRegistryClient({ baseURLs: [process.env.SR_URL ?? 'http://localhost:8081'] });
const serializer = new AvroSerializer(registry, SerdeType.VALUE, { useLatestVersion: true });

const kafka = new Kafka({
  kafkaJS: {
    brokers: [process.env.BOOTSTRAP!],
    ssl: true,
    logLevel: logLevel.INFO,
    sasl: { mechanism: 'plain', username: process.env.CC_KEY!, password: process.env.CC_SECRET! },
  },
});

async function main() {
  const producer = kafka.producer({ kafkaJS: { acks: 1 }, 'linger.ms': 5 });
  await producer.connect();

  const encode = async (tick: Tick) => ({
    key: tick.symbol,
    value: await serializer.serialize(TICKS, tick),
  });

  for await (const chunk of tickSource('XETRA', 50)) {
    await producer.send({ topic: TICKS, messages: await Promise.all(chunk.map(encode)) });
  }
  await producer.send({
    topic: 'market.session-events',
    messages: [{ key: 'XETRA', value: JSON.stringify({ type: 'closed' }) }],
  });

  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(TICKS);
  console.log('done, high watermarks: %j', offsets);
  await Promise.all([admin.disconnect(), producer.disconnect()]);
}

main().catch(console.error);
