import assert from 'node:assert/strict';
import { ClassicGroup } from '../../../../src/broker/group/group.ts';
import { Member } from '../../../../src/broker/group/member.ts';
import {
  decodeRecord,
  groupMetadataRecord,
  groupTombstone,
  offsetCommitRecord,
  offsetTombstone,
} from '../../../../src/broker/group/records.ts';
import { zeroUuid } from '../../../../src/protocol/bytes.ts';

const topicId = Buffer.from('00000000000000010000000000000002', 'hex').toString('base64url');
const committed = {
  offset: 42,
  leaderEpoch: 7,
  metadata: 'meta',
  commitTimestamp: 1000,
  expireTimestamp: -1,
  topicId,
};
const offsetKey = '00010001670005746f70696300000003';

function groupWithOneMember(): ClassicGroup {
  const group = new ClassicGroup('g', {
    state: 'Stable',
    generation: 5,
    protocolType: 'consumer',
    protocolName: 'range',
    leaderId: 'm1',
    stateTimestamp: 1234,
  });
  group.add(
    new Member(
      {
        memberId: 'm1',
        groupInstanceId: 'i1',
        clientId: 'c',
        clientHost: '/127.0.0.1',
        protocolType: 'consumer',
      },
      {
        sessionTimeoutMs: 10_000,
        rebalanceTimeoutMs: 60_000,
        protocols: [
          { name: 'sticky', metadata: Buffer.from([9]) },
          { name: 'range', metadata: Buffer.from([1, 2]) },
        ],
      },
    ),
  );
  return group;
}

// The bytes on the right were printed by Kafka 4.4's own GroupCoordinatorRecordSerde.
describe('records of __consumer_offsets', () => {
  it('writes a committed offset as Kafka does', () => {
    const { key, value } = offsetCommitRecord('g', 'topic', 3, committed);
    assert.equal(key.toString('hex'), offsetKey);
    assert.equal(
      value?.toString('hex'),
      '0004000000000000002a00000007056d65746100000000000003e801001000000000000000010000000000000002',
    );
  });

  it('writes an offset that expires by itself in the version that can say so', () => {
    const { value } = offsetCommitRecord('g', 'topic', 3, {
      ...committed,
      leaderEpoch: -1,
      metadata: '',
      expireTimestamp: 5000,
    });
    assert.equal(value?.toString('hex'), '0001000000000000002a000000000000000003e80000000000001388');
  });

  it('writes a group with its members as Kafka does, each with the chosen protocol only', () => {
    const { key, value } = groupMetadataRecord(groupWithOneMember(), new Map([['m1', Buffer.from([3])]]));
    assert.equal(key.toString('hex'), '0002000167');
    assert.equal(
      value?.toString('hex'),
      '00030008636f6e73756d657200000005000572616e676500026d3100000000000004d20000000100026d3100026931000163' +
        '000a2f3132372e302e302e310000ea60000027100000000201020000000103',
    );
  });

  it('writes tombstones', () => {
    assert.equal(offsetTombstone('g', 'topic', 3).key.toString('hex'), offsetKey);
    assert.equal(offsetTombstone('g', 'topic', 3).value, null);
    assert.equal(groupTombstone('g').key.toString('hex'), '0002000167');
    assert.equal(groupTombstone('g').value, null);
  });

  it('reads what it writes', () => {
    const { key, value } = offsetCommitRecord('g', 'topic', 3, committed);
    const expected = { type: 'offset', groupId: 'g', topic: 'topic', partition: 3, offset: committed };
    assert.deepEqual(decodeRecord(key, value), expected);
    assert.deepEqual(decodeRecord(key, null), { ...expected, offset: null });
  });

  it('reads an offset of an old version, in which some fields are missing', () => {
    const value = Buffer.from('0000' + '000000000000002a' + '0000' + '00000000000003e8', 'hex');
    const record = decodeRecord(Buffer.from(offsetKey, 'hex'), value);
    assert.deepEqual(record.type === 'offset' && record.offset, {
      offset: 42,
      leaderEpoch: -1,
      metadata: '',
      commitTimestamp: 1000,
      expireTimestamp: -1,
      topicId: zeroUuid,
    });
  });

  it('leaves records of other kinds of group alone', () => {
    assert.deepEqual(decodeRecord(Buffer.from([0, 3, 0, 1, 0x67]), Buffer.from([0, 0])), { type: 'other' });
  });
});
