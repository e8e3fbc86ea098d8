/** An enforced naming convention as an application meets it: KafkaJS is told what is wrong with the name, and does not try again. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { defaultConvention } from '../../../src/naming/convention.ts';
import { EmbeddedCluster } from '../../../src/ui/clusters/embeddedCluster.ts';
import { cleanUp, errorNames, eventually, failureOf } from '../support.ts';
import { KeptCluster } from './keptCluster.ts';

const good = 'shop.order.event.created.v1';

describe('a cluster that enforces the naming convention', function () {
  this.timeout(60_000);
  const clean = cleanUp();

  async function connect(): Promise<{ kafka: Kafka; admin: Admin; cluster: KeptCluster }> {
    const cluster = await KeptCluster.start(clean, '--brokers', '1', '--enforce-naming');
    return { ...(await client(cluster.servers)), cluster };
  }

  async function client(servers: readonly string[]): Promise<{ kafka: Kafka; admin: Admin }> {
    const retry = { retries: 2, initialRetryTime: 50 };
    const kafka = new Kafka({ brokers: [...servers], logLevel: logLevel.NOTHING, retry });
    const admin = kafka.admin();
    clean.defer(() => admin.disconnect());
    await admin.connect();
    return { kafka, admin };
  }

  it('answers CreateTopics with POLICY_VIOLATION, also to who only validates, and makes what conforms', async () => {
    const { admin } = await connect();
    for (const validateOnly of [true, false]) {
      const failure = await failureOf(admin.createTopics({ topics: [{ topic: 'orders' }], validateOnly }));
      assert.ok(errorNames(failure).includes('POLICY_VIOLATION'), String(failure));
    }
    await admin.createTopics({ topics: [{ topic: good }, { topic: 'orders-dlt' }] });
    assert.deepEqual((await admin.listTopics()).sort(), ['orders-dlt', good]);
  });

  it('creates nothing by itself for a producer either, and says so in its log', async () => {
    const { kafka, admin, cluster } = await connect();
    const producer = kafka.producer({ allowAutoTopicCreation: true });
    clean.defer(() => producer.disconnect());
    await producer.connect();
    const failure = await failureOf(producer.send({ topic: 'orders', messages: [{ value: 'x' }] }));
    assert.ok(errorNames(failure).includes('UNKNOWN_TOPIC_OR_PARTITION'), String(failure));
    const told = () =>
      cluster.complaints.includes('topic orders is not created: "orders" lacks') ? true : undefined;
    await eventually('a line in the log', told);
    await producer.send({ topic: good, messages: [{ value: 'x' }] });
    assert.deepEqual(await admin.listTopics(), [good]);
  });

  it('takes another convention, or none, while it runs in the editor’s worker', async () => {
    const file = join(import.meta.dirname, '../../../src/server/worker.ts');
    const lines: string[] = [];
    const cluster = new EmbeddedCluster(
      () => new Worker(file),
      () => {},
      (line) => lines.push(line),
    );
    clean.defer(() => cluster.stop());
    const naming = { convention: { ...defaultConvention, template: '{service}-{domain}' } };
    await cluster.start({
      ports: [0],
      autoCreateTopics: true,
      defaultPartitions: 1,
      defaultReplicationFactor: 1,
      memoryLimitMebibytes: 64,
      topics: [{ name: 'shop-first', partitions: 1 }],
      naming,
    });
    const { admin } = await client(cluster.bootstrapServers);
    const make = (topic: string) => admin.createTopics({ topics: [{ topic }] });
    const refusal = async (topic: string) => errorNames(await failureOf(make(topic))).at(-1);
    assert.equal(await refusal(good), 'POLICY_VIOLATION');
    await cluster.enforceNaming({ convention: defaultConvention });
    await make(good);
    assert.equal(await refusal('shop-order'), 'POLICY_VIOLATION');
    await cluster.enforceNaming(undefined);
    await make('shop-order');
    assert.deepEqual((await admin.listTopics()).sort(), ['shop-first', 'shop-order', good]);
    assert.ok(
      lines.some((line) => line.startsWith('topic shop-order is not created: ')),
      lines.join('\n'),
    );
  });

  it('serves groups: the topics that Kafka makes for itself are nobody’s matter', async () => {
    const { kafka, admin } = await connect();
    await admin.createTopics({ topics: [{ topic: good, numPartitions: 1 }] });
    const consumer = kafka.consumer({ groupId: 'any', retry: { retries: 20, initialRetryTime: 50 } });
    clean.defer(() => consumer.disconnect());
    await consumer.subscribe({ topic: good, fromBeginning: true });
    const joined = new Promise((resolve) => consumer.on('consumer.group_join', resolve));
    await consumer.run({ eachMessage: async () => {} });
    await joined;
  });
});
