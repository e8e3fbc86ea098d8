/** A form and a block say the same: what one writes the other reads. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isTemplate,
  literalKey,
  type ProducerText,
  planText,
  readProducerText,
  writeProducerText,
} from '../../../src/kafkaFile/producerText.ts';
import { renderRecord } from '../../../src/kafkaFile/record.ts';
import { countingFunctions } from './functions.ts';

const order: ProducerText = {
  topic: 'ecommerce.order.event.created.v1',
  key: 'order-{{number.int}}',
  value: '{\n  "at": {{$timestamp}}\n}',
  tombstone: false,
  headers: [
    { key: 'source', value: 'web' },
    { key: 'traceId', value: '{{string.uuid}}' },
  ],
  keyFormat: '',
  valueFormat: 'string(utf8)',
  partition: 2,
  timestamp: '2026-11-02T10:00:00Z',
  acks: '1',
  every: '3s',
};

function problemsOf(change: Partial<ProducerText>): readonly string[] {
  const planned = planText({ ...order, ...change }, countingFunctions());
  return 'plan' in planned ? [] : planned.problems.map(({ field, problem }) => `${field} ${problem.code}`);
}

describe('a producer as fields', () => {
  it('is written as a person would, and read back', () => {
    assert.equal(
      writeProducerText(order),
      [
        'PRODUCER',
        'topic: ecommerce.order.event.created.v1',
        'key: order-{{number.int}}',
        'headers: source=web, traceId={{string.uuid}}',
        'every: 3s',
        '-- @partition: 2',
        '-- @timestamp: 2026-11-02T10:00:00Z',
        '-- @acks: 1',
        'value-format: string(utf8)',
        '{',
        '  "at": {{$timestamp}}',
        '}',
        '###\n',
      ].join('\n'),
    );
    assert.deepEqual(readProducerText(writeProducerText(order)), order);
    const tombstone = { ...order, tombstone: true, value: '', valueFormat: '' };
    assert.deepEqual(readProducerText(writeProducerText(tombstone)), tombstone);
  });

  it('sends the same after it was written and read, whatever the texts are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom('topic: x', '-- x', '###', 'a\n### b', ' a ', 'a\r\nb', '\n', 'a: b'),
    );
    const key = fc.stringMatching(/^[a-z0-9é-]{1,20}$/u);
    fc.assert(
      fc.property(key, text, (key, value) => {
        fc.pre(!value.includes('{{') && !value.includes('\0'));
        const before = planText({ ...order, key, value });
        const after = readProducerText(writeProducerText({ ...order, key, value }));
        assert.ok('plan' in before && after !== undefined);
        const planned = planText(after);
        assert.ok('plan' in planned);
        assert.deepEqual(
          renderRecord(planned.plan, 1, 0, countingFunctions()),
          renderRecord(before.plan, 1, 0, countingFunctions()),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('says in a comment what a block cannot', () => {
    const text = writeProducerText({
      ...order,
      key: ' k ',
      value: '',
      headers: [{ key: 'a', value: 'x,y' }],
    });
    assert.match(text, /-- left out, for a block cannot say it: a key with line breaks/);
    assert.match(text, /a value of no bytes/);
    assert.match(text, /headers 1 of 1/);
  });

  it('is not found in a text without a producer', () => {
    assert.equal(readProducerText('CONSUMER\ntopic: a\n###\n'), undefined);
  });

  it('says which field is wrong, and sends nothing then', () => {
    assert.deepEqual(problemsOf({}), []);
    assert.deepEqual(problemsOf({ key: '{{no.such}}' }), ['key template']);
    assert.deepEqual(problemsOf({ value: '{{string.uuid' }), ['value template']);
    assert.deepEqual(problemsOf({ headers: [{ key: 'a', value: '{{no.such}}' }] }), ['headers template']);
    assert.deepEqual(problemsOf({ keyFormat: 'avro', valueFormat: 'string(utf99)' }), [
      'keyFormat format',
      'valueFormat encoding',
    ]);
    assert.deepEqual(problemsOf({ timestamp: 'noon', every: '0s' }), ['timestamp pragma', 'every interval']);
  });

  it('knows a key that is the same each time, as the bytes that are sent', () => {
    assert.deepEqual(literalKey({ key: 'k', keyFormat: '' }), Buffer.from('k'));
    assert.deepEqual(literalKey({ key: '258', keyFormat: 'short' }), Buffer.from([1, 2]));
    for (const key of ['', '{{string.uuid}}']) assert.equal(literalKey({ key, keyFormat: '' }), undefined);
    assert.equal(literalKey({ key: 'x', keyFormat: 'long' }), undefined);
    assert.equal(isTemplate('{"a":{{"b":1}}'), false, 'braces of something else');
  });
});
