import assert from 'node:assert/strict';
import {
  readEpochs,
  readOffsets,
  writeEpochs,
  writeOffsets,
} from '../../../../src/broker/storage/checkpointFile.ts';

describe('Checkpoint files', () => {
  it("have Kafka's form", () => {
    const offsets = writeOffsets([
      { topic: 'orders', partition: 0, offset: 12 },
      { topic: 'a.b-c_d', partition: 11, offset: 0 },
    ]);
    assert.equal(offsets.toString(), '0\n2\norders 0 12\na.b-c_d 11 0\n');
    assert.equal(writeEpochs([{ epoch: 3, startOffset: 40 }]).toString(), '0\n1\n3 40\n');
    assert.equal(writeOffsets([]).toString(), '0\n0\n');
  });

  it('are read as they were written', () => {
    const offsets = [{ topic: 'orders', partition: 7, offset: 9_007_199_254_740_991 }];
    assert.deepEqual(readOffsets(writeOffsets(offsets)), offsets);
    const epochs = [
      { epoch: 0, startOffset: 0 },
      { epoch: 5, startOffset: 17 },
    ];
    assert.deepEqual(readEpochs(writeEpochs(epochs)), epochs);
    assert.deepEqual(readEpochs(writeEpochs([])), []);
  });

  it('read as none when they are missing or damaged', () => {
    assert.equal(readOffsets(undefined), undefined);
    for (const text of [
      '',
      '1\n0\n',
      '0\n2\norders 0 1\n',
      '0\n1\norders 0\n',
      '0\n1\norders 0 x\n',
      '0\nx\n',
    ])
      assert.equal(readOffsets(Buffer.from(text)), undefined, JSON.stringify(text));
    assert.equal(readEpochs(Buffer.from('0\n1\n3 -4\n')), undefined);
  });
});
