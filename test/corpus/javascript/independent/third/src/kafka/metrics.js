const { Kafka } = require('kafkajs');
const client = require('prom-client');

const lagGauge = new client.Gauge({ name: 'kafka_consumer_lag', help: 'lag', labelNames: ['group', 'topic'] });
const groups = ['mailer', 'search-indexer', 'fraud-check'];

async function collect(admin) {
  for (const groupId of groups) {
    const assigned = await admin.fetchOffsets({ groupId });
    for (const { topic, partitions } of assigned) {
      const latest = await admin.fetchTopicOffsets(topic);
      const lag = partitions.reduce((sum, p) => {
        const head = latest.find((l) => l.partition === p.partition);
        return sum + Number(head.high) - Number(p.offset);
      }, 0);
      lagGauge.set({ group: groupId, topic }, lag);
    }
  }
}

async function start() {
  const admin = new Kafka({ clientId: 'lag-exporter', brokers: [process.env.KAFKA_BROKER] }).admin();
  await admin.connect();
  setInterval(() => collect(admin).catch((e) => console.error('collect', e)), 15000);
  admin.on('admin.disconnect', () => process.exit(1));
}

module.exports = { start, registry: client.register };
