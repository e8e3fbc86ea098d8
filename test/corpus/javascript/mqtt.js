const mqtt = require('mqtt');
// From Kafka to MQTT, one day.
const client = mqtt.connect('mqtt://localhost');
client.subscribe(['kafka/in']);
client.publish('kafka/out', JSON.stringify({ topic: 'orders', messages: [] }));
