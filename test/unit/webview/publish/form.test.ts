import assert from 'node:assert/strict';
import { editRow, removeRow, shownRows } from '../../../../webview/publish/headerRows.ts';
import {
  outcomeOf,
  placeWords,
  rangeWords,
  replicaWords,
  resultLine,
} from '../../../../webview/publish/sendWords.ts';
import { valueHint } from '../../../../webview/publish/valueHint.ts';
import { valueTokens } from '../../../../webview/publish/valueTokens.ts';
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

describe('the colours of the value', () => {
  const kinds = (text: string) =>
    (valueTokens(text) ?? []).flatMap(({ kind, text: piece }) => (kind === 'plain' ? [] : [[kind, piece]]));

  it('tell keys, strings, numbers, words and templates apart', () => {
    assert.deepEqual(
      kinds('{ "id": "a-{{string.uuid}}", "n": -8.5e3,\n "ok": true, "at": {{$timestamp}} }'),
      [
        ['key', '"id"'],
        ['string', '"a-'],
        ['template', '{{string.uuid}}'],
        ['string', '"'],
        ['key', '"n"'],
        ['number', '-8.5e3'],
        ['key', '"ok"'],
        ['word', 'true'],
        ['key', '"at"'],
        ['template', '{{$timestamp}}'],
      ],
    );
  });

  it('leave the quotes in a template to it, and bear what is half typed', () => {
    assert.deepEqual(kinds('["{{number.int({"min":1})}}"').slice(0, 2), [
      ['string', '"'],
      ['template', '{{number.int({"min":1})}}'],
    ]);
    assert.deepEqual(kinds('{ "a": "half\n "b": 1'), [
      ['key', '"a"'],
      ['string', '"half'],
      ['key', '"b"'],
      ['number', '1'],
    ]);
  });

  it('know only templates in a text that is no JSON', () => {
    assert.deepEqual(kinds('order 1 of {{person.fullName}}: "true"'), [['template', '{{person.fullName}}']]);
  });

  it('lose no character, and give up on what is too long', () => {
    for (const text of ['', '  {"a" : [1,null , "x\\"y"]}\n', '{{x', '[tru, "\\', '{"가": {{a.b}}}\t']) {
      assert.equal((valueTokens(text) ?? []).map((token) => token.text).join(''), text);
    }
    assert.equal(valueTokens(`["${'x'.repeat(40_000)}"]`), undefined);
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

  it('says how many replicas were in sync, and what had to be sent again', () => {
    assert.equal(replicaWords(one, strings), 'in sync 2 of 3');
    const again = { ...one, retries: { count: 2, reasons: ['NOT_LEADER_OR_FOLLOWER'] } };
    assert.equal(placeWords(again, strings, numbers), 'retries: 2 (NOT_LEADER_OR_FOLLOWER)');
    assert.equal(
      resultLine(again, strings, numbers),
      'Sent: partition 0, offset 20288, 4 ms, retries: 2 (NOT_LEADER_OR_FOLLOWER)',
    );
    assert.deepEqual(
      [outcomeOf(one).look, outcomeOf(again).look, outcomeOf(failed).look],
      ['ok', 'warn', 'bad'],
    );
  });

  it('claims nothing of what nobody has confirmed', () => {
    const line = 'Sent: 10. With acks=0 nobody says whether it arrived.';
    assert.equal(resultLine({ ...many, acks: '0' }, strings, numbers), line);
    assert.equal(outcomeOf({ ...many, acks: '0' }).look, 'muted');
    assert.equal(placeWords({ ...many, acks: '0' }, strings, numbers), many.topic);
    assert.equal(replicaWords({ ...one, acks: '0' }, strings), '');
  });

  it('says the error by name and cause, and how many got through', () => {
    assert.equal(resultLine(failed, strings, numbers), 'NOT_ENOUGH_REPLICAS: in sync 1, needs 2');
    assert.deepEqual(
      [placeWords(failed, strings, numbers), replicaWords(failed, strings)],
      ['ecommerce.coupon.event.issued.v1', 'in sync 1, needs 2'],
    );
    const unexplained = { ...failed, error: { name: 'NETWORK', message: 'gone', retriable: true } };
    assert.equal(placeWords(unexplained, strings, numbers), 'gone (ecommerce.coupon.event.issued.v1)');
    const some = { ...failed, copies: 1_000, partitions: many.partitions };
    assert.equal(
      resultLine(some, strings, numbers),
      'Sent 10 of 1,000, then NOT_ENOUGH_REPLICAS: in sync 1, needs 2',
    );
  });
});
