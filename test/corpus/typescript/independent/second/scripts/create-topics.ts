#!/usr/bin/env ts-node
import 'dotenv/config';
import { Kafka, ITopicConfig, ConfigResourceTypes } from 'kafkajs';

const DAY = 24 * 60 * 60 * 1000;

const topics: ITopicConfig[] = [
  {
    topic: 'clickstream.raw',
    numPartitions: 24,
    replicationFactor: 3,
    configEntries: [{ name: 'retention.ms', value: String(2 * DAY) }],
  },
  {
    topic: 'clickstream.sessions',
    numPartitions: 12,
    replicationFactor: 3,
    configEntries: [
      { name: 'cleanup.policy', value: 'compact' },
      { name: 'min.insync.replicas', value: '2' },
    ],
  },
  { topic: 'clickstream.raw.dlq', numPartitions: 1, replicationFactor: 3 },
];

async function main() {
  const kafka = new Kafka({
    clientId: 'topic-bootstrap',
    brokers: (process.env.KAFKA_BROKERS ?? 'localhost:9092').split(','),
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter((t) => !existing.has(t.topic));
    if (missing.length > 0) {
      await admin.createTopics({ topics: missing, waitForLeaders: true });
      console.info(`created ${missing.map((t) => t.topic).join(', ')}`);
    }
    await admin.alterConfigs({
      validateOnly: false,
      resources: [
        {
          type: ConfigResourceTypes.TOPIC,
          name: 'clickstream.sessions',
          configEntries: [{ name: 'segment.ms', value: '3600000' }],
        },
      ],
    });
    await admin.deleteTopics({ topics: ['clickstream.legacy'], timeout: 5000 });
  } finally {
    await admin.disconnect();
  }
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});
