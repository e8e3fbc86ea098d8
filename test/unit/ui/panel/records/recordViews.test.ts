import assert from 'node:assert/strict';
import { hexOf, isReadable, wholeCharacters } from '../../../../../src/ui/panel/records/recordBytes.ts';
import { draftOf } from '../../../../../src/ui/panel/records/recordDraft.ts';
import { detailOf, firstBytes, rowOf } from '../../../../../src/ui/panel/records/recordViews.ts';
import { record } from './story.ts';

describe('a record as it is shown', () => {
  it('is one line of a row, shortened', () => {
    const row = rowOf(record(7, { value: `{\n  "a": "${'x'.repeat(5_000)}"`, headers: { a: '1', b: '2' } }));
    assert.equal(row.value.startsWith('{ "a": "xxx'), true);
    assert.equal(row.value.length <= 320, true);
    assert.deepEqual([row.key, row.kind, row.headers, row.offset], ['order-7', 'text', 2, 7]);
  });

  it('tells tombstones, empty and binary values apart', () => {
    assert.equal(rowOf(record(1, { value: null })).kind, 'tombstone');
    assert.equal(rowOf(record(1, { value: '' })).kind, 'empty');
    const row = rowOf(record(1, { key: new Uint8Array([1, 2]), value: new Uint8Array(40) }));
    assert.deepEqual([row.kind, row.binaryKey, row.key], ['binary', true, '01 02']);
    assert.equal(row.value, `${Array(24).fill('00').join(' ')} …`);
    assert.equal(rowOf(record(1, { key: null })).key, null);
  });

  it('knows text by its bytes, wherever a long value is cut', () => {
    assert.equal(isReadable(Buffer.from('김민준\n\ttext')), true);
    assert.equal(isReadable(Buffer.from([0xc3])), true, 'the beginning of a character at the very end');
    assert.equal(isReadable(Buffer.from([0xc3, 0x28])), false);
    assert.equal(isReadable(Buffer.from('a\0b')), false);
    const korean = Buffer.from('김'.repeat(30_000));
    assert.equal(isReadable(korean), true);
    for (const cut of [1, 2, 3, 4, 5, 6]) {
      assert.doesNotThrow(() =>
        new TextDecoder('utf-8', { fatal: true }).decode(wholeCharacters(korean.subarray(0, cut))),
      );
    }
    assert.equal(hexOf(Buffer.from([0, 255]), 9), '00 ff');
  });

  it('sends 256 KB of a huge value, and the rest when it is asked for', () => {
    const huge = record(1, { value: '김'.repeat(200_000) });
    const first = detailOf(huge, false).value;
    assert.ok(first !== null && first.bytes.length <= firstBytes && first.bytes.length > firstBytes - 4);
    assert.deepEqual([first.size, first.text], [600_000, true]);
    assert.equal(detailOf(huge, true).value?.bytes.length, 600_000);
    assert.notEqual(first.bytes.buffer, huge.value?.buffer);
  });

  it('says what is known of its batch', () => {
    const detail = detailOf(record(1, { value: null, headers: { a: 'b' } }), false);
    assert.deepEqual(
      [detail.timestampType, detail.batchRecords, detail.codec, detail.leaderEpoch, detail.value],
      ['CreateTime', 1, 'none', 3, null],
    );
    assert.deepEqual(detail.headers, [{ key: 'a', value: 'b' }]);
  });

  it('fills a form, but not with bytes that a form cannot hold', () => {
    const draft = draftOf(record(1, { value: '{}', headers: { source: 'app' } }));
    assert.deepEqual(draft, {
      topic: 'orders',
      key: 'order-1',
      value: '{}',
      tombstone: false,
      headers: [{ key: 'source', value: 'app' }],
      partition: null,
      copies: 1,
      keyFormat: '',
      valueFormat: '',
      timestamp: '',
      acks: '',
      every: '',
      stopAfter: null,
    });
    assert.equal(draftOf(record(1, { value: null }))?.tombstone, true);
    assert.equal(draftOf(record(1, { value: new Uint8Array([0]) })), undefined);
  });
});
