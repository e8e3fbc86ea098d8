/** What a block sends and how it reads: plans, and records with one seed each. */
import assert from 'node:assert/strict';
import { parseKafkaFile } from '../../../src/kafkaFile/parse.ts';
import {
  type ConsumerPlan,
  type FileRecord,
  type ProducerPlan,
  planConsumer,
  planProducer,
  renderRecord,
} from '../../../src/kafkaFile/record.ts';
import { countingFunctions } from './functions.ts';

function producerPlan(...lines: readonly string[]): ProducerPlan {
  const [block] = parseKafkaFile(lines.join('\n')).blocks;
  assert.ok(block?.kind === 'producer');
  const planned = planProducer(block, countingFunctions());
  assert.ok('plan' in planned, JSON.stringify(planned));
  return planned.plan;
}

function consumerPlan(...lines: readonly string[]): ConsumerPlan {
  const [block] = parseKafkaFile(lines.join('\n')).blocks;
  assert.ok(block?.kind === 'consumer');
  const planned = planConsumer(block);
  assert.ok('plan' in planned, JSON.stringify(planned));
  return planned.plan;
}

function record(seed: number, ...lines: readonly string[]): FileRecord {
  const read = renderRecord(producerPlan(...lines), seed, 5000, countingFunctions());
  assert.ok('value' in read, JSON.stringify(read));
  return read.value;
}

const text = (bytes: Uint8Array | null | undefined) =>
  bytes == null ? bytes : Buffer.from(bytes).toString();

describe('records', () => {
  it('hold topic, key, headers and value; the same template gives the same value in all', () => {
    const lines = [
      'PRODUCER',
      'topic: t',
      'key: k-{{string.uuid}}',
      'headers: a={{string.uuid}},b=2',
      '{{string.uuid}} {{$timestamp}}',
    ];
    const made = record(7, ...lines);
    assert.equal(made.topic, 't');
    assert.equal(text(made.key), 'k-uuid8');
    assert.deepEqual(
      made.headers.map(({ key, value }) => `${key}=${text(value)}`),
      ['a=uuid8', 'b=2'],
    );
    assert.equal(text(made.value), 'uuid8 5000');
    assert.deepEqual([made.partition, made.timestamp], [undefined, undefined]);
    assert.equal(text(record(100, ...lines).value), 'uuid101 5000');
  });

  it('have no key when none is written', () => {
    assert.equal(record(0, 'PRODUCER', 'topic: t', 'v').key, undefined);
    assert.equal(record(0, 'PRODUCER', 'topic: t', 'key:', 'v').key, undefined);
  });

  it('are tombstones by pragma, with or without a value', () => {
    assert.equal(record(0, 'PRODUCER', 'topic: t', '-- @tombstone', 'key: k').value, null);
    assert.equal(record(0, 'PRODUCER', 'topic: t', '-- @tombstone', 'key: k', 'v').value, null);
  });

  it('take partition and timestamp from pragmas', () => {
    const made = record(0, 'PRODUCER', 'topic: t', '-- @partition: 2', '-- @timestamp: 1000', 'v');
    assert.deepEqual([made.partition, made.timestamp], [2, 1000]);
  });

  it('are written in their formats', () => {
    const made = record(
      0,
      'PRODUCER',
      'topic: t',
      'key: 1',
      'key-format: short',
      'value-format: long',
      '{{number.int(1)}}',
    );
    assert.deepEqual([...(made.key ?? [])], [0, 1]);
    assert.deepEqual([...(made.value ?? [])], [0, 0, 0, 0, 0, 0, 0, 2]);
  });

  it('the last of two equal properties counts', () => {
    assert.equal(record(0, 'PRODUCER', 'topic: a', 'topic: b', 'v').topic, 'b');
  });

  it('say which text does not fit its format', () => {
    const read = renderRecord(producerPlan('PRODUCER', 'topic: t', 'value-format: integer', 'abc'), 0, 0);
    assert.ok('problem' in read);
    assert.deepEqual(read.problem.values, ['abc', 'whole number']);
  });
});

describe('templates in records', () => {
  it('that refuse their arguments are a problem with a name', () => {
    const plan = producerPlan('PRODUCER', 'topic: t', '{{date.fail}}');
    const read = renderRecord(plan, 0, 0, countingFunctions());
    assert.ok('problem' in read);
    assert.deepEqual(read.problem.values, ['date.fail', 'date.fail refuses']);
  });
});

describe('plans', () => {
  it('of a producer: interval, cluster, whether functions are needed', () => {
    const plan = producerPlan('PRODUCER', 'topic: t', 'every: 3s', '-- @cluster: embedded', '{{$timestamp}}');
    assert.deepEqual([plan.interval, plan.cluster, plan.callsFunctions], [3000, 'embedded', false]);
    assert.ok(producerPlan('PRODUCER', 'topic: t', 'headers: a={{string.uuid}}', 'v').callsFunctions);
  });

  it('of a producer that cannot run: every reason, the interval among them', () => {
    const [block] = parseKafkaFile('PRODUCER\nevery: 10x\nkey: {{a}}').blocks;
    assert.ok(block?.kind === 'producer');
    const planned = planProducer(block);
    assert.ok('problems' in planned);
    assert.deepEqual(planned.problems.map(({ code }) => code).sort(), [
      'interval',
      'template',
      'topic-missing',
      'value-missing',
    ]);
  });

  it('of a consumer', () => {
    const plan = consumerPlan(
      'CONSUMER g',
      'topic: t',
      'from: 5',
      'partitions: 0,2-3',
      'value-format: string(base64)',
      'key-format: none',
    );
    assert.deepEqual([plan.group, plan.topic.text, plan.from, plan.partitions], ['g', 't', 5, [0, 2, 3]]);
    assert.deepEqual(
      [plan.keyFormat, plan.valueFormat],
      [{ name: 'none' }, { name: 'string', encoding: 'base64' }],
    );
  });

  it('of a consumer without a group, from the end, all partitions', () => {
    const plan = consumerPlan('CONSUMER', 'topic: t', 'partitions:');
    assert.deepEqual([plan.group, plan.from, plan.partitions], [undefined, 'latest', undefined]);
  });
});
