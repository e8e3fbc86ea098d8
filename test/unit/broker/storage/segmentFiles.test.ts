import assert from 'node:assert/strict';
import { baseOffsetOf, segmentIndexes, segmentName } from '../../../../src/broker/storage/segmentFiles.ts';
import { readBatchSize, readLastOffset } from '../../../../src/protocol/recordBatch.ts';
import { encodeBatch } from '../../../../src/protocol/records.ts';
import { append, newLog, noon } from '../log/batches.ts';

/** A batch of one record at a time of its own. */
function at(timestamp: number, size: number): Buffer {
  return encodeBatch({ records: [{ key: null, value: Buffer.alloc(size), timestamp }] });
}

describe('Files of a segment', () => {
  it('are named by the base offset', () => {
    assert.equal(segmentName(12_345), '00000000000000012345');
    assert.equal(baseOffsetOf('00000000000000012345.log'), 12_345);
    assert.equal(baseOffsetOf('00000000000000012345.index'), undefined);
    assert.equal(baseOffsetOf('leader-epoch-checkpoint'), undefined);
  });

  it('are indexed every 4 KB by the last offset of a batch, and by the newest time so far', () => {
    const log = newLog();
    append(log, at(noon, 3000), at(noon + 9, 3000), at(noon + 5, 3000), at(noon + 2, 3000), at(noon + 7, 10));
    const [segment] = log.segments;
    assert.ok(segment !== undefined);
    const { index, timeIndex } = segmentIndexes(segment);
    const places: { offset: number; position: number }[] = [];
    let position = 0;
    for (let place = segment.first(); !segment.isEnd(place); place = segment.next(place)) {
      places.push({ offset: readLastOffset(segment.bytes(place), place.position), position });
      position += readBatchSize(segment.bytes(place), place.position);
    }
    const entries = Array.from({ length: index.length / 8 }, (_, entry) => ({
      offset: index.readInt32BE(entry * 8),
      position: index.readInt32BE(entry * 8 + 4),
    }));
    assert.deepEqual(entries, [places[2], places[4]]);
    const times = Array.from({ length: timeIndex.length / 12 }, (_, entry) => ({
      timestamp: Number(timeIndex.readBigInt64BE(entry * 12)),
      offset: timeIndex.readInt32BE(entry * 12 + 8),
    }));
    assert.deepEqual(times, [{ timestamp: noon + 9, offset: 1 }]);
  });
});
