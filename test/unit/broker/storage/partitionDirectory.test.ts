import assert from 'node:assert/strict';
import { Log } from '../../../../src/broker/log/log.ts';
import { defaultLogConfig } from '../../../../src/broker/log/logConfig.ts';
import { LogMemory } from '../../../../src/broker/log/logMemory.ts';
import { Segment } from '../../../../src/broker/log/segment.ts';
import { recoverLog } from '../../../../src/broker/storage/logRecovery.ts';
import { PartitionDirectory } from '../../../../src/broker/storage/partitionDirectory.ts';
import { allBatches, append, batchOf } from '../log/batches.ts';
import { filesUnder, RecordedStorage } from './recordedStorage.ts';

describe('PartitionDirectory', () => {
  it('has the indexes of a segment when the next one begins', () => {
    const storage = new RecordedStorage();
    const files = new PartitionDirectory(storage.under(''), 't-0', undefined, () => {});
    const log = new Log({ configs: { ...defaultLogConfig, segmentBytes: 100 }, files });
    append(log, batchOf('a'), batchOf('b'));
    assert.deepEqual([...filesUnder(storage.files(), 't-0/').keys()].sort(), [
      '00000000000000000000.index',
      '00000000000000000000.log',
      '00000000000000000000.timeindex',
      '00000000000000000001.log',
      'leader-epoch-checkpoint',
    ]);
  });

  it('holds each record that compaction keeps, at whatever moment of a replacement it is found', () => {
    const storage = new RecordedStorage();
    const files = new PartitionDirectory(storage.under(''), 't-0', undefined, () => {});
    const log = new Log({ configs: { ...defaultLogConfig, segmentBytes: 100 }, files });
    append(log, ...['a', 'b', 'c', 'd'].map((value) => batchOf(value)));
    const before = storage.length;
    const [, kept, , active] = allBatches(log);
    assert.ok(kept !== undefined && active !== undefined);
    const cleaned = new Segment(0, 0, new LogMemory());
    cleaned.append(kept, 0);
    files.replaced(log.segments.slice(0, 3), cleaned);
    for (let count = before; count <= storage.length; count++) {
      const found = recoverLog(
        't-0',
        filesUnder(storage.files(count), 't-0/'),
        0,
        new RecordedStorage().under(''),
      );
      const batches = found.segments.flatMap((segment) => segment.batch(segment.first()));
      assert.ok(batches.some((batch) => batch.equals(kept)));
      assert.ok(batches.some((batch) => batch.equals(active)));
      assert.equal(found.logEndOffset, 4);
    }
    const names = [...filesUnder(storage.files(), 't-0/').keys()].filter((name) => name.endsWith('.log'));
    assert.deepEqual(names.sort(), ['00000000000000000000.log', '00000000000000000003.log']);
  });
});
