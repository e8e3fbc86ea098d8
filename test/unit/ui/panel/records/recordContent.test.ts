/** Bytes as a person reads them, and as files that other programs read. */
import assert from 'node:assert/strict';
import { exportRecords } from '../../../../../src/ui/panel/records/exportRecords.ts';
import { planHistogram } from '../../../../../src/ui/panel/records/histogramSource.ts';
import {
  contentOf,
  detailOf,
  previewOf,
  rowOf,
  shownBytes,
} from '../../../../../src/ui/panel/records/recordContent.ts';
import { record } from './records.ts';

const stored = (fields: Parameters<typeof record>[1] = {}) => ({
  id: 7,
  record: record(1, fields),
  size: 42,
});

describe('a message in one line', () => {
  it('is its beginning, without line breaks', () => {
    assert.deepEqual(previewOf(Buffer.from('a\n  b')), { text: 'a b', binary: false });
    assert.equal(previewOf(Buffer.from('한'.repeat(1_000))).binary, false, 'a character was cut in two');
  });

  it('is hex where it is not text', () => {
    const bytes = Buffer.from([0, 0, 0, 7, 0xff]);
    assert.deepEqual(previewOf(bytes), { text: '00 00 00 07 ff', binary: true });
    assert.equal(rowOf(stored({ key: null, value: null })).value, null);
  });
});

describe('a message as a whole', () => {
  it('tells what Kafka says of it', () => {
    const detail = detailOf(stored(), 'pretty', false);
    assert.equal(detail.value?.text, '{\n  "n": 1,\n  "customer": {\n    "grade": "GOLD"\n  }\n}');
    assert.deepEqual([detail.leaderEpoch, detail.compression, detail.batchRecords], [3, 'lz4', 6]);
    assert.deepEqual([detail.key?.kind, detail.headers[0]?.value.text], ['text', 'batch']);
  });

  it('is a hex dump where it is not text, or where that is asked for', () => {
    assert.equal(
      contentOf(Buffer.from('AB\x00'), 'raw', false).text,
      `${'00000000  41 42 00'.padEnd(57)}  AB.`,
    );
    assert.match(contentOf(Buffer.from('{"a":1}'), 'hex', false).text, /^00000000 {2}7b 22 61/);
  });

  it('is cut when it is huge, until all of it is asked for', () => {
    const huge = Buffer.from(JSON.stringify('x'.repeat(shownBytes)));
    const cut = contentOf(huge, 'pretty', false);
    assert.deepEqual([cut.cut, cut.text.length, cut.bytes], [true, shownBytes, huge.length]);
    assert.equal(contentOf(huge, 'raw', true).text.length, huge.length);
  });
});

describe('an export', () => {
  const rows = [
    stored({ key: null, value: Buffer.from([0xff]), headers: [] }),
    stored({ key: Buffer.from('=1+1'), value: Buffer.from('a,"b"\nc') }),
    stored({ key: Buffer.from('-5'), value: null }),
  ];

  it('is JSON that holds the values as what they are', () => {
    const [first, second, third] = JSON.parse([...exportRecords([...rows, stored()], 'json')].join(''));
    assert.deepEqual([first.key, first.value], [null, 'base64:/w==']);
    assert.equal(second.value, 'a,"b"\nc');
    assert.equal(third.value, null);
    assert.equal([...exportRecords([], 'json')].join(''), '[\n]\n');
  });

  it('is CSV in which no cell is a formula', () => {
    const lines = [...exportRecords(rows, 'csv')];
    assert.equal(lines[0], 'topic,partition,offset,timestamp,key,headers,value\r\n');
    assert.match(lines[2] ?? '', /,'=1\+1,"\{""source"":""batch""\}","a,""b""\nc"\r\n$/);
    assert.match(lines[3] ?? '', /,-5,/);
  });
});

describe('the bars of the histogram', () => {
  it('are at most sixty, with round edges, and hold both ends', () => {
    for (const span of [1, 1_000, 300_000, 3_600_000, 86_400_000, 400 * 86_400_000]) {
      const to = 1_700_000_123_456;
      const { from, step, bars } = planHistogram(to - span, to);
      assert.ok(bars >= 1 && bars <= 61, `${bars} bars`);
      assert.ok(from <= to - span && from + bars * step > to && from % step === 0);
    }
  });
});
