import assert from 'node:assert/strict';
import { Log } from '../../../../src/broker/log/log.ts';
import { defaultLogConfig } from '../../../../src/broker/log/logConfig.ts';
import { batchPositions, batchView } from '../../../../src/protocol/recordBatch.ts';
import { decodeRecords, encodeBatch } from '../../../../src/protocol/records.ts';

const batchOf = (...values: string[]): Buffer =>
  encodeBatch({
    records: values.map((value) => ({ key: null, value: Buffer.from(value), timestamp: 1000 })),
  });

const valuesIn = (records: readonly Buffer[]): string[] =>
  records.flatMap((view) =>
    [...batchPositions(view)].flatMap((position) =>
      [...decodeRecords(batchView(view, position))].map(({ offset, value }) => `${offset}:${value}`),
    ),
  );

describe('Log', () => {
  it('appends, reads whole batches and truncates', () => {
    const log = new Log({ configs: defaultLogConfig });
    for (const batch of [batchOf('a'), batchOf('b', 'c'), batchOf('d')]) {
      assert.equal(log.appendAsLeader(batch, 3, 1000, 'client').error, 0);
    }
    assert.deepEqual(valuesIn(log.read(2, 1000, 4, true).records), ['1:b', '2:c', '3:d']);
    log.truncateTo(3);
    assert.equal(log.logEndOffset, 3);
    assert.deepEqual(valuesIn(log.read(0, 1000, 3, true).records), ['0:a', '1:b', '2:c']);
  });
});
