import { Kafka, CompressionTypes, CompressionCodecs } from 'kafkajs';
import SnappyCodec from 'kafkajs-snappy';
import config from 'config';

CompressionCodecs[CompressionTypes.Snappy] = SnappyCodec;

const EVENT_TOPIC = Object.freeze({
  cartUpdated: 'web.cart-updated',
  checkoutStarted: 'web.checkout-started',
  checkoutAbandoned: 'web.checkout-abandoned',
});

const kafka = new Kafka(config.get('kafka.client'));
const producer = kafka.producer();
let connected = null;

async function emit(topic, key, payload) {
  connected ??= producer.connect();
  await connected;
  return producer.send({
    topic,
    compression: CompressionTypes.Snappy,
    messages: [{ key, value: JSON.stringify({ ...payload, ts: Date.now() }) }],
  });
}

export const cartUpdated = (cart) => emit(EVENT_TOPIC.cartUpdated, cart.id, cart);
export const checkoutStarted = (cart) => emit(EVENT_TOPIC.checkoutStarted, cart.id, { total: cart.total });
export const checkoutAbandoned = (cart) => emit(EVENT_TOPIC.checkoutAbandoned, cart.id, { step: cart.step });

export async function close() {
  if (connected) await producer.disconnect();
}
