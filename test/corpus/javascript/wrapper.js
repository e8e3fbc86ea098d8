import { kafkaProducer, consumer } from '../lib/kafka.js';

const DEAD = 'wrapper.dead';

export async function handle(event) {
  await kafkaProducer.send('wrapper.first', { id: event.id });
  await kafkaProducer.sendMessage(DEAD, event);
  await consumer.subscribe('wrapper.in', (message) => handle(message));
}
