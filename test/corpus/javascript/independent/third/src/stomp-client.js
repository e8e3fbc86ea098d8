import { Client } from '@stomp/stompjs';
import SockJS from 'sockjs-client';

const subscriptions = ['/topic/prices', '/topic/trades', '/user/queue/errors'];

export function connect(onEvent) {
  const client = new Client({
    webSocketFactory: () => new SockJS('/ws'),
    reconnectDelay: 5000,
    heartbeatIncoming: 4000,
  });

  client.onConnect = () => {
    for (const topic of subscriptions) {
      client.subscribe(topic, (frame) => onEvent({ topic, body: JSON.parse(frame.body) }));
    }
    client.publish({ destination: '/app/hello', body: JSON.stringify({ topic: 'prices' }) });
  };

  client.onStompError = (frame) => console.error(frame.headers.message);
  client.activate();
  return () => client.deactivate();
}
