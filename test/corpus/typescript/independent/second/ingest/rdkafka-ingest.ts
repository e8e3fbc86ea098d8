import * as Kafka from 'node-rdkafka';
import { createServer } from 'http';
import { Readable } from 'stream';
import { config } from './config';

const READINGS = 'meter-readings';

const producer = new Kafka.Producer({
  'client.id': 'meter-gateway',
  'metadata.broker.list': config.brokers,
  'compression.codec': 'snappy',
  'linger.ms': 20,
  dr_cb: true,
});

producer.setPollInterval(100);
producer.on('event.error', (err) => console.error('librdkafka', err));
producer.on('delivery-report', (err, report) => {
  if (err) console.warn('undelivered', report.key);
});

async function body(req: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const c of req) chunks.push(c as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

producer.on('ready', () => {
  createServer(async (req, res) => {
    const raw = await body(req);
    let reading: { meter: string; kwh: number };
    try {
      reading = JSON.parse(raw);
    } catch {
      producer.produce('meter-readings-rejected', null, Buffer.from(raw), null, Date.now());
      res.writeHead(400).end();
      return;
    }
    producer.produce(READINGS, null, Buffer.from(raw), reading.meter, Date.now());
    res.writeHead(202).end();
  }).listen(8080);
});

producer.connect();

process.on('SIGTERM', () => {
  producer.flush(5_000, () => producer.disconnect());
});
