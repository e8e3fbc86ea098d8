import mqtt from 'mqtt';
import { PubSub } from '@google-cloud/pubsub';
import { SNSClient, CreateTopicCommand, PublishCommand } from '@aws-sdk/client-sns';
import { ServiceBusClient } from '@azure/service-bus';
import { connect as natsConnect, StringCodec } from 'nats';
import Redis from 'ioredis';

const TOPIC = 'devices/+/telemetry';
const pubsub = new PubSub({ projectId: 'fleet' });
const sns = new SNSClient({ region: 'eu-west-1' });
const bus = new ServiceBusClient(process.env.SB_CONN ?? '');
const redis = new Redis();
const sc = StringCodec();

export async function start(): Promise<void> {
  const client = mqtt.connect('mqtt://broker:1883');
  client.on('connect', () => {
    client.subscribe(TOPIC);
    client.subscribe(['devices/status', 'devices/alerts']);
    client.publish('fleet/hello', 'hi');
  });

  await pubsub.createTopic('fleet-events');
  await pubsub.topic('fleet-events').publishMessage({ data: Buffer.from('x') });
  await sns.send(new CreateTopicCommand({ Name: 'fleet-notifications' }));
  await sns.send(new PublishCommand({ TopicArn: 'arn:aws:sns:eu-west-1:1:fleet', Message: 'm' }));

  const sender = bus.createSender('fleet-topic');
  await sender.sendMessages({ body: { topic: 'battery' } });

  const nc = await natsConnect({ servers: 'nats:4222' });
  nc.publish('fleet.battery', sc.encode('low'));
  nc.subscribe('fleet.*');

  await redis.subscribe('fleet-channel');
  await redis.publish('fleet-channel', 'ping');
}
