import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { KafkaContainer } from '@testcontainers/kafka';
import { Kafka, logLevel } from 'kafkajs';
import { createWorker } from '../src/worker';

const INPUT = 'jobs.in';
const OUTPUT = `jobs.out`;

describe('worker', () => {
  let kafka: Kafka;

  beforeAll(async () => {
    const container = await new KafkaContainer('confluentinc/cp-kafka:7.5.0').start();
    kafka = new Kafka({ brokers: [`${container.getHost()}:${container.getMappedPort(9093)}`], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.createTopics({
      topics: [INPUT, OUTPUT, 'jobs.failed'].map((topic) => ({ topic, numPartitions: 1 })),
    });
  });

  it('moves jobs', async () => {
    const received: string[] = [];
    const consumer = kafka.consumer({ groupId: 'test' });
    await consumer.subscribe({ topics: [OUTPUT] });
    await consumer.run({ eachMessage: async ({ message }) => void received.push(String(message.value)) });
    const producer = kafka.producer();
    await producer.sendBatch({ topicMessages: [{ topic: INPUT, messages: [{ value: 'a' }] }] });
    await vi.waitFor(() => expect(received).toEqual(['a']));
  });

  it('asks the mock', async () => {
    const send = vi.fn();
    const worker = createWorker({ producer: { send } as never });
    await worker.run();
    expect(send).toHaveBeenCalledWith({ topic: 'jobs.metrics', messages: expect.any(Array) });
  });
});
