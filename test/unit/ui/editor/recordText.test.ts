/** Consumed records and sent records in words. */
import assert from 'node:assert/strict';
import type { ReceivedRecord } from '../../../../src/client/model.ts';
import { plainText } from '../../../../src/kafkaFile/formats.ts';
import { recordText } from '../../../../src/ui/editor/recordText.ts';
import { sentSummary } from '../../../../src/ui/editor/sentSummary.ts';
import { english } from './localizer.ts';

const record: ReceivedRecord = {
  topic: 'orders',
  partition: 2,
  offset: 41,
  timestamp: new Date(2026, 10, 2, 9, 5, 7, 42).getTime(),
  key: Buffer.from('order-1'),
  value: Buffer.from('{\n  "id": 1\n}'),
  headers: [
    { key: 'source', value: Buffer.from('web') },
    { key: 'n', value: Buffer.from('') },
  ],
  batch: {
    leaderEpoch: 0,
    timestampType: 'CreateTime',
    compression: 'none',
    records: 1,
    transactional: false,
  },
};
const formats = { keyFormat: plainText, valueFormat: plainText };

describe('a consumed record', () => {
  it('shows place, time, key, headers and value', () => {
    assert.equal(
      recordText(record, formats, english),
      [
        'partition 2  offset 41  2026-11-02 09:05:07.042',
        '    key: order-1',
        '    headers: source=web, n=',
        '    value: {',
        '        "id": 1',
        '      }',
      ].join('\n'),
    );
  });

  it('leaves out what is not there, and names a tombstone', () => {
    const text = recordText({ ...record, key: null, headers: [], value: null }, formats, english);
    assert.deepEqual(text.split('\n').slice(1), ['    value: (tombstone)']);
  });

  it('hides what has the format none, and says when bytes do not fit', () => {
    const none = { keyFormat: { name: 'none' }, valueFormat: { name: 'long' } } as const;
    const lines = recordText({ ...record, headers: [] }, none, english).split('\n');
    assert.deepEqual(lines.slice(1), ['    value: A long has 8 bytes, these are 13.']);
  });

  it('cuts a huge value', () => {
    const text = recordText({ ...record, value: Buffer.alloc(1_000_000, 'x') }, formats, english);
    assert.ok(text.length < 20_000);
    assert.match(text, /\(the first 16384 of 1000000 bytes\)$/);
  });

  it('bears a timestamp no calendar knows', () => {
    assert.match(
      recordText({ ...record, timestamp: 1e18 }, formats, english),
      /^partition 2 {2}offset 41 {2}1000000000000000000\n/,
    );
  });
});

describe('sent records', () => {
  const sent = (...places: readonly (readonly [number, number])[]) =>
    sentSummary(
      places.map(([partition, offset]) => ({ topic: 't', partition, offset, inSync: 3, replicas: 3 })),
      english,
    );

  it('one has a place, many have ranges', () => {
    assert.equal(sent([0, 12]), 'partition 0, offset 12');
    assert.equal(sent([2, 7], [0, 5], [2, 8], [2, 9]), '4 records, 0: 5, 2: 7–9');
    assert.equal(
      sent([0, 1], [1, 1], [2, 1], [3, 1], [4, 1]),
      '5 records, 0: 1, 1: 1, 2: 1, 2 more partitions',
    );
    assert.equal(sent(), 'nothing sent');
  });

  it('have no place when nobody was to answer', () => {
    assert.equal(sent([0, -1], [2, -1]), '2 records, of which no answer was asked (acks=0)');
  });
});
