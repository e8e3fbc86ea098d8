'use strict';

const { Kafka } = require('kafkajs');

const partitions = Number(process.env.PARTITIONS || 6);

const spec = (topic, extra = {}) => ({ topic, numPartitions: partitions, replicationFactor: 3, ...extra });

const compacted = { configEntries: [{ name: 'cleanup.policy', value: 'compact' }] };

module.exports = async function migrate(brokers) {
  const admin = new Kafka({ clientId: 'migrate', brokers }).admin();
  await admin.connect();
  try {
    await admin.createTopics({
      waitForLeaders: false,
      topics: [
        spec('hr.employees', compacted),
        spec('hr.absences'),
        spec('hr.payslips', { numPartitions: 1 }),
      ],
    });
    await admin.deleteTopicRecords({
      topic: 'hr.absences-v0',
      partitions: [{ partition: 0, offset: '-1' }],
    });
  } finally {
    await admin.disconnect();
  }
};
