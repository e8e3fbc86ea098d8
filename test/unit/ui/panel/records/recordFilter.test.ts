/** Text, regular expressions and CEL over records; nothing a user types may throw or take for ever. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RecordsFilter } from '../../../../../src/ui/panel/messages.ts';
import { compileFilter } from '../../../../../src/ui/panel/records/recordFilter.ts';
import { record } from './records.ts';

function matching(filter: Partial<RecordsFilter>, value: unknown = { n: 1 }): boolean | string {
  const compiled = compileFilter({ text: '', mode: 'text', matchCase: false, ...filter });
  if ('problem' in compiled) return compiled.problem;
  const bytes =
    value === null ? null : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return compiled.matches?.(record(18_001, { value: bytes, partition: 2 })) ?? true;
}

describe('the filter of messages', () => {
  it('finds text in key, value and headers', () => {
    assert.equal(matching({ text: 'K18001' }), true);
    assert.equal(matching({ text: 'K18001', matchCase: true }), false);
    assert.equal(matching({ text: 'gold' }, { grade: 'GOLD' }), true);
    assert.equal(matching({ text: 'batch' }), true);
    assert.equal(matching({ text: 'nowhere' }), false);
    assert.equal(matching({ text: '  ' }), true);
  });

  it('finds regular expressions, and tells which are none', () => {
    assert.equal(matching({ text: 'k\\d{5}', mode: 'regex' }), true);
    assert.equal(matching({ text: 'K\\d{5}', mode: 'regex', matchCase: true }), false);
    assert.match(String(matching({ text: '(', mode: 'regex' })), /missing closing|parenthes/i);
  });

  it('does not take for ever for a regular expression made to', () => {
    const started = process.cpuUsage().user;
    assert.equal(matching({ text: '^(a+)+$', mode: 'regex' }, `${'a'.repeat(5_000)}!`), false);
    assert.ok(process.cpuUsage(undefined).user - started < 5_000_000, 'it backtracks');
  });

  for (const [text, expected] of Object.entries({
    'headers.source != "app" && offset >= 18000': true,
    'value.amount > 30000': true,
    'value.price < 2.5': true,
    'value.items.exists(i, i.qty == 2)': true,
    'has(value.nope)': false,
    'value.nope == 1': false,
    'partition == 2 && size > 10': true,
    'key == "k18001"': true,
    'timestamp > timestamp("2020-01-01T00:00:00Z")': true,
    tombstone: false,
    'value.name.contains("Min")': true,
  })) {
    it(`evaluates ${text}`, () => {
      const value = { amount: 34_000, price: 1.5, items: [{ qty: 2 }], name: 'Kim Min' };
      assert.equal(matching({ text, mode: 'expression' }, value), expected);
    });
  }

  it('knows tombstones, and values that are not JSON', () => {
    assert.equal(matching({ text: 'tombstone && value == null', mode: 'expression' }, null), true);
    assert.equal(matching({ text: 'value.startsWith("plain")', mode: 'expression' }, 'plain text'), true);
  });

  it('says what is wrong with an expression', () => {
    assert.match(String(matching({ text: 'nope > 1', mode: 'expression' })), /Unknown variable: nope/);
    assert.match(String(matching({ text: '1 +', mode: 'expression' })), /Unexpected token/);
    assert.match(String(matching({ text: '"a"', mode: 'expression' })), /must be true or false/);
    assert.match(String(matching({ text: 'key.matches("(a+)+$")', mode: 'expression' })), /contains/);
  });

  it('answers anything that is typed', () => {
    const modes = fc.constantFrom('text', 'regex', 'expression');
    fc.assert(
      fc.property(fc.string(), modes, (text, mode) => {
        matching({ text, mode: mode as RecordsFilter['mode'] });
      }),
    );
  });
});
