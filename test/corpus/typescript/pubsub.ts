// No Kafka library: Google's Pub/Sub, SNS and a queue called kafka in a text.
import { PubSub } from '@google-cloud/pubsub';
import { SNS } from '@aws-sdk/client-sns';

const producer = new PubSub();
export async function run(sns: SNS): Promise<void> {
  await producer.topic('kafka-like').publishMessage({ json: {} });
  await producer.send({ topic: 'orders', messages: [] });
  await sns.publish({ TopicArn: 'arn:aws:sns:eu-west-1:1:orders', Message: 'was on kafka' });
}
