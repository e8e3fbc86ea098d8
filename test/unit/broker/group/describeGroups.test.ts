import assert from 'node:assert/strict';
import type { ListGroupsFilter } from '../../../../src/broker/group/describeGroups.ts';
import { assertError, groupId, ShardHarness, subscription } from './shardHarness.ts';

describe('DescribeGroups', () => {
  it('tells all of a stable group', () => {
    const harness = new ShardHarness();
    const { ids } = harness.stable(1);
    assert.deepEqual(harness.describe(), {
      errorCode: 0,
      errorMessage: null,
      groupId,
      groupState: 'Stable',
      protocolType: 'consumer',
      protocolData: 'range',
      members: [
        {
          memberId: ids[0],
          groupInstanceId: null,
          clientId: 'client',
          clientHost: '/127.0.0.1',
          memberMetadata: subscription('created'),
          memberAssignment: Buffer.from([0]),
        },
      ],
      authorizedOperations: -(2 ** 31),
    });
  });

  it('tells neither protocol nor subscriptions of a group in a rebalance', () => {
    const harness = new ShardHarness();
    harness.stable(1);
    harness.joinNew();
    const { groupState, protocolData, members } = harness.describe();
    assert.deepEqual([groupState, protocolData, members.length], ['PreparingRebalance', '', 2]);
    assert.ok(members.every(({ memberMetadata }) => memberMetadata.length === 0));
  });

  it('calls a group that is not there dead, and from v6 on an error', () => {
    const harness = new ShardHarness();
    const old = harness.describe('other', 5);
    assert.deepEqual([old.groupState, old.errorCode, old.errorMessage], ['Dead', 0, null]);
    const described = harness.describe('other', 6);
    assert.equal(described.groupState, 'Dead');
    assertError(described.errorCode, 'GROUP_ID_NOT_FOUND');
    assert.equal(described.errorMessage, 'Group other not found.');
  });

  it('tells the authorized operations when asked', () => {
    const [described] = new ShardHarness().shard.describeGroups(['other'], {
      apiVersion: 5,
      includeAuthorizedOperations: true,
    });
    assert.equal(described?.authorizedOperations, 3400);
  });
});

describe('ListGroups', () => {
  const filters: readonly [what: string, filter: Partial<ListGroupsFilter>, listed: readonly string[]][] = [
    ['everything', {}, ['orders', 'simple']],
    ['one state', { states: ['Stable'] }, ['orders']],
    ['states in any case', { states: [' sTaBlE', 'EMPTY'] }, ['orders', 'simple']],
    ['an unknown state', { states: ['Asleep'] }, []],
    ['classic groups', { types: ['Classic'] }, ['orders', 'simple']],
    ['groups of another type', { types: ['consumer'] }, []],
    ['a state and a type', { states: ['empty'], types: ['classic', 'share'] }, ['simple']],
  ];
  for (const [what, filter, listed] of filters) {
    it(`lists ${what}`, () => {
      const harness = new ShardHarness();
      harness.stable(1);
      harness.commitOffsets({ 0: 1 }, { groupId: 'simple' });
      const groups = harness.shard.listGroups({ states: [], types: [], ...filter });
      assert.deepEqual(
        groups.map((group) => group.groupId),
        listed,
      );
    });
  }

  it('tells type and state', () => {
    const harness = new ShardHarness();
    harness.stable(1);
    harness.commitOffsets({ 0: 1 }, { groupId: 'simple' });
    assert.deepEqual(harness.shard.listGroups({ states: [], types: [] }), [
      { groupId: 'orders', protocolType: 'consumer', groupState: 'Stable', groupType: 'classic' },
      { groupId: 'simple', protocolType: '', groupState: 'Empty', groupType: 'classic' },
    ]);
  });
});
