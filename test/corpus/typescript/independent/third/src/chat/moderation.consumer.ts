import 'reflect-metadata';
import { container, inject, singleton } from 'tsyringe';
import { Kafka, KafkaMessage, Consumer } from 'kafkajs';
import { ToxicityModel } from './toxicity-model';

@singleton()
export class ModerationConsumer {
  private readonly inputTopic = process.env.CHAT_TOPIC ?? 'chat-messages';
  private readonly verdictTopic = 'chat-verdicts';
  private consumer!: Consumer;

  constructor(@inject('kafka') private readonly kafka: Kafka, private readonly model: ToxicityModel) {}

  async start(): Promise<void> {
    const producer = this.kafka.producer();
    await producer.connect();
    this.consumer = this.kafka.consumer({ groupId: 'moderation', rackId: process.env.RACK });
    await this.consumer.subscribe({ topic: this.inputTopic });
    await this.consumer.run({
      eachMessage: async ({ message, pause }) => {
        const verdict = await this.model.classify(text(message));
        if (verdict.overloaded) {
          const resume = pause();
          setTimeout(resume, 1000);
          return;
        }
        await producer.send({
          topic: this.verdictTopic,
          messages: [{ key: message.key, value: JSON.stringify(verdict) }],
        });
      },
    });
    this.consumer.seek({ topic: this.inputTopic, partition: 0, offset: '0' });
  }
}

const text = (m: KafkaMessage) => m.value?.toString('utf8') ?? '';

container.resolve(ModerationConsumer).start();
