/** Memory is given back: the collector takes a chunk once no segment and no reader views it. */
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Disk } from '../../../../src/broker/disk.ts';
import type { Log } from '../../../../src/broker/log/log.ts';
import { noon } from './batches.ts';
import { appendKeyed, clean, compactedLog, keyedBatch } from './cleaningLog.ts';

const ways: Readonly<Record<string, (log: Log) => void>> = {
  compaction: (log) => clean(log),
  retention: (log) => {
    log.updateConfigs({ ...log.configs, cleanupPolicy: ['delete'], retentionBytes: 0 });
    log.enforceRetention(noon, log.logEndOffset);
  },
  DeleteRecords: (log) => log.advanceLogStartOffset(log.logEndOffset - 1),
  truncation: (log) => log.truncateTo(0),
};

describe('the memory of a log', () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');

  /** A turn of the event loop: until it ends, what was looked at stays alive. */
  const areAlive = async (chunks: readonly WeakRef<ArrayBufferLike>[]): Promise<boolean[]> => {
    await turn();
    collect();
    return chunks.map((chunk) => chunk.deref() !== undefined);
  };

  for (const [name, free] of Object.entries(ways)) {
    it(`is free after ${name}, once no answer views it any more`, async () => {
      const log = filled(compactedLog());
      const chunk = firstChunk(log);
      const answers = [log.read(0, 100, log.logEndOffset, true).records];
      free(log);
      assert.deepEqual(await areAlive([chunk]), [true], 'an answer in a socket still views it');
      assert.equal(answers.pop()?.length, 1);
      assert.deepEqual(await areAlive([chunk]), [false]);
    });
  }

  it('is free when the partition is deleted', async () => {
    const disk = new Disk({ compression: undefined, random: () => 0 });
    const chunk = firstChunk(
      filled(disk.openLog({ id: 't', name: 'orders' }, 0, compactedLog().configs).log),
    );
    assert.deepEqual(await areAlive([chunk]), [true]);
    disk.deleteLog('t', 0);
    assert.deepEqual(await areAlive([chunk]), [false]);
  });
});

/** Batches that have memory of their own, of one key. */
function filled(log: Log): Log {
  for (let index = 0; index < 4; index++) appendKeyed(log, keyedBatch(`a:${'v'.repeat(100_000)}`));
  return log;
}

function firstChunk(log: Log): WeakRef<ArrayBufferLike> {
  const [buffer] = log.segments[0]?.buffers ?? [];
  assert.ok(buffer !== undefined);
  return new WeakRef(buffer);
}
