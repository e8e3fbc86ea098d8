import { ConsumerStream, KafkaConsumer, LibrdKafkaError, createReadStream } from 'node-rdkafka';
import { pipeline, Transform } from 'stream';
import { createWriteStream } from 'fs';

// Dumps the tariff topics to a file, used by support when a customer disputes a bill.

const globalConf = {
  'group.id': `tariff-dump-${process.pid}`,
  'metadata.broker.list': process.env.BROKERS ?? 'localhost:9092',
  'enable.auto.commit': false,
};

const stream: ConsumerStream = createReadStream(
  globalConf,
  { 'auto.offset.reset': 'earliest' },
  { topics: ['tariffs.current', 'tariffs.scheduled'], waitInterval: 0, objectMode: true },
);

const toLine = new Transform({
  objectMode: true,
  transform(msg, _enc, cb) {
    cb(null, `${msg.topic}\t${msg.key}\t${msg.value}\n`);
  },
});

pipeline(stream, toLine, createWriteStream('tariffs.tsv'), (err) => {
  if (err) console.error('dump failed', err);
});

export function lag(consumer: KafkaConsumer, cb: (n: number) => void) {
  consumer.queryWatermarkOffsets('tariffs.current', 0, 2000, (err: LibrdKafkaError, marks) => {
    if (err) return cb(-1);
    consumer.committed([{ topic: 'tariffs.current', partition: 0 }], 2000, (e2, committed) => {
      cb(e2 ? -1 : marks.highOffset - (committed[0].offset ?? 0));
    });
  });
}
