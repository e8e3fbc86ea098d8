/** A read-only cluster: everything can be looked at, nothing can be changed. */
import assert from 'node:assert/strict';
import type { ClusterService } from '../../../src/client/clusterService.ts';
import { readOnlyService } from '../../../src/client/readOnly.ts';

/** Answers every call with its name. */
function echo(prefix: string): unknown {
  return new Proxy(
    {},
    { get: (_, name) => (name === 'admin' ? echo('admin.') : async () => `${prefix}${String(name)}`) },
  );
}

describe('a read-only cluster', () => {
  const inner = echo('') as ClusterService;
  const service = readOnlyService(inner, 'why');
  const call = (path: string): Promise<unknown> => {
    const [first = '', second] = path.split('.');
    const target = (second === undefined ? service : service.admin) as unknown as Record<
      string,
      (options: object) => Promise<unknown>
    >;
    return (target[second ?? first] as (options: object) => Promise<unknown>)({});
  };

  for (const name of [
    'metadata',
    'offsets',
    'offsetsForTime',
    'groups',
    'describeGroup',
    'describeGroups',
    'read',
    'consume',
    'admin.describeTopicConfigs',
    'admin.describeBrokerConfigs',
    'admin.offsetsForTimes',
    'admin.describeQuorum',
    'admin.describeLogDirs',
    'admin.describeProducers',
  ]) {
    it(`answers ${name}`, async () => assert.equal(await call(name), name));
  }

  for (const name of [
    'createTopic',
    'deleteTopics',
    'produce',
    'admin.alterTopicConfigs',
    'admin.alterBrokerConfigs',
    'admin.createPartitions',
    'admin.deleteRecords',
    'admin.alterGroupOffsets',
    'admin.deleteGroupOffsets',
    'admin.deleteGroups',
    'admin.removeMembers',
  ]) {
    it(`refuses ${name}`, async () => assert.rejects(call(name), { name: 'READ_ONLY' }));
  }

  it('refuses to join a group, which would commit', async () => {
    const joining = service.consume(
      { groupId: 'g', topics: ['t'], from: 'latest' },
      { onRecord: () => undefined, onError: () => undefined },
    );
    await assert.rejects(joining, { name: 'READ_ONLY' });
  });
});
