import assert from 'node:assert/strict';
import { editRow, removeRow, shownRows } from '../../../../webview/publish/headerRows.ts';
import { rangeWords, resultLine } from '../../../../webview/publish/sendWords.ts';
import { valueHint } from '../../../../webview/publish/valueHint.ts';
import { Numbers } from '../../../../webview/words.ts';
import { sends, strings } from '../fixtures/story.ts';

describe('header rows', () => {
  const rows = [{ key: 'a', value: '1' }];

  it('end with an empty one, which makes the next when typed into', () => {
    assert.deepEqual(shownRows(rows), [...rows, { key: '', value: '' }]);
    const next = editRow(rows, 1, { key: 'b' });
    assert.deepEqual(next, [...rows, { key: 'b', value: '' }]);
    assert.equal(shownRows(next).length, 3);
  });

  it('keep a value typed before its name', () => {
    assert.deepEqual(editRow([], 0, { value: 'x' }), [{ key: '', value: 'x' }]);
  });

  it('lose empty ones at the end, not between', () => {
    assert.deepEqual(editRow(rows, 0, { key: '', value: '' }), []);
    const two = [...rows, { key: 'b', value: '2' }];
    assert.deepEqual(editRow(two, 0, { key: '', value: '' }), [
      { key: '', value: '' },
      { key: 'b', value: '2' },
    ]);
  });

  it('can be removed', () =>
    assert.deepEqual(removeRow([...rows, { key: 'b', value: '' }], 0), [{ key: 'b', value: '' }]));
});

describe('the hint at the value', () => {
  it('knows JSON, text and nothing', () => {
    assert.deepEqual(valueHint('{"a":{"b":1}}'), { kind: 'json' });
    assert.deepEqual(valueHint(' 12.5e3 '), { kind: 'json' });
    assert.deepEqual(valueHint('hello'), { kind: 'text' });
    assert.deepEqual(valueHint(' \n'), { kind: 'empty' });
  });

  it('takes templates for what they will be', () => {
    const value = '{ "id": "{{string.uuid}}", "at": {{$timestamp}}, "n": {{number.int({"min":1})}} }';
    assert.deepEqual(valueHint(value), { kind: 'json' });
    assert.deepEqual(valueHint('{ "at": {{$timestamp}}\n}}'), {
      kind: 'brokenJson',
      at: { line: 2, column: 2 },
    });
  });

  it('says where JSON breaks', () => {
    const at = (line: number, column: number) => ({ kind: 'brokenJson', at: { line, column } });
    assert.deepEqual(valueHint('{\n  "a": 1,\n}'), at(3, 1));
    assert.deepEqual(valueHint('{\n  "a": 1'), at(2, 9));
    assert.deepEqual(valueHint('{\n  "a": {{number.int}} "b": 2\n}'), at(2, 23));
  });
});

describe('a send in words', () => {
  const numbers = new Numbers('en');
  const [one, , many, failed] = sends;
  assert.ok(one !== undefined && many !== undefined && failed !== undefined);

  it('names partition and offset of one record', () => {
    assert.equal(resultLine(one, strings, numbers), 'Sent: partition 0, offset 20288, 4 ms');
  });

  it('counts copies and partitions', () => {
    assert.equal(resultLine(many, strings, numbers), 'Sent 10 to 3 partitions, 9 ms');
    const toOne = { ...many, copies: 3, partitions: many.partitions.slice(0, 1) };
    assert.equal(resultLine(toOne, strings, numbers), 'Sent 3 to partition 0, 9 ms');
    assert.deepEqual(rangeWords(many), ['0: 18912–18914', '1: 18818–18821', '2: 18867–18869']);
    assert.deepEqual(rangeWords(one), ['0: 20288']);
  });

  it('says the error by name and cause, and how many got through', () => {
    assert.equal(resultLine(failed, strings, numbers), 'NOT_ENOUGH_REPLICAS: in sync 1, needs 2');
    const some = { ...failed, copies: 1_000, partitions: many.partitions };
    assert.equal(
      resultLine(some, strings, numbers),
      'Sent 10 of 1,000, then NOT_ENOUGH_REPLICAS: in sync 1, needs 2',
    );
  });
});
