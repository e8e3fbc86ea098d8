/** Apache Kafka's own reader makes the same image of a snapshot that Eddy wrote. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MetadataImage, topicResource } from '../../../src/broker/controller/metadataImage.ts';
import { decodeMetadataRecord } from '../../../src/broker/controller/metadataRecord.ts';
import { decodeSnapshot, snapshotTimestamp } from '../../../src/broker/quorum/snapshot.ts';
import { TestCluster } from '../../unit/broker/testCluster.ts';
import { linesOf, run } from '../clients/command.ts';
import { resolveJars } from '../mavenJars.ts';

/** Kafka's names of checkpoint files: the offset in 20 digits, the epoch in 10. */
function fileName(offset: number, epoch: number): string {
  return `${String(offset).padStart(20, '0')}-${String(epoch).padStart(10, '0')}.checkpoint`;
}

describe('a metadata snapshot in Apache Kafka', function () {
  this.timeout(180_000);

  it('holds the same brokers, topics, partitions and configs', async () => {
    const test = TestCluster.started({
      configs: { 'metadata.log.max.record.bytes.between.snapshots': '1000' },
    });
    for (let topic = 0; topic < 10; topic++)
      test.createTopic(`topic${topic}`, [[1, 2, 3], [2]], { 'retention.ms': '1000' });
    const snapshot = test.cluster.disk(1).metadataSnapshots.latest;
    assert.ok(snapshot !== undefined);
    const image = new MetadataImage();
    image.load(decodeSnapshot(snapshot).records.map(decodeMetadataRecord), snapshot.offset - 1);
    const expected: Record<string, string> = {
      end: `${snapshot.offset - 1}`,
      timestamp: `${snapshotTimestamp(snapshot)}`,
      version: '4.4-IV2',
      brokers: '[1, 2, 3]',
    };
    for (const { name, id, partitions } of image.topicsById.values()) {
      expected[name] = `${id} ${partitions.length}`;
      partitions.forEach(({ leader, leaderEpoch, partitionEpoch }, index) => {
        expected[`${name}-${index}`] = `${leader} ${leaderEpoch} ${partitionEpoch}`;
      });
      const configs = [...image.configsOf(topicResource, name)].map(([key, value]) => `${key}=${value}`);
      expected[`${name}.configs`] = `{${configs.join(', ')}}`;
    }
    const folder = await mkdtemp(join(tmpdir(), 'eddy-snapshot-'));
    try {
      await writeFile(join(folder, fileName(snapshot.offset, snapshot.epoch)), snapshot.bytes);
      const classPath = await resolveJars(join(import.meta.dirname, '../apache-kafka/pom.xml'));
      const program = join(import.meta.dirname, 'MetadataSnapshot.java');
      const end = [String(snapshot.offset), String(snapshot.epoch)];
      const printed = await run('java', ['-cp', classPath, program, folder, ...end]);
      const pairs = linesOf(printed).map((line) => [
        line.slice(0, line.indexOf('=')),
        line.slice(line.indexOf('=') + 1),
      ]);
      assert.deepEqual(Object.fromEntries(pairs), expected);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
