import assert from 'node:assert/strict';
import type { ProduceOptions } from '../../../../../src/client/clusterService.ts';
import { KafkaError } from '../../../../../src/client/errors.ts';
import type { RecordToSend, SentRecord } from '../../../../../src/client/model.ts';
import { planText } from '../../../../../src/kafkaFile/producerText.ts';
import type { Draft } from '../../../../../src/ui/panel/messages.ts';
import { added, publish, rangesOf, recordsOf } from '../../../../../src/ui/panel/publish/publishing.ts';
import { countingFunctions } from '../../../kafkaFile/functions.ts';

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
  keyFormat: '',
  valueFormat: '',
  timestamp: '',
  acks: '',
  every: '',
  stopAfter: null,
};

/** A broker with three partitions that fails at the given batch. */
class Broker {
  readonly batches: (readonly RecordToSend[])[] = [];
  readonly acks: ProduceOptions['acks'][] = [];
  failsFirst: readonly KafkaError[] = [];
  readonly #failAt: number;

  constructor(failAt = Number.POSITIVE_INFINITY) {
    this.#failAt = failAt;
  }

  async produce(
    records: readonly RecordToSend[],
    { acks, onRetry }: ProduceOptions = {},
  ): Promise<readonly SentRecord[]> {
    this.acks.push(acks);
    for (const reason of this.failsFirst) onRetry?.(reason);
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
      offset: acks === '0' ? -1 : first + index,
      inSync: partition === 2 ? 1 : 3,
      replicas: 3,
    }));
  }
}

const planOf = (change: Partial<Draft>) => {
  const whole = { ...draft, ...change };
  const planned = planText(whole, countingFunctions());
  assert.ok('plan' in planned);
  let clock = 1_000;
  const now = (): number => {
    clock += 5;
    return clock;
  };
  let seeds = 0;
  const seed = (): number => ++seeds;
  return { draft: whole, plan: planned.plan, functions: countingFunctions(), partitions: 3, now, seed };
};

async function send(broker: Broker, change: Partial<Draft>, onProgress = (_sent: number): void => undefined) {
  const outcome = await publish(broker, { id: 'x', ...planOf(change), onProgress });
  assert.ok('send' in outcome, JSON.stringify(outcome));
  return outcome.send;
}

function records(change: Partial<Draft>, from: number, count: number): readonly RecordToSend[] {
  const made = recordsOf(planOf(change), from, count);
  assert.ok('value' in made);
  return made.value;
}

describe('records of the form', () => {
  it('are text as UTF-8, with the headers that have a name', () => {
    const [record] = records({ key: 'é', value: '값' }, 0, 1);
    assert.deepEqual(record?.key, Buffer.from('é'));
    assert.deepEqual(record?.value, Buffer.from('값'));
    assert.deepEqual(record?.headers, [{ key: 'source', value: Buffer.from('web') }]);
  });

  it('have no key when the field is empty, and a null value as tombstone', () => {
    const [record] = records({ tombstone: true }, 0, 1);
    assert.equal(record?.key, undefined);
    assert.equal(record?.value, null);
  });

  it('leave one record without a key to the partitioner, and deal copies out evenly', () => {
    assert.equal(records({}, 0, 1)[0]?.partition, undefined);
    const dealt = records({ copies: 10 }, 4, 4).map((record) => record.partition);
    assert.deepEqual(dealt, [1, 2, 0, 1]);
  });

  it('leave copies with a key to the partitioner, and obey a chosen partition', () => {
    assert.equal(records({ copies: 10, key: 'k' }, 1, 1)[0]?.partition, undefined);
    assert.equal(records({ copies: 10, partition: 2 }, 0, 1)[0]?.partition, 2);
  });
});

describe('templates of the form', () => {
  it('are filled in anew for each copy, and formats are obeyed', () => {
    const change = { key: '{{number.int}}', value: '258', valueFormat: 'short', timestamp: '7', copies: 2 };
    const [one, two] = records(change, 0, 2);
    assert.notDeepEqual(one?.key, two?.key);
    assert.deepEqual(one?.value, Buffer.from([1, 2]));
    assert.equal(one?.timestamp, 7);
  });

  it('that make what a format cannot hold are a problem, and nothing is sent', async () => {
    const broker = new Broker();
    const options = { ...planOf({ value: 'x', valueFormat: 'long' }), id: 'x', onProgress: () => undefined };
    const outcome = await publish(broker, options);
    assert.ok('problem' in outcome);
    assert.equal(outcome.problem.code, 'value-encoding');
    assert.deepEqual(broker.batches, []);
  });
});

describe('sends of one record', () => {
  it('add up', async () => {
    const broker = new Broker();
    const [one, two] = [await send(broker, { partition: 1 }), await send(broker, { partition: 1 })];
    const total = added(one, two);
    assert.deepEqual(total.partitions, [{ partition: 1, first: 0, last: 1, count: 2 }]);
    assert.equal(total.copies, 2);
    assert.equal(total.at, one.at);
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
    assert.ok(outcome.milliseconds > 0);
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
    assert.deepEqual(outcome.error, {
      name: 'NOT_ENOUGH_REPLICAS',
      message: 'in sync 1, needs 2',
      retriable: true,
    });
    assert.equal(
      outcome.partitions.reduce((sum, range) => sum + range.count, 0),
      500,
    );
  });

  it('asks for the acks of the form, and remembers which', async () => {
    const broker = new Broker();
    assert.equal((await send(broker, {})).acks, 'all');
    const [one, none] = [await send(broker, { acks: '1' }), await send(broker, { acks: '0' })];
    assert.deepEqual([one.acks, none.acks], ['1', '0']);
    assert.deepEqual(none.partitions, [{ partition: 0, first: -1, last: -1, count: 1 }]);
    assert.deepEqual(broker.acks, ['all', '1', '0']);
  });

  it('counts the replicas of the partition that has fewest in sync', async () => {
    assert.deepEqual((await send(new Broker(), { copies: 3 })).replicas, { inSync: 1, all: 3 });
    assert.deepEqual((await send(new Broker(), { partition: 1 })).replicas, { inSync: 3, all: 3 });
    assert.equal((await send(new Broker(0), {})).replicas, null);
  });

  it('counts what was sent again, and names each reason once', async () => {
    const broker = new Broker();
    const moved = new KafkaError({ code: 6, name: 'NOT_LEADER_OR_FOLLOWER', retriable: true, message: '' });
    broker.failsFirst = [moved, moved];
    const once = await send(broker, {});
    assert.deepEqual(once.retries, { count: 2, reasons: ['NOT_LEADER_OR_FOLLOWER'] });
    assert.deepEqual(added(once, once).retries, { count: 4, reasons: ['NOT_LEADER_OR_FOLLOWER'] });
  });

  it('keeps the form for the pencil unless it is large', async () => {
    assert.deepEqual((await send(new Broker(), {})).draft, draft);
    assert.equal((await send(new Broker(), { value: 'x'.repeat(20_000) })).draft, null);
  });
});

describe('ranges of offsets', () => {
  it('are first, last and count per partition', () => {
    const sent = [
      { partition: 2, offset: 9 },
      { partition: 0, offset: 4 },
      { partition: 2, offset: 7 },
    ].map((place) => ({ topic: 't', ...place, inSync: 3, replicas: 3 }));
    assert.deepEqual(rangesOf(sent), [
      { partition: 0, first: 4, last: 4, count: 1 },
      { partition: 2, first: 7, last: 9, count: 2 },
    ]);
  });
});
