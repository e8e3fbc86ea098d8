import { Injectable, Logger, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { Consumer, Kafka, KafkaMessage, Producer, RecordMetadata } from 'kafkajs';
import { Topics } from '@acme/contracts';

@Injectable()
export class KafkaService implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('KafkaService');
  private readonly kafka: Kafka;
  private readonly producer: Producer;
  private readonly consumers: Consumer[] = [];

  constructor(private readonly config: ConfigService) {
    this.kafka = new Kafka({
      clientId: this.config.getOrThrow('SERVICE_NAME'),
      brokers: this.config.getOrThrow<string>('KAFKA_BROKERS').split(','),
    });
    this.producer = this.kafka.producer();
  }

  async onModuleInit() {
    await this.producer.connect();
    await this.consume(Topics.Heartbeat, 'liveness-probe', async () => this.log.verbose('beat'));
  }

  async onModuleDestroy() {
    await Promise.all([this.producer.disconnect(), ...this.consumers.map((c) => c.disconnect())]);
  }

  publish(topic: string, key: string, value: object): Promise<RecordMetadata[]> {
    return this.producer.send({ topic, messages: [{ key, value: JSON.stringify(value) }] });
  }

  async consume(topic: string, group: string, handler: (m: KafkaMessage) => Promise<void>) {
    const consumer = this.kafka.consumer({ groupId: group });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: false });
    await consumer.run({ eachMessage: ({ message }) => handler(message) });
    this.consumers.push(consumer);
  }
}
