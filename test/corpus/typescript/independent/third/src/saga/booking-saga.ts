import { Kafka, Producer } from 'kafkajs';
import { Pool } from 'pg';

type Step = { name: string; command: string; compensation?: string };

const STEPS: Step[] = [
  { name: 'flight', command: 'travel.flight.book', compensation: 'travel.flight.cancel' },
  { name: 'hotel', command: 'travel.hotel.book', compensation: 'travel.hotel.cancel' },
  { name: 'payment', command: 'travel.payment.charge' },
];

export class BookingSaga {
  private producer: Producer;

  constructor(kafka: Kafka, private readonly db: Pool) {
    this.producer = kafka.producer({ idempotent: true });
  }

  async forward(bookingId: string) {
    for (const step of STEPS) {
      await this.producer.send({
        topic: step.command,
        messages: [{ key: bookingId, value: JSON.stringify({ bookingId, step: step.name }) }],
      });
      await this.db.query('update sagas set step = $1 where id = $2', [step.name, bookingId]);
    }
  }

  async rollback(bookingId: string, failedAt: number) {
    const done = STEPS.slice(0, failedAt).reverse();
    for (const step of done) {
      if (!step.compensation) continue;
      await this.producer.send({
        topic: step.compensation,
        messages: [{ key: bookingId, value: null }],
      });
    }
    await this.producer.send({
      topic: 'travel.booking.failed',
      messages: [{ key: bookingId, value: String(failedAt) }],
    });
  }
}
