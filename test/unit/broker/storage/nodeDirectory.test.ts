import assert from 'node:assert/strict';
import { NodeDirectory } from '../../../../src/broker/storage/nodeDirectory.ts';
import { StorageQueue } from '../../../../src/broker/storage/storageQueue.ts';

describe('NodeDirectory', () => {
  it('vouches for the logs once they are on the disk, and no more before anything is added to them', () => {
    const queue = new StorageQueue();
    const storage = queue.under('n');
    const directory = new NodeDirectory(storage, [1], []);
    storage.append('t-0/0.log', Buffer.from('a'));
    directory.saveCleanShutdown(7);
    directory.saveCleanShutdown(undefined);
    storage.append('t-0/0.log', Buffer.from('b'));
    const steps = queue.take().map((step) => step.flat().map(({ kind, path }) => `${kind} ${path}`));
    assert.deepEqual(steps, [
      ['append n/t-0/0.log'],
      ['sync n'],
      ['replace n/.kafka_cleanshutdown'],
      ['remove n/.kafka_cleanshutdown'],
      ['sync n'],
      ['append n/t-0/0.log'],
    ]);
  });
});
