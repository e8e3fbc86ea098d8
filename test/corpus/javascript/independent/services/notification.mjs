import { Kafka } from 'kafkajs';
import nodemailer from 'nodemailer';

export const topics = Object.freeze({
  EMAIL: 'notifications.email',
  SMS: 'notifications.sms',
  PUSH: 'notifications-push',
});

const kafka = new Kafka({ clientId: 'notifications', brokers: process.env.BROKERS.split(',') });
const consumer = kafka.consumer({ groupId: 'notification-service' });
const producer = kafka.producer();
const transport = nodemailer.createTransport({ host: 'smtp' });

const handlers = {
  [topics.EMAIL]: (m) => transport.sendMail({ to: m.to, subject: 'Hello', text: m.text }),
  [topics.SMS]: (m) => fetch('http://sms', { method: 'POST', body: m.text }),
};

class NotificationService {
  static topic = 'notification-results';

  #statusTopic = 'notification_status';

  async publish(topic, message) {
    await producer.send({ topic, messages: [{ value: JSON.stringify(message) }] });
  }

  async done(id) {
    await this.publish(NotificationService.topic, { id, status: 'done' });
    await this.publish('notification-archive', { id });
    await producer.send({ topic: this.#statusTopic, messages: [{ key: id, value: 'done' }] });
  }
}

const service = new NotificationService();

await consumer.connect();
for (const topic of [topics.EMAIL, topics.SMS]) {
  await consumer.subscribe({ topic, fromBeginning: true });
}
await consumer.subscribe({ topic: topics.PUSH });
await consumer.subscribe({ topic: /notifications-.*/i });

await consumer.run({
  eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
    for (const message of batch.messages) {
      await handlers[batch.topic](JSON.parse(message.value.toString()));
      await service.done(message.key.toString());
      resolveOffset(message.offset);
      await heartbeat();
    }
  },
});
