import { CompressionTypes, Kafka, Partitioners, Producer, TopicMessages } from 'kafkajs';
import type { Pool, PoolClient } from 'pg';
import pino from 'pino';

const log = pino({ name: 'outbox-relay' });

type Aggregate = 'invoice' | 'credit_note' | 'dunning';

interface OutboxRow {
  id: string;
  aggregate: Aggregate;
  aggregate_id: string;
  payload: unknown;
}

const ROUTES: Record<Aggregate, string> = {
  invoice: 'billing.invoices',
  credit_note: 'billing.credit-notes',
  dunning: 'billing.dunning-runs',
};

export class OutboxRelay {
  private readonly producer: Producer;
  private stopped = false;

  constructor(kafka: Kafka, private readonly pool: Pool) {
    this.producer = kafka.producer({
      idempotent: true,
      transactionalId: 'outbox-relay',
      createPartitioner: Partitioners.DefaultPartitioner,
    });
  }

  async run(): Promise<void> {
    await this.producer.connect();
    while (!this.stopped) {
      const client = await this.pool.connect();
      try {
        const rows = await this.lock(client);
        if (rows.length === 0) {
          await new Promise((r) => setTimeout(r, 500));
          continue;
        }
        for (const row of rows) {
          await this.producer.send({
            topic: ROUTES[row.aggregate],
            compression: CompressionTypes.GZIP,
            messages: [{ key: row.aggregate_id, value: JSON.stringify(row.payload) }],
          });
        }
        await client.query('delete from outbox where id = any($1)', [rows.map((r) => r.id)]);
        await client.query('commit');
      } catch (err) {
        log.error({ err }, 'relay failed, rolling back');
        await client.query('rollback');
      } finally {
        client.release();
      }
    }
  }

  private async lock(client: PoolClient): Promise<OutboxRow[]> {
    await client.query('begin');
    const res = await client.query('select * from outbox order by id limit 100 for update skip locked');
    return res.rows;
  }
}
