/** Kafka's own command line tools, on the Java client: what an operator types. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrapServers, killBroker, mayStopBrokers, startBroker } from '../../conformance/cluster.ts';
import { cleanUp, eventually, unique } from '../../conformance/support.ts';
import { resolveJars } from '../mavenJars.ts';
import { linesOf, run } from './command.ts';

const pom = join(import.meta.dirname, '../java-tools/pom.xml');
const flags = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

describe("Kafka's command line tools", function () {
  this.timeout(180_000);
  cleanUp();
  let classPath = '';

  before(async () => {
    classPath = await resolveJars(pom);
  });

  const tool = (name: string, args: readonly string[], input = ''): Promise<string> => {
    const bootstrap = ['--bootstrap-server', bootstrapServers().join(',')];
    const main = `org.apache.kafka.tools.${name}`;
    return run('java', [...flags, '-cp', classPath, main, ...bootstrap, ...args], { input });
  };

  it('kafka-topics creates, describes, alters and deletes', async () => {
    const topic = unique('conformance.tools').replaceAll('_', '-');
    const create = ['--create', '--topic', topic, '--partitions', '3', '--replication-factor', '3'];
    await tool('TopicCommand', [...create, '--config', 'retention.ms=60000']);
    const described = await tool('TopicCommand', ['--describe', '--topic', topic]);
    assert.match(described, /PartitionCount: 3\s+ReplicationFactor: 3\s+Configs: .*retention\.ms=60000/);
    assert.equal(described.match(/Isr: \d,\d,\d/g)?.length, 3);
    await tool('TopicCommand', ['--alter', '--topic', topic, '--partitions', '5']);
    assert.match(await tool('TopicCommand', ['--describe', '--topic', topic]), /PartitionCount: 5/);
    await tool('TopicCommand', ['--delete', '--topic', topic]);
    await eventually('gone', async () => {
      const names = linesOf(await tool('TopicCommand', ['--list']));
      return names.includes(topic) ? undefined : true;
    });
  });

  it('kafka-reassign-partitions moves a partition, and kafka-leader-election gives it to its preferred leader', async () => {
    const topic = unique('conformance.tools').replaceAll('_', '-');
    await tool('TopicCommand', ['--create', '--topic', topic, '--replica-assignment', '1:2']);
    const plan = { version: 1, partitions: [{ topic, partition: 0, replicas: [3, 1] }] };
    const folder = await mkdtemp(join(tmpdir(), 'eddy-reassign-'));
    const file = join(folder, 'plan.json');
    await writeFile(file, JSON.stringify(plan));
    const reassign = ['--reassignment-json-file', file];
    await tool('reassign.ReassignPartitionsCommand', [...reassign, '--execute']);
    await eventually(
      'the move',
      async () => {
        const verify = [...reassign, '--verify', '--preserve-throttles'];
        const said = await tool('reassign.ReassignPartitionsCommand', verify);
        return said.includes(`Reassignment of partition ${topic}-0 is completed.`) ? true : undefined;
      },
      60_000,
    );
    await rm(folder, { recursive: true });
    const described = async () => tool('TopicCommand', ['--describe', '--topic', topic]);
    assert.match(await described(), /Leader: 1\s+Replicas: 3,1\s+Isr: 1,3\s+Elr:\s+LastKnownElr:/);
    const election = ['--election-type', 'preferred', '--topic', topic, '--partition', '0'];
    assert.match(await tool('LeaderElectionCommand', election), /Successfully completed leader election/);
    assert.match(await described(), /Leader: 3\s/);
  });

  it('kafka-console-producer and -consumer, idempotent, in a group that kafka-consumer-groups knows', async () => {
    const topic = unique('conformance.tools').replaceAll('_', '-');
    const group = unique('conformance.tools').replaceAll('_', '-');
    await tool('TopicCommand', [
      '--create',
      '--topic',
      topic,
      '--partitions',
      '3',
      '--replication-factor',
      '3',
    ]);
    const records = Array.from({ length: 300 }, (_, index) => `key${index % 7}:${index}`);
    const reader = ['--reader-property', 'parse.key=true', '--reader-property', 'key.separator=:'];
    const idempotent = ['--command-property', 'enable.idempotence=true', '--compression-codec', 'zstd'];
    await tool('ConsoleProducer', ['--topic', topic, ...reader, ...idempotent], `${records.join('\n')}\n`);
    const limits = ['--max-messages', '300', '--timeout-ms', '30000'];
    const formatter = ['--formatter-property', 'print.key=true', '--formatter-property', 'key.separator=:'];
    const consume = ['--topic', topic, '--from-beginning', '--group', group, ...limits, ...formatter];
    const read = linesOf(await tool('consumer.ConsoleConsumer', consume));
    assert.deepEqual([...read].sort(), [...records].sort());
    const described = await tool('consumer.group.ConsumerGroupCommand', ['--describe', '--group', group]);
    const rows = linesOf(described).map((line) => line.trim().split(/\s+/));
    const lags = rows
      .filter(([first]) => first === group)
      .map(([, , , current, end, lag]) => [current, end, lag]);
    assert.equal(lags.length, 3);
    assert.equal(
      lags.reduce((sum, [current]) => sum + Number(current), 0),
      300,
    );
    for (const [current, end, lag] of lags) assert.deepEqual([end, lag], [current, '0']);
    assert.ok(linesOf(await tool('consumer.group.ConsumerGroupCommand', ['--list'])).includes(group));
    const reset = ['--reset-offsets', '--to-earliest', '--execute', '--group', group, '--topic', topic];
    await tool('consumer.group.ConsumerGroupCommand', reset);
    const again = linesOf(await tool('consumer.ConsoleConsumer', consume));
    assert.equal(again.length, 300, 'from the beginning once more');
    await tool('consumer.group.ConsumerGroupCommand', ['--delete', '--group', group]);
    assert.ok(!linesOf(await tool('consumer.group.ConsumerGroupCommand', ['--list'])).includes(group));
  });

  it('kafka-delete-records moves the beginning of a partition, and kafka-log-dirs knows every replica', async () => {
    const topic = unique('conformance.tools').replaceAll('_', '-');
    await tool('TopicCommand', ['--create', '--topic', topic, '--replica-assignment', '1:2:3']);
    await tool('ConsoleProducer', ['--topic', topic], 'a\nb\nc\n');
    const folder = await mkdtemp(join(tmpdir(), 'eddy-delete-'));
    const file = join(folder, 'offsets.json');
    await writeFile(file, JSON.stringify({ version: 1, partitions: [{ topic, partition: 0, offset: 2 }] }));
    const deleted = await tool('DeleteRecordsCommand', ['--offset-json-file', file]);
    await rm(folder, { recursive: true });
    assert.match(deleted, new RegExp(`partition: ${topic}-0\\s+low_watermark: 2`));
    const limits = ['--from-beginning', '--max-messages', '1', '--timeout-ms', '30000'];
    assert.equal(await tool('consumer.ConsoleConsumer', ['--topic', topic, ...limits]), 'c\n');
    const said = linesOf(await tool('LogDirsCommand', ['--describe', '--topic-list', topic]));
    const { brokers } = JSON.parse(said.find((line) => line.startsWith('{')) ?? '{}') as LogDirs;
    const replicas = brokers.flatMap(({ broker, logDirs }) =>
      logDirs.flatMap(({ partitions }) => partitions.map(({ partition }) => `${broker} ${partition}`)),
    );
    assert.deepEqual(replicas.sort(), [`1 ${topic}-0`, `2 ${topic}-0`, `3 ${topic}-0`]);
  });

  it('kafka-topics names what is under-replicated while a broker is down, and kafka-metadata-quorum who leads', async function () {
    if (!mayStopBrokers()) this.skip();
    const topic = unique('conformance.tools').replaceAll('_', '-');
    await tool('TopicCommand', ['--create', '--topic', topic, '--replica-assignment', '1:2:3']);
    const lacking = async (): Promise<string> =>
      tool('TopicCommand', ['--describe', '--under-replicated-partitions', '--topic', topic]);
    assert.equal((await lacking()).trim(), '');
    await killBroker(3);
    try {
      assert.match(await lacking(), /Partition: 0\s+Leader: 1\s+Replicas: 1,2,3\s+Isr: 1,2\s/);
      const status = await tool('MetadataQuorumCommand', ['describe', '--status']);
      assert.match(status, /LeaderId:\s+[12]\n/);
      const replication = await tool('MetadataQuorumCommand', ['describe', '--replication']);
      assert.match(replication, /^[12]\s.*\sLeader\s*$/m);
      assert.equal(replication.match(/\sFollower\s*$/gm)?.length, 2);
    } finally {
      await startBroker(3);
    }
    await eventually('all in sync', async () => ((await lacking()).trim() === '' ? true : undefined), 60_000);
  });
});

interface LogDirs {
  readonly brokers: readonly {
    readonly broker: number;
    readonly logDirs: readonly { readonly partitions: readonly { readonly partition: string }[] }[];
  }[];
}
