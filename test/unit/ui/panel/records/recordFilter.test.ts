import assert from 'node:assert/strict';
import type { StoredRecord } from '../../../../../src/client/model.ts';
import { compileFilter } from '../../../../../src/ui/panel/records/recordFilter.ts';
import type { FilterError, RecordsFilter } from '../../../../../src/ui/panel/records/recordsMessages.ts';
import { record } from './story.ts';

const order = record(20_149, {
  partition: 2,
  timestamp: Date.UTC(2026, 10, 22, 5, 7, 21),
  key: 'order-88330',
  value: {
    amount: 34_000,
    customer: { grade: 'GOLD' },
    items: [
      { sku: 'A', tags: ['x'] },
      { sku: 'B', tags: [] },
    ],
  },
  headers: { source: 'app', traceId: '4bf92f' },
});
const tombstone = record(1, { key: null, value: null });
const binary = record(2, { value: new Uint8Array([0, 1, 0xff]) });

function passes(
  one: StoredRecord,
  text: string,
  mode: RecordsFilter['mode'] = 'text',
  matchCase = false,
): boolean {
  const compiled = compileFilter({ text, mode, matchCase });
  assert.ok('test' in compiled, JSON.stringify(compiled));
  return compiled.test === undefined || compiled.test(one);
}

function errorOf(text: string, mode: RecordsFilter['mode']): FilterError {
  const compiled = compileFilter({ text, mode, matchCase: false });
  assert.ok('error' in compiled, `${text} compiles`);
  return compiled.error;
}

describe('a filter of messages', () => {
  it('finds text in key, value, and names and values of headers, in any case unless told', () => {
    for (const text of ['ORDER-88', '"gold"', 'TRACEID', '4BF9', ' ']) {
      assert.equal(passes(order, text), true, text);
    }
    assert.equal(passes(order, 'order', 'text', true), true);
    assert.equal(passes(order, 'ORDER', 'text', true), false);
    assert.equal(passes(order, 'silver'), false);
    assert.equal(passes(tombstone, 'order'), false);
    assert.equal(passes(binary, 'order-2'), true);
  });

  it('finds regular expressions, and one that would backtrack for ever takes no time', () => {
    assert.equal(passes(order, 'order-8+3', 'regex'), true);
    assert.equal(passes(order, '^GOLD$', 'regex'), false);
    assert.equal(passes(order, 'ORDER-\\d', 'regex', true), false);
    const long = record(3, { value: `${'a'.repeat(100_000)}!` });
    assert.equal(passes(long, '^(a+)+$', 'regex'), false);
    assert.deepEqual(errorOf('(a', 'regex'), { kind: 'regex', detail: 'missing closing ): `(a`' });
  });

  for (const [expression, expected] of Object.entries({
    'headers.source != "batch" && offset >= 18000': true,
    'value.amount > 30000': true,
    'value.amount + 1 == 34001.0 && value.amount / 2 > 16999': true,
    'value.customer.grade == "GOLD"': true,
    'value.missing == 1': false,
    'has(value.missing)': false,
    'key.startsWith("order-") && partition == 2 && !tombstone': true,
    'key.matches("^order-\\\\d+$")': true,
    'value.items.exists(i, i.sku == "B")': true,
    'value.items.exists(i, i.tags.exists(t, t == "x"))': true,
    'timestamp > timestamp("2026-11-22T00:00:00Z")': true,
    'size > 100': true,
  })) {
    it(`works out ${expression}`, () => assert.equal(passes(order, expression, 'expression'), expected));
  }

  it('knows tombstones, and takes what is no JSON as text', () => {
    assert.equal(passes(tombstone, 'tombstone && value == null && key == null', 'expression'), true);
    assert.equal(passes(record(4, { value: 'plain' }), 'value.contains("lai")', 'expression'), true);
  });

  it('says what is wrong with an expression', () => {
    assert.deepEqual(errorOf('offset +', 'expression'), {
      kind: 'expression',
      detail: 'Unexpected token: EOF',
    });
    assert.deepEqual(errorOf('amount > 1', 'expression'), {
      kind: 'expression',
      detail: 'Unknown variable: amount',
    });
    assert.deepEqual(errorOf('size', 'expression'), { kind: 'result', detail: 'int' });
    assert.equal(errorOf('cel.bind(x, value, x == 1)', 'expression').kind, 'expression');
  });

  it('cannot reach out of an expression, nor take the time of a loop in a loop', () => {
    for (const text of ['process.exit(1) == 1', 'value.constructor("return 1")() == 1']) {
      const compiled = compileFilter({ text, mode: 'expression', matchCase: false });
      assert.ok('error' in compiled || compiled.test?.(order) !== true, text);
    }
    for (const text of [
      'value.items.all(a, value.items.all(b, a == b))',
      'value.items.exists(a, a.tags.map(t, value).exists(b, b.all(c, true)))',
    ]) {
      assert.match(errorOf(text, 'expression').detail, /in a loop must go over a part/);
    }
  });

  it('matches patterns in linear time in expressions, too', () => {
    const long = record(3, { key: `${'a'.repeat(50_000)}!` });
    assert.equal(passes(long, 'key.matches("^(a+)+$")', 'expression'), false);
  });
});
