const Kafka = require('node-rdkafka');
const { Transform } = require('stream');
const debug = require('debug')('pipeline');

const conf = { 'metadata.broker.list': process.env.BROKERS, 'group.id': 'gps-cleaner' };

const input = Kafka.KafkaConsumer.createReadStream(conf, { 'auto.offset.reset': 'latest' }, {
  topics: 'gps.raw',
  fetchSize: 200,
});

const output = Kafka.Producer.createWriteStream(
  { 'metadata.broker.list': process.env.BROKERS, 'queue.buffering.max.ms': 10 },
  {},
  { topic: 'gps.clean' },
);

const clean = new Transform({
  objectMode: true,
  transform(msg, enc, next) {
    try {
      const p = JSON.parse(msg.value);
      if (p.hdop > 5) return next();
      next(null, Buffer.from(JSON.stringify({ lat: p.lat, lon: p.lon, t: p.t })));
    } catch (e) {
      debug('skipping %s:%d', msg.topic, msg.offset);
      next();
    }
  },
});

input.on('error', (e) => debug(e));
output.on('error', (e) => {
  console.error('cannot write', e);
  process.exit(1);
});

input.pipe(clean).pipe(output);
