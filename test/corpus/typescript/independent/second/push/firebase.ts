import { getMessaging, Message } from 'firebase-admin/messaging';
import { PubSub } from '@google-cloud/pubsub';
import mqtt from 'mqtt';

const pubsub = new PubSub({ projectId: process.env.GCP_PROJECT });
const device = mqtt.connect(process.env.MQTT_URL ?? 'mqtt://localhost');

export async function pushWeatherAlert(region: string, text: string) {
  const message: Message = {
    topic: 'weather-alerts',
    notification: { title: `Alert for ${region}`, body: text },
    android: { priority: 'high' },
  };
  const id = await getMessaging().send(message);
  await pubsub.topic('weather-alert-log').publishMessage({ json: { id, region } });
  device.publish('sirens/all', JSON.stringify({ region }), { qos: 1 });
}

export function enroll(tokens: string[]) {
  return getMessaging().subscribeToTopic(tokens, 'weather-alerts');
}

export async function listen(handler: (d: unknown) => void) {
  const [sub] = await pubsub.topic('weather-alert-log').createSubscription('weather-archive');
  sub.on('message', (m) => {
    handler(JSON.parse(m.data.toString()));
    m.ack();
  });
  device.subscribe(['sirens/status', 'sirens/battery']);
}
