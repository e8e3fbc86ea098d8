import { registerAs } from '@nestjs/config';
import { KafkaOptions, Transport } from '@nestjs/microservices';

export const kafkaConfig = registerAs('kafka', (): KafkaOptions => ({
  transport: Transport.KAFKA,
  options: {
    client: { clientId: 'gateway', brokers: (process.env.KAFKA_BROKERS ?? 'localhost:9092').split(',') },
    consumer: { groupId: 'gateway-consumer', allowAutoTopicCreation: false },
    producer: { transactionalId: 'gateway-tx' },
  },
}));
