import assert from 'node:assert/strict';
import {
  readCleanShutdown,
  readMetaProperties,
  readPartitionMetadata,
  readQuorumState,
  snapshotIdOf,
  snapshotName,
  writeCleanShutdown,
  writeMetaProperties,
  writePartitionMetadata,
  writeQuorumState,
} from '../../../../src/broker/storage/nodeFiles.ts';

describe('The files of a node', () => {
  it('say in meta.properties whose they are, as Kafka writes and reads it', () => {
    const properties = {
      clusterId: 'MkU3OEVBNTcwNTJENDM2Qg',
      nodeId: 3,
      directoryId: '3UwGsFNKQqCkqNvQ3pJXAA',
    };
    const lines = writeMetaProperties(properties).toString().split('\n');
    assert.deepEqual(lines, [
      'cluster.id=MkU3OEVBNTcwNTJENDM2Qg',
      'directory.id=3UwGsFNKQqCkqNvQ3pJXAA',
      'node.id=3',
      'version=1',
      '',
    ]);
    assert.deepEqual(readMetaProperties(writeMetaProperties(properties)), properties);
    const kafkas = Buffer.from(`#\n#Wed Nov 25 22:00:00 UTC 2026\n${lines.reverse().join('\n')}`);
    assert.deepEqual(readMetaProperties(kafkas), properties);
    assert.equal(readMetaProperties(Buffer.from('version=0\nbroker.id=1\n')), undefined);
  });

  it('say in partition.metadata which topic they belong to', () => {
    const bytes = writePartitionMetadata('KhO9arq8kuLj1Hsp48vkng');
    assert.equal(bytes.toString(), 'version: 0\ntopic_id: KhO9arq8kuLj1Hsp48vkng\n');
    assert.equal(readPartitionMetadata(bytes), 'KhO9arq8kuLj1Hsp48vkng');
    assert.equal(readPartitionMetadata(undefined), undefined);
    assert.equal(readPartitionMetadata(Buffer.from('version: 9\ntopic_id: x\n')), undefined);
  });

  it('say in .kafka_cleanshutdown which start ended as it should', () => {
    assert.equal(writeCleanShutdown(17).toString(), '{"version":0,"brokerEpoch":17}');
    assert.equal(readCleanShutdown(writeCleanShutdown(17)), 17);
    for (const bytes of [undefined, Buffer.from(''), Buffer.from('{"version":0}')])
      assert.equal(readCleanShutdown(bytes), undefined);
  });

  it('name snapshots by where they end', () => {
    assert.equal(snapshotName({ offset: 1234, epoch: 5 }), '00000000000000001234-0000000005.checkpoint');
    assert.deepEqual(snapshotIdOf('00000000000000001234-0000000005.checkpoint'), { offset: 1234, epoch: 5 });
    assert.equal(snapshotIdOf('00000000000000001234.log'), undefined);
  });

  it('hold the vote in quorum-state, version 0', () => {
    const bytes = writeQuorumState({ epoch: 4, votedId: 2, leaderId: -1 }, [1, 2]);
    assert.equal(
      bytes.toString(),
      '{"clusterId":"","leaderId":-1,"leaderEpoch":4,"votedId":2,"appliedOffset":0,' +
        '"currentVoters":[{"voterId":1},{"voterId":2}],"data_version":0}',
    );
    assert.deepEqual(readQuorumState(bytes), { epoch: 4, votedId: 2, leaderId: -1, voters: [1, 2] });
    for (const text of ['', '{', '{}', '{"leaderEpoch":"x"}', 'null'])
      assert.equal(readQuorumState(Buffer.from(text)), undefined, text);
  });
});
