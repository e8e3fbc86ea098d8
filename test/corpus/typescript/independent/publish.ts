import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Kafka, type Message } from 'kafkajs';

type Payload = Record<string, unknown>;

declare module 'fastify' {
  interface FastifyInstance {
    publish: (topic: string, payload: Payload, key?: string) => Promise<void>;
  }
}

export default fp(async (app: FastifyInstance) => {
  const kafka = new Kafka({ clientId: 'api', brokers: [app.config.KAFKA] });
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();

  async function publish(topic: string, payload: Payload, key?: string): Promise<void> {
    const message: Message = { key, value: JSON.stringify(payload) };
    await producer.send({ topic, messages: [message] });
  }

  app.decorate('publish', publish);

  app.post('/comments', async (req, reply) => {
    const body = req.body as Payload;
    await publish('comment-posted', body, String(body.author));
    return reply.code(202).send({ status: 'accepted' });
  });

  app.post('/likes', async (req, reply) => {
    const topic = 'likes';
    await producer.send({ topic, messages: [{ value: JSON.stringify(req.body) }] });
    app.log.info({ topic: 'http' }, 'like stored');
    return reply.send({ ok: true });
  });

  app.addHook('onClose', async () => {
    await producer.disconnect();
  });
});
