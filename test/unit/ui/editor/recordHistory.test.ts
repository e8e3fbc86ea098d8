/** What a consumer's document holds: the newest records, and honest about the rest. */
import assert from 'node:assert/strict';
import type { ReceivedRecord } from '../../../../src/client/model.ts';
import { plainText } from '../../../../src/kafkaFile/formats.ts';
import { RecordHistory } from '../../../../src/ui/editor/recordHistory.ts';
import { english } from './localizer.ts';

const formats = { keyFormat: plainText, valueFormat: plainText };

function record(offset: number, value = 'v'): ReceivedRecord {
  return {
    topic: 't',
    partition: 0,
    offset,
    timestamp: 0,
    key: null,
    value: Buffer.from(value),
    headers: [],
    batch: {
      leaderEpoch: 0,
      timestampType: 'CreateTime',
      compression: 'none',
      records: 1,
      transactional: false,
    },
  };
}

/** The offsets shown, and the remarks between them. */
function summary(history: RecordHistory): readonly string[] {
  return history
    .text()
    .split('\n')
    .flatMap((line) => [/offset (\d+) /.exec(line)?.[1] ?? (line.startsWith('— ') ? line : [])].flat());
}

describe('the history of a consumer', () => {
  it('keeps records and remarks in order', () => {
    const history = new RecordHistory(formats, english);
    history.remark('begin');
    history.remark('begin');
    history.add(record(1));
    history.add(record(2));
    history.remark('end');
    history.add(record(3));
    assert.deepEqual(summary(history), ['— begin', '1', '2', '— end', '3']);
    assert.deepEqual(summary(history), summary(history));
  });

  it('shows the newest of a burst and counts the others', () => {
    const history = new RecordHistory(formats, english);
    for (let offset = 0; offset < 10_000; offset += 1) history.add(record(offset));
    const lines = summary(history);
    assert.equal(lines[0], '— 9800 more records came at once and are not shown.');
    assert.deepEqual([lines.length, lines[1], lines.at(-1)], [201, '9800', '9999']);
  });

  it('lets old entries go, and says so', () => {
    const history = new RecordHistory(formats, english);
    for (let offset = 0; offset < 3000; offset += 1) {
      history.add(record(offset));
      if (offset % 100 === 0) history.text();
    }
    const lines = summary(history);
    assert.match(lines[0] ?? '', /Older records have been removed/);
    assert.deepEqual([lines.length, lines[1], lines.at(-1)], [1001, '2000', '2999']);
  });

  it('is bounded in characters, too', () => {
    const history = new RecordHistory(formats, english);
    for (let offset = 0; offset < 500; offset += 1) {
      history.add(record(offset, 'x'.repeat(10_000)));
      if (offset % 50 === 0) history.text();
    }
    assert.ok(history.text().length < 1_100_000);
    assert.equal(summary(history).at(-1), '499');
  });

  it('writes each record in the formats of its run', () => {
    const history = new RecordHistory(formats, english);
    history.add(record(1, 'ab'));
    history.formats = { ...formats, valueFormat: { name: 'string', encoding: 'hex' } };
    history.add(record(2, 'ab'));
    assert.match(history.text(), /value: ab\n[\s\S]*value: 6162\n/);
  });
});
