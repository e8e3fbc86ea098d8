/** DescribeLogDirs: which directory a broker names. Sizes and versions are in the conformance tests. */
import assert from 'node:assert/strict';
import { Disk } from '../../../../src/broker/disk.ts';
import { StorageQueue } from '../../../../src/broker/storage/storageQueue.ts';
import { describeLogDirsApi } from '../../../../src/protocol/messages/describeLogDirs.ts';
import { TestCluster } from '../testCluster.ts';

function directoriesOf(test: TestCluster, node: number): readonly string[] {
  return test.ask(node, describeLogDirsApi, { topics: null }).results.map(({ logDir }) => logDir);
}

describe('DescribeLogDirs', () => {
  it('names the directory that the system knows, kept on disk', () => {
    const queue = new StorageQueue();
    const voters = [1, 2, 3];
    const openDisk = (nodeId: number): Disk =>
      new Disk({ files: { path: `/data/node-${nodeId}`, storage: queue.under(`node-${nodeId}`), voters } });
    const test = TestCluster.started({ openDisk });
    assert.deepEqual(directoriesOf(test, 2), ['/data/node-2']);
  });

  it('tells brokers apart that live in memory', () => {
    const test = TestCluster.started();
    assert.deepEqual(directoriesOf(test, 1), ['/memory/broker-1']);
    assert.deepEqual(directoriesOf(test, 3), ['/memory/broker-3']);
  });
});
