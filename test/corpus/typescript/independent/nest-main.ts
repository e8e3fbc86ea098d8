import { NestFactory } from '@nestjs/core';
import { Injectable, Logger } from '@nestjs/common';
import { Client, ClientKafka, KafkaOptions, MicroserviceOptions, Transport } from '@nestjs/microservices';
import { Consumer, Kafka, KafkaMessage } from 'kafkajs';
import { AppModule } from './app.module';

const KAFKA: KafkaOptions = {
  transport: Transport.KAFKA,
  options: { client: { brokers: ['kafka:9092'] }, consumer: { groupId: 'hero-consumer' } },
};

type Handler = (message: KafkaMessage) => Promise<void>;

enum HeroTopic {
  Kill = 'hero.kill.dragon',
  Dead = 'hero-dead',
}

interface Subscription {
  topic: string;
  handler: Handler;
}

@Injectable()
export class HeroBus {
  private readonly logger = new Logger(HeroBus.name);

  @Client(KAFKA)
  private readonly client!: ClientKafka;

  private readonly subscriptions: Subscription[] = [
    { topic: 'hero_levels', handler: async (m) => this.logger.log(`level ${m.offset}`) },
    { topic: HeroTopic.Dead, handler: async () => this.logger.log('a hero topic') },
  ];

  constructor(private readonly consumer: Consumer) {}

  kill(id: string) {
    return this.client.send<string, { id: string }>(HeroTopic.Kill, { id });
  }

  celebrate(id: string): void {
    this.client.emit<void>('heroCelebrated', { key: id, value: { id, topic: 'party' } }).subscribe();
  }

  async start(): Promise<void> {
    for (const s of this.subscriptions) {
      await this.consumer.subscribe({ topic: s.topic, fromBeginning: false });
    }
    await this.consumer.run({
      eachMessage: async ({ topic, message }) => {
        await this.subscriptions.find((s) => s.topic === topic)?.handler(message);
      },
    });
  }
}

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create(AppModule);
  app.connectMicroservice<MicroserviceOptions>(KAFKA, { inheritAppConfig: true });
  const kafka = new Kafka({ clientId: 'hero', brokers: ['kafka:9092'] });
  const admin = kafka.admin();
  await admin.createTopics({ topics: (['hero-boot'] as const).map((topic) => ({ topic })) });
  await app.startAllMicroservices();
  await app.listen(3000);
}

void bootstrap();
