import { Command } from 'commander';
import { Kafka } from 'kafkajs';

const program = new Command()
  .option('-b, --brokers <list>', 'bootstrap servers', 'localhost:9092')
  .option('--since <iso>', 'rewind to this time')
  .parse();

const opts = program.opts<{ brokers: string; since?: string }>();

async function run() {
  const kafka = new Kafka({ clientId: 'ops-cli', brokers: opts.brokers.split(',') });
  const admin = kafka.admin();
  await admin.connect();

  const { topics: meta } = await admin.fetchTopicMetadata({ topics: ['telemetry.frames'] });
  console.table(meta[0].partitions.map((p) => ({ id: p.partitionId, leader: p.leader, isr: p.isr.length })));

  if (opts.since) {
    const target = await admin.fetchTopicOffsetsByTimestamp('telemetry.frames', Date.parse(opts.since));
    await admin.setOffsets({ groupId: 'telemetry-decoder', topic: 'telemetry.frames', partitions: target });
  } else {
    await admin.resetOffsets({ groupId: 'telemetry-decoder', topic: 'telemetry.frames', earliest: true });
  }

  const after = await admin.fetchOffsets({ groupId: 'telemetry-decoder', topics: ['telemetry.frames'] });
  console.log(JSON.stringify(after, null, 2));

  await admin.createPartitions({ topicPartitions: [{ topic: 'telemetry.decoded', count: 48 }] });
  await admin.disconnect();
}

run().catch((err) => {
  console.error(err.message);
  process.exitCode = 1;
});
