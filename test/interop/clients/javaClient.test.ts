/** The Java client 4.4: idempotent by default, topic ids, fetch sessions, leader discovery. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { bootstrapServers } from '../../conformance/cluster.ts';
import { createTopic } from '../../conformance/kafkajs/clients.ts';
import { cleanUp, unique } from '../../conformance/support.ts';
import { resolveJars } from '../mavenJars.ts';
import { linesOf, run } from './command.ts';

const folder = join(import.meta.dirname, '../java-client');
const flags = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

describe('Java client 4.4', function () {
  this.timeout(180_000);
  const clean = cleanUp();
  let classPath = '';

  before(async () => {
    classPath = await resolveJars(join(folder, 'pom.xml'));
  });

  /** What the program printed, by name. */
  const java = async (
    action: string,
    topic: string,
    ...more: readonly string[]
  ): Promise<Record<string, string>> => {
    const program = [...flags, '-cp', classPath, join(folder, 'JavaClient.java')];
    const printed = await run('java', [...program, action, bootstrapServers().join(','), topic, ...more]);
    return Object.fromEntries(linesOf(printed).map((line) => line.split('=')));
  };

  for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
    it(`produces with ${codec} and consumes in a group, every record once and each key in order`, async () => {
      const topic = await createTopic(clean, 3);
      assert.equal((await java('produce', topic, codec, '2000')).ends, '2000');
      const read = await java('consume', topic, unique('conformance.java'), '2000', '-');
      assert.deepEqual(read, { generation: '1', partitions: '3', read: '2000', first: '0', ordered: 'true' });
    });
  }

  it('goes on behind its commits, also as a static member', async () => {
    const topic = await createTopic(clean, 3);
    const group = unique('conformance.java');
    for (const [round, instance] of ['-', 'instance-1', 'instance-1'].entries()) {
      await java('produce', topic, 'lz4', '100');
      const { read, ordered } = await java('consume', topic, group, '100', instance);
      assert.deepEqual([read, ordered], ['100', 'true'], `round ${round}`);
    }
  });

  it('administers topics', async () => {
    assert.deepEqual(await java('admin', unique('conformance.java')), {
      nodes: '3',
      created: '2x3',
      sameId: 'true',
      inSync: '3,3',
      retention: '60000 DYNAMIC_TOPIC_CONFIG',
      policy: 'delete DEFAULT_CONFIG',
      EarliestSpec: '0',
      LatestSpec: '0',
      MaxTimestampSpec: '-1',
      deleted: 'true',
    });
  });

  it('administers groups', async () => {
    const topic = await createTopic(clean, 3);
    const group = unique('conformance.java');
    await java('produce', topic, 'none', '90');
    await java('consume', topic, group, '90', '-');
    assert.deepEqual(await java('groups', topic, group), {
      listed: 'Classic Empty',
      described: 'Empty 0',
      committed: '90',
      altered: '1',
      left: '2',
      deleted: 'true',
    });
  });
});
