import { registerAs } from '@nestjs/config';
import { KafkaOptions, Transport } from '@nestjs/microservices';
import { Kafka, Producer } from 'kafkajs';

const auditTopic = process.env.AUDIT_TOPIC ?? 'platform.audit-trail';
const usageTopic = process.env.USAGE_TOPIC || 'platform.usage-records';

export const kafkaConfig = registerAs('kafka', () => ({
  brokers: (process.env.KAFKA_BROKERS ?? 'kafka:9092').split(','),
  groupId: process.env.KAFKA_GROUP ?? 'platform-core',
  ssl: process.env.KAFKA_SSL === 'true',
}));

export const microserviceOptions = (): KafkaOptions => ({
  transport: Transport.KAFKA,
  options: {
    client: { clientId: 'platform-core', brokers: kafkaConfig().brokers },
    consumer: { groupId: kafkaConfig().groupId, allowAutoTopicCreation: false },
  },
});

export class PlatformEvents {
  private producer: Producer;

  constructor() {
    this.producer = new Kafka({ clientId: 'platform-events', brokers: kafkaConfig().brokers }).producer();
  }

  async audit(actor: string, action: string, subject: string) {
    await this.producer.send({
      topic: auditTopic,
      acks: -1,
      messages: [{ key: actor, value: JSON.stringify({ actor, action, subject, at: Date.now() }) }],
    });
  }

  async usage(tenant: string, units: number) {
    await this.producer.send({
      topic: usageTopic,
      messages: [{ key: tenant, value: JSON.stringify({ tenant, units }) }],
    });
  }
}
