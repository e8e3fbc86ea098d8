import { Consumer, Kafka, KafkaMessage, Producer } from 'kafkajs';
import type { Logger } from 'winston';

type Handler = (message: KafkaMessage) => Promise<void>;

const SOURCE_TOPIC = 'loan-applications';
const RETRY_CHAIN = ['loan-applications-retry-1m', 'loan-applications-retry-10m', 'loan-applications-retry-1h'];
const DEAD_LETTER = 'loan-applications-dead';
const ATTEMPT_HEADER = 'x-attempt';

/**
 * Classic retry ladder: on failure the message moves to the next topic in the
 * chain; after the last one it goes to the "dead" topic and a ticket is opened.
 */
export class RetryConsumer {
  private consumer: Consumer;
  private producer: Producer;

  constructor(kafka: Kafka, private readonly handler: Handler, private readonly logger: Logger) {
    this.consumer = kafka.consumer({ groupId: 'loan-underwriting' });
    this.producer = kafka.producer();
  }

  async start() {
    await this.consumer.connect();
    await this.producer.connect();
    await this.consumer.subscribe({ topics: [SOURCE_TOPIC, ...RETRY_CHAIN] });
    await this.consumer.run({
      eachMessage: async ({ message }) => {
        const attempt = Number(message.headers?.[ATTEMPT_HEADER]?.toString() ?? 0);
        try {
          await this.handler(message);
        } catch (e) {
          this.logger.warn('attempt %d failed: %s', attempt, e);
          await this.producer.send({
            topic: RETRY_CHAIN[attempt] ?? DEAD_LETTER,
            messages: [{ ...message, headers: { ...message.headers, [ATTEMPT_HEADER]: String(attempt + 1) } }],
          });
        }
      },
    });
  }
}
