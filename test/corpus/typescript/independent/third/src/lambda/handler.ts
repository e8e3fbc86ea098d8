import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';
import { Kafka, Message, Producer } from 'kafkajs';
import { createMechanism } from '@jm18457/kafkajs-msk-iam-authentication-mechanism';

const { MSK_BROKERS = '', AWS_REGION = 'eu-central-1' } = process.env;

let producer: Producer | undefined;

async function getProducer(): Promise<Producer> {
  if (producer) return producer;
  const kafka = new Kafka({
    clientId: 'webhook-lambda',
    brokers: MSK_BROKERS.split(','),
    ssl: true,
    sasl: createMechanism({ region: AWS_REGION }),
  });
  producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  return producer;
}

const publish = async (topic: string, messages: Message[]) => {
  const p = await getProducer();
  return p.send({ topic, messages, timeout: 3000 });
};

export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const body = JSON.parse(event.body ?? '{}');
  switch (body.type) {
    case 'charge.succeeded':
      await publish('stripe-charges', [{ key: body.data.id, value: event.body! }]);
      break;
    case 'customer.subscription.deleted':
      await publish('stripe-churn', [{ key: body.data.customer, value: event.body! }]);
      break;
    default:
      console.warn('ignoring webhook', body.type);
      return { statusCode: 204 };
  }
  return { statusCode: 200, body: 'ok' };
};
