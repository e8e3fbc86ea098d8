/** The Java client of Kafka 4.4 against our cluster, as an application uses it: `JavaClient.java`. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { nanoid } from 'nanoid';
import { resolveJars } from './mavenJars.ts';
import { type OurCluster, runProgram, startOurCluster } from './ourCluster.ts';

describe('the Java client', () => {
  let cluster: OurCluster | undefined;
  let classPath: string;

  before(async function resolveAndStart() {
    this.timeout(600_000);
    classPath = await resolveJars(join(import.meta.dirname, 'apache-kafka', 'pom.xml'));
    cluster = await startOurCluster();
  });
  after(() => cluster?.stop());

  it('creates, produces idempotently, consumes in a group, sees its lag, and cleans up', async () => {
    const source = join(import.meta.dirname, 'JavaClient.java');
    const names = [`java.${nanoid()}`, `java.${nanoid()}`];
    const args = ['-Xmx256m', '-cp', classPath, source, cluster?.bootstrapServers ?? '', ...names];
    const { code, stdout, stderr } = await runProgram('java', args);
    assert.equal(code, 0, stderr);
    assert.deepEqual(stdout.trim().split('\n'), [
      'partitions: 3',
      'isr: 9',
      'consumed: 300 in order',
      'lag: 1',
      'retention: 60000 DYNAMIC_TOPIC_CONFIG',
      'consumed after: 1 in order',
      'partitions: 5',
      'listed: false',
    ]);
  });
});
