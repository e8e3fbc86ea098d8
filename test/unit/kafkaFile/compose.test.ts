/** A record that is copied as a block is the same record when the block is run. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composeProducer } from '../../../src/kafkaFile/compose.ts';
import { parseKafkaFile } from '../../../src/kafkaFile/parse.ts';
import { planProducer, renderRecord } from '../../../src/kafkaFile/record.ts';
import { countingFunctions } from './functions.ts';

type Composed = Parameters<typeof composeProducer>[0];

function runAgain(record: Composed) {
  const [block] = parseKafkaFile(composeProducer(record)).blocks;
  assert.ok(block?.kind === 'producer');
  const planned = planProducer(block, countingFunctions());
  assert.ok('plan' in planned, `${composeProducer(record)}\n${JSON.stringify(planned)}`);
  const read = renderRecord(planned.plan, 1, 0, countingFunctions());
  assert.ok('value' in read, JSON.stringify(read));
  return read.value;
}

const hex = (bytes: Uint8Array | null | undefined): string | null =>
  bytes === null || bytes === undefined ? null : Buffer.from(bytes).toString('hex');

describe('a record as a block', () => {
  it('reads as a person would write it', () => {
    const headers = [{ key: 'source', value: Buffer.from('app') }];
    const text = composeProducer({
      topic: 'a.b',
      key: Buffer.from('k'),
      value: Buffer.from('{"a":1}'),
      headers,
    });
    assert.equal(text, 'PRODUCER\ntopic: a.b\nkey: k\nheaders: source=app\n{"a":1}\n###\n');
  });

  it('is the same record when it is run', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.string({ unit: 'binary', minLength: 1 }).map((text) => new TextEncoder().encode(text)),
      fc
        .constantFrom('topic: x', '-- x', '###', 'a\n### b', '{{string.uuid}}', ' a ', 'a\r\nb', '\n', 'a: b')
        .map((text) => new TextEncoder().encode(text)),
    );
    fc.assert(
      fc.property(fc.option(bytes), fc.option(bytes), (key, value) => {
        const again = runAgain({ topic: 'orders', key, value, headers: [] });
        assert.deepEqual([hex(again.key), hex(again.value)], [hex(key), hex(value)]);
      }),
      { numRuns: 500 },
    );
  });

  it('says that it cannot hold what has no bytes', () => {
    const nothing = new Uint8Array();
    const text = composeProducer({ topic: 'a', key: nothing, value: nothing, headers: [] });
    assert.match(text, /a key of no bytes\n(.*\n)*.*a value of no bytes/);
  });

  it('keeps the headers that a line can hold, and says which it cannot', () => {
    const header = (key: string, value: string) => ({ key, value: Buffer.from(value) });
    const record = { topic: 'a', key: null, value: Buffer.from('v') };
    const headers = [header('a', '1'), header('b', 'x,y'), header('c', '{{$timestamp}}')];
    assert.deepEqual(
      runAgain({ ...record, headers }).headers.map(({ key, value }) => [key, Buffer.from(value).toString()]),
      [['a', '1']],
    );
    assert.match(composeProducer({ ...record, headers }), /headers 2 of 3/);
  });
});
