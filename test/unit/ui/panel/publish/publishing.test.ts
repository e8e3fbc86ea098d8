import assert from 'node:assert/strict';
import { KafkaError } from '../../../../../src/client/errors.ts';
import type { RecordToSend, SentRecord } from '../../../../../src/client/model.ts';
import type { Draft } from '../../../../../src/ui/panel/messages.ts';
import { publish, rangesOf, recordsOf } from '../../../../../src/ui/panel/publish/publishing.ts';

const draft: Draft = {
  topic: 'a.b',
  key: '',
  value: 'hi',
  tombstone: false,
  headers: [
    { key: 'source', value: 'web' },
    { key: '', value: 'no name, not sent' },
  ],
  partition: null,
  copies: 1,
};

/** A broker with three partitions that fails at the given batch. */
class Broker {
  readonly batches: (readonly RecordToSend[])[] = [];
  readonly #failAt: number;

  constructor(failAt = Number.POSITIVE_INFINITY) {
    this.#failAt = failAt;
  }

  async produce(records: readonly RecordToSend[]): Promise<readonly SentRecord[]> {
    if (this.batches.length === this.#failAt) {
      throw new KafkaError({
        code: 19,
        name: 'NOT_ENOUGH_REPLICAS',
        retriable: true,
        message: 'in sync 1, needs 2',
      });
    }
    const first = this.batches.flat().length;
    this.batches.push(records);
    return records.map(({ topic, partition }, index) => ({
      topic,
      partition: partition ?? 0,
      offset: first + index,
    }));
  }
}

function send(broker: Broker, change: Partial<Draft>, onProgress = (_sent: number): void => undefined) {
  let clock = 1_000;
  const now = (): number => {
    clock += 5;
    return clock;
  };
  return publish(broker, { id: 'x', draft: { ...draft, ...change }, partitions: 3, now, onProgress });
}

describe('records of the form', () => {
  it('are text as UTF-8, with the headers that have a name', () => {
    const [record] = recordsOf({ ...draft, key: 'é', value: '값' }, 3, 0, 1);
    assert.deepEqual(record?.key, Buffer.from('é'));
    assert.deepEqual(record?.value, Buffer.from('값'));
    assert.deepEqual(record?.headers, [{ key: 'source', value: Buffer.from('web') }]);
  });

  it('have no key when the field is empty, and a null value as tombstone', () => {
    const [record] = recordsOf({ ...draft, tombstone: true }, 3, 0, 1);
    assert.equal(record?.key, undefined);
    assert.equal(record?.value, null);
  });

  it('leave one record without a key to the partitioner, and deal copies out evenly', () => {
    assert.equal(recordsOf(draft, 3, 0, 1)[0]?.partition, undefined);
    const dealt = recordsOf({ ...draft, copies: 10 }, 3, 4, 4).map((record) => record.partition);
    assert.deepEqual(dealt, [1, 2, 0, 1]);
  });

  it('leave copies with a key to the partitioner, and obey a chosen partition', () => {
    assert.equal(recordsOf({ ...draft, copies: 10, key: 'k' }, 3, 1, 1)[0]?.partition, undefined);
    assert.equal(recordsOf({ ...draft, copies: 10, partition: 2 }, 3, 0, 1)[0]?.partition, 2);
  });
});

describe('publishing', () => {
  it('sends many copies in batches and says how far it is', async () => {
    const broker = new Broker();
    const progress: number[] = [];
    const outcome = await send(broker, { copies: 1_200 }, (sent) => progress.push(sent));
    assert.deepEqual(
      broker.batches.map((batch) => batch.length),
      [500, 500, 200],
    );
    assert.deepEqual(progress, [500, 1_000]);
    assert.equal(
      outcome.partitions.reduce((sum, range) => sum + range.count, 0),
      1_200,
    );
    assert.equal(outcome.error, null);
    assert.equal(outcome.milliseconds, 5);
  });

  it('sends large values in small batches', async () => {
    const broker = new Broker();
    await send(broker, { copies: 4, value: 'x'.repeat(300_000) });
    assert.deepEqual(
      broker.batches.map((batch) => batch.length),
      [1, 1, 1, 1],
    );
  });

  it('ends at the first failure and keeps what went before', async () => {
    const outcome = await send(new Broker(1), { copies: 1_200 });
    assert.deepEqual(outcome.error, { name: 'NOT_ENOUGH_REPLICAS', message: 'in sync 1, needs 2' });
    assert.equal(
      outcome.partitions.reduce((sum, range) => sum + range.count, 0),
      500,
    );
  });

  it('keeps the form for the pencil unless it is large', async () => {
    assert.deepEqual((await send(new Broker(), {})).draft, draft);
    assert.equal((await send(new Broker(), { value: 'x'.repeat(20_000) })).draft, null);
  });
});

describe('ranges of offsets', () => {
  it('are first, last and count per partition', () => {
    const sent = [
      { topic: 't', partition: 2, offset: 9 },
      { topic: 't', partition: 0, offset: 4 },
      { topic: 't', partition: 2, offset: 7 },
    ];
    assert.deepEqual(rangesOf(sent), [
      { partition: 0, first: 4, last: 4, count: 1 },
      { partition: 2, first: 7, last: 9, count: 2 },
    ]);
  });
});
