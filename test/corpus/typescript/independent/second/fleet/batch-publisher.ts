import type { Producer, TopicMessages } from 'kafkajs';

export interface Position {
  vehicle: string;
  lat: number;
  lon: number;
  speed: number;
}

const SPEED_LIMIT = 130;

export class FleetPublisher {
  static readonly POSITIONS = 'fleet-positions';
  static readonly ALERTS = 'fleet-speed-alerts';

  private buffer: Position[] = [];

  constructor(private readonly producer: Producer, private readonly max = 500) {}

  async add(p: Position) {
    this.buffer.push(p);
    if (this.buffer.length >= this.max) {
      await this.flush();
    }
  }

  async flush() {
    const batch = this.buffer.splice(0);
    if (batch.length === 0) return;
    const topicMessages: TopicMessages[] = [
      {
        topic: FleetPublisher.POSITIONS,
        messages: batch.map((p) => ({ key: p.vehicle, value: JSON.stringify(p) })),
      },
    ];
    const fast = batch.filter((p) => p.speed > SPEED_LIMIT);
    if (fast.length) {
      topicMessages.push({
        topic: FleetPublisher.ALERTS,
        messages: fast.map((p) => ({ key: p.vehicle, value: String(p.speed) })),
      });
    }
    await this.producer.sendBatch({ topicMessages, acks: 1 });
  }
}
