import { DynamicModule, Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { Kafka, KafkaConfig, SASLOptions, logLevel } from 'kafkajs';
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { EventEmitter } from 'node:events';

export const KAFKA_TOKEN = 'KAFKA_CLIENT';
const DEFAULT_GROUP = 'nest-group';
const bus = new EventEmitter();

@Module({})
export class KafkaModule {
  static register(name: string): DynamicModule {
    return {
      module: KafkaModule,
      providers: [
        {
          provide: KAFKA_TOKEN,
          inject: [ConfigService],
          useFactory: (config: ConfigService) => {
            const sasl: SASLOptions = { mechanism: 'plain', username: 'svc', password: config.get('KAFKA_PW') ?? '' };
            const cfg: KafkaConfig = {
              clientId: `${name}-client`,
              brokers: config.get<string>('KAFKA_BROKERS', 'localhost:9092').split(','),
              ssl: true,
              sasl,
              logLevel: logLevel.WARN,
            };
            return new Kafka(cfg);
          },
        },
      ],
      exports: [KAFKA_TOKEN],
    };
  }
}

export async function consume(kafka: Kafka, topics: string[]): Promise<void> {
  const registry = new SchemaRegistry({ host: 'http://registry:8081' });
  await registry.register({ type: SchemaType.AVRO, schema: '{"type":"string"}' }, { subject: 'customers-value' });
  const consumer = kafka.consumer({ groupId: DEFAULT_GROUP, sessionTimeout: 30000 });
  await consumer.subscribe({ topics });
  consumer.on('consumer.crash', (e) => bus.emit('crash', e));
  await consumer.run({
    eachMessage: async ({ topic, message }) => {
      bus.emit('message', { topic, key: message.key?.toString() ?? 'no-key' });
      const type = message.headers?.['event-type']?.toString();
      if (type === 'customer-created') console.log('customer created on', topic);
    },
  });
}
