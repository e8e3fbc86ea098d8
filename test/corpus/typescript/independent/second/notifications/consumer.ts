import { EachMessagePayload, Kafka, logLevel } from 'kafkajs';
import { z } from 'zod';
import { Mailer } from '../mail/mailer';
import { logger } from '../logger';

export enum InboundTopic {
  UserRegistered = 'identity.user-registered',
  PasswordReset = 'identity.password-reset',
  ParcelDelivered = 'shipping.parcel-delivered',
}

const UserRegistered = z.object({ email: z.string().email(), name: z.string() });

export async function startNotifications(mailer: Mailer, brokers: string[]) {
  const kafka = new Kafka({ clientId: 'notifications', brokers, logLevel: logLevel.WARN });
  const consumer = kafka.consumer({ groupId: 'notifications-mailer', sessionTimeout: 30_000 });

  await consumer.connect();
  await consumer.subscribe({ topic: InboundTopic.UserRegistered, fromBeginning: false });
  await consumer.subscribe({ topic: InboundTopic.PasswordReset });
  await consumer.subscribe({ topic: InboundTopic.ParcelDelivered });

  const handlers: Record<InboundTopic, (body: unknown) => Promise<void>> = {
    [InboundTopic.UserRegistered]: async (body) => {
      const user = UserRegistered.parse(body);
      await mailer.send(user.email, 'welcome', { name: user.name });
    },
    [InboundTopic.PasswordReset]: async (body) => mailer.sendRaw('reset', body),
    [InboundTopic.ParcelDelivered]: async (body) => mailer.sendRaw('delivered', body),
  };

  await consumer.run({
    partitionsConsumedConcurrently: 3,
    eachMessage: async ({ topic, partition, message }: EachMessagePayload) => {
      const handler = handlers[topic as InboundTopic];
      try {
        await handler(JSON.parse(message.value?.toString() ?? '{}'));
      } catch (err) {
        logger.error({ err, topic, partition, offset: message.offset }, 'notification failed');
      }
    },
  });

  return () => consumer.disconnect();
}
