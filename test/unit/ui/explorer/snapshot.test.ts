/** What the tree knows of groups while their coordinator cannot be asked. */
import assert from 'node:assert/strict';
import type { ClusterService } from '../../../../src/client/clusterService.ts';
import { KafkaError } from '../../../../src/client/errors.ts';
import type { GroupDetail } from '../../../../src/client/model.ts';
import { type KnownGroup, readCluster } from '../../../../src/ui/explorer/snapshot.ts';
import { reading } from './support.ts';

const group = (groupId: string, state = 'Stable'): GroupDetail => ({
  groupId,
  state,
  protocolType: 'consumer',
  protocol: 'range',
  coordinator: 1,
  members: [],
  partitions: [],
});
const moving = new KafkaError({ code: 16, name: 'NOT_COORDINATOR', retriable: true, message: '' });

/** A cluster that lists these groups, and answers for one asked by name as told. */
function clusterWith(
  listed: readonly GroupDetail[],
  describeGroup: (groupId: string) => Promise<GroupDetail>,
): ClusterService {
  return {
    metadata: async () => reading().cluster,
    offsets: async () => [],
    describeGroups: async () => listed,
    describeGroup,
  } as unknown as ClusterService;
}

const read = async (service: ClusterService, before: readonly KnownGroup[]) =>
  (await readCluster(service, (topics) => topics, before)).groups.map(({ groupId, state, lastKnown }) =>
    [groupId, state, lastKnown === true ? 'last known' : ''].join(' ').trim(),
  );

describe('groups that are not listed any more', () => {
  it('stay as they were last known while their coordinator moves', async () => {
    const service = clusterWith([group('audit')], () => Promise.reject(moving));
    assert.deepEqual(await read(service, [group('audit'), group('billing')]), [
      'audit Stable',
      'billing Stable last known',
    ]);
  });

  it('go when the coordinator says so', async () => {
    const service = clusterWith([], async (groupId) => group(groupId, 'Dead'));
    assert.deepEqual(await read(service, [group('billing')]), []);
  });

  it('are as the new coordinator has them once it answers', async () => {
    const service = clusterWith([], async (groupId) => group(groupId, 'Empty'));
    assert.deepEqual(await read(service, [{ ...group('billing'), lastKnown: true }]), ['billing Empty']);
  });

  it('are asked for a few at a time, however many there were', async () => {
    let asked = 0;
    const service = clusterWith([], async (groupId) => {
      asked += 1;
      return group(groupId, 'Dead');
    });
    const many = Array.from({ length: 100 }, (_, index) => group(`g-${String(index).padStart(2, '0')}`));
    const left = await read(service, many);
    assert.equal(asked + left.length, 100);
    assert.ok(asked < 50, `${asked} at once`);
    assert.ok(left.every((words) => words.endsWith('last known')));
  });

  it('were never known at the first look', async () => {
    assert.deepEqual(await read(clusterWith([group('a')], assert.fail), []), ['a Stable']);
  });
});
