import { pipeline } from 'node:stream/promises';
import Kafka from 'node-rdkafka';

const settings = { 'metadata.broker.list': process.env.BROKERS || 'localhost:9092', 'group.id': 'stream' };
const { INPUT_TOPIC = 'stream.in' } = process.env;
const output = process.env['OUTPUT_TOPIC'] || 'stream.out';

const source = Kafka.KafkaConsumer.createReadStream(settings, {}, { topics: [INPUT_TOPIC], waitInterval: 0 });
const sink = Kafka.Producer.createWriteStream(settings, {}, { topic: output });
await pipeline(source, sink);

const admin = Kafka.AdminClient.create(settings);
admin.createTopic({ topic: 'stream.made', num_partitions: 1, replication_factor: 1 }, () => {});
admin.deleteTopic('stream.gone', () => {});
const producer = new Kafka.HighLevelProducer({ 'bootstrap.servers': 'x' });
producer.produce('stream.high', null, Buffer.from('x'), 'key', Date.now(), () => {});
producer.on('event.error', () => {});
