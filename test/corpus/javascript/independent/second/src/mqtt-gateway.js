const mqtt = require('mqtt');
const WebSocket = require('ws');

const client = mqtt.connect(process.env.MQTT_URL, { clientId: 'gateway', clean: true });
const wss = new WebSocket.Server({ port: 8081 });

const topics = ['home/+/temperature', 'home/+/humidity'];

client.on('connect', () => {
  client.subscribe(topics, { qos: 1 }, (err, granted) => {
    if (err) throw err;
    granted.forEach(({ topic, qos }) => console.log('subscribed', topic, qos));
  });
  client.publish('home/gateway/status', 'online', { retain: true });
});

client.on('message', (topic, payload) => {
  const event = JSON.stringify({ topic, value: payload.toString() });
  wss.clients.forEach((ws) => ws.readyState === WebSocket.OPEN && ws.send(event));
});

wss.on('connection', (ws) => {
  ws.send(JSON.stringify({ topic: 'welcome', value: 'hello' }));
});
