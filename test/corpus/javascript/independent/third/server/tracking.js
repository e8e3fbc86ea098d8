const fastify = require('fastify')({ logger: true });
const { Kafka, CompressionTypes } = require('kafkajs');

const kafka = new Kafka({
  clientId: 'tracking-pixel',
  brokers: [process.env.KAFKA_BROKER1, process.env.KAFKA_BROKER2].filter(Boolean),
});

fastify.register(async (app) => {
  const producer = kafka.producer({ retry: { retries: 5 } });
  await producer.connect();
  app.decorate('producer', producer);
  app.addHook('onClose', () => producer.disconnect());
});

const PIXEL = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64');

fastify.get('/p.gif', async (request, reply) => {
  request.server.producer
    .send({
      topic: 'pixel-impressions',
      compression: CompressionTypes.GZIP,
      acks: 0,
      messages: [
        {
          key: request.query.c,
          value: JSON.stringify({ ua: request.headers['user-agent'], ref: request.headers.referer }),
          timestamp: `${Date.now()}`,
        },
      ],
    })
    .catch((err) => request.log.error(err, 'impression lost'));
  reply.type('image/gif').send(PIXEL);
});

fastify.get('/click', async (request, reply) => {
  const record = { topic: 'pixel-clicks', messages: [{ value: request.url }] };
  await request.server.producer.send(record);
  reply.redirect(request.query.to);
});

fastify.listen({ port: 3000, host: '0.0.0.0' });
