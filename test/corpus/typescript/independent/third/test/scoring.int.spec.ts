import { describe, it, beforeAll, afterAll, expect } from 'vitest';
import { Admin, Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { ScoringWorker } from '../src/scoring/worker';

const kafka = new Kafka({ brokers: ['localhost:19092'], logLevel: logLevel.NOTHING });

describe('ScoringWorker (redpanda)', () => {
  let admin: Admin;
  let worker: ScoringWorker;

  beforeAll(async () => {
    admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({
      waitForLeaders: true,
      topics: [
        { topic: 'scoring-requests', numPartitions: 4 },
        { topic: 'scoring-results', numPartitions: 4 },
      ],
    });
    worker = new ScoringWorker(kafka, { groupId: `it-${randomUUID()}` });
    await worker.start();
  });

  afterAll(async () => {
    await worker.stop();
    await admin.deleteTopics({ topics: ['scoring-requests', 'scoring-results'] });
    await admin.disconnect();
  });

  it('scores every request exactly once', async () => {
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({
      topic: 'scoring-requests',
      messages: Array.from({ length: 10 }, (_, i) => ({ key: `${i}`, value: JSON.stringify({ income: 1000 * i }) })),
    });

    const deadline = Date.now() + 10_000;
    let total = 0;
    while (total < 10 && Date.now() < deadline) {
      const offsets = await admin.fetchTopicOffsets('scoring-results');
      total = offsets.reduce((sum, o) => sum + Number(o.high), 0);
    }
    expect(total).toBe(10);
    await producer.disconnect();
  });
});
