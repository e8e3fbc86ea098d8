import { SNSClient, PublishCommand, CreateTopicCommand } from '@aws-sdk/client-sns';
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { ServiceBusClient } from '@azure/service-bus';

const sns = new SNSClient({ region: 'eu-west-1' });
const sqs = new SQSClient({ region: 'eu-west-1' });
const bus = ServiceBusClient.createFromConnectionString(process.env.SB_CONN!);

const TOPIC = 'price-changes';

export async function setup(): Promise<string> {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: TOPIC }));
  return TopicArn!;
}

export async function fanout(arn: string, sku: string, price: number) {
  await sns.send(new PublishCommand({ TopicArn: arn, Subject: 'price', Message: JSON.stringify({ sku, price }) }));
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: sku }));
  const sender = bus.createSender('partner-price-changes');
  await sender.sendMessages({ body: { sku, price }, subject: 'price' });
  await sender.close();
}

export const receiver = bus.createReceiver(TOPIC, 'erp-subscription', { receiveMode: 'peekLock' });
