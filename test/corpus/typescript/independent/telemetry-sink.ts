import { KafkaJS } from '@confluentinc/kafka-javascript';
import { z } from 'zod';

const { Kafka, ErrorCodes } = KafkaJS;

const env = z.object({ BOOTSTRAP: z.string().default('localhost:9092') }).parse(process.env);

function getEnv(name: string, fallback: string): string {
  const v = process.env[name];
  return v && v.length > 0 ? v : fallback;
}

const inputTopic = getEnv('TELEMETRY_INPUT', 'telemetry-raw');

abstract class Sink<T> {
  protected abstract readonly topic: string;

  constructor(protected readonly producer: KafkaJS.Producer) {}

  async write(items: T[]): Promise<void> {
    await this.producer.send({
      topic: this.topic,
      messages: items.map((i) => ({ value: JSON.stringify(i) })),
    });
  }
}

interface Sample { device: string; at: number; value: number }

export class SampleSink extends Sink<Sample> {
  protected readonly topic = 'telemetry.samples';
}

export class Deadletter {
  static readonly TOPIC: string = 'telemetry_rejected';

  constructor(private readonly producer: KafkaJS.Producer) {}

  reject(sample: unknown, reason: string) {
    return this.producer.send({
      topic: Deadletter.TOPIC,
      messages: [{ value: JSON.stringify(sample), headers: { reason } }],
    });
  }
}

export async function main(): Promise<void> {
  const kafka = new Kafka({ kafkaJS: { brokers: [env.BOOTSTRAP], clientId: 'telemetry' } });
  const consumer = kafka.consumer({ kafkaJS: { groupId: 'telemetry-sink', fromBeginning: true } });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [inputTopic, 'telemetry-backfill'] });
  } catch (e) {
    if ((e as { code?: number }).code === ErrorCodes.ERR_UNKNOWN_TOPIC_OR_PART) {
      console.warn('topic telemetry does not exist yet');
    }
    throw e;
  }
}
