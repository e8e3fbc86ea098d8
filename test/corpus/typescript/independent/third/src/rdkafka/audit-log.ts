import { HighLevelProducer, KafkaConsumer, Message, AdminClient } from 'node-rdkafka';

const brokers = process.env.BROKERS as string;

export function ensureTopics(done: (err?: Error) => void) {
  const admin = AdminClient.create({ 'client.id': 'audit-admin', 'metadata.broker.list': brokers });
  admin.createTopic({ topic: 'audit.logins', num_partitions: 6, replication_factor: 2 }, (err) => {
    admin.disconnect();
    done(err as unknown as Error);
  });
}

export class AuditLog {
  private producer = new HighLevelProducer({ 'metadata.broker.list': brokers, 'enable.idempotence': true });

  constructor() {
    this.producer.setValueSerializer((v: object) => Buffer.from(JSON.stringify(v)));
    this.producer.connect();
  }

  login(user: string, ip: string): Promise<number> {
    return new Promise((resolve, reject) =>
      this.producer.produce('audit.logins', null, { user, ip }, user, Date.now(), (err: Error, offset: number) =>
        err ? reject(err) : resolve(offset),
      ),
    );
  }
}

export function follow(onMessage: (m: Message) => void): KafkaConsumer {
  const consumer = new KafkaConsumer({ 'group.id': 'audit-viewer', 'metadata.broker.list': brokers }, {});
  consumer
    .on('ready', () => {
      consumer.subscribe(['audit.logins', 'audit.role-changes']);
      consumer.consume();
    })
    .on('data', onMessage)
    .on('event.error', (e) => console.error(e));
  return consumer.connect();
}
