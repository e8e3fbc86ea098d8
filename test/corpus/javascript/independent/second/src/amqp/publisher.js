const amqp = require('amqplib');

const EXCHANGE = 'orders.topic';

async function createPublisher(url) {
  const conn = await amqp.connect(url);
  const channel = await conn.createConfirmChannel();
  await channel.assertExchange(EXCHANGE, 'topic', { durable: true });
  await channel.assertQueue('orders.mail', { deadLetterExchange: 'orders.dlx' });
  await channel.bindQueue('orders.mail', EXCHANGE, 'order.#');

  return {
    send: ({ topic, messages }) =>
      messages.forEach((m) => channel.publish(EXCHANGE, topic, Buffer.from(JSON.stringify(m)))),
    close: () => conn.close(),
  };
}

module.exports = async function main() {
  const publisher = await createPublisher(process.env.AMQP_URL);
  await publisher.send({ topic: 'order.created', messages: [{ id: 1 }] });
  await publisher.send({ topic: 'order.shipped', messages: [{ id: 1 }] });
  await publisher.close();
};
