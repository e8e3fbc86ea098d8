/** Kafka's DumpLogSegments reads the files that our brokers leave behind, and finds nothing to complain about. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isOurs } from '../../conformance/cluster.ts';
import { KeptCluster } from '../../conformance/eddy/keptCluster.ts';
import { stubbornProducer } from '../../conformance/raw/stubbornProducer.ts';
import { cleanUp } from '../../conformance/support.ts';
import { resolveJars } from '../mavenJars.ts';
import { run } from './command.ts';

const pom = join(import.meta.dirname, '../java-tools/pom.xml');
const flags = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const records = 200;

describe("Kafka's DumpLogSegments on our files", function () {
  this.timeout(180_000);
  const clean = cleanUp();

  before(function onlyOurs() {
    if (!isOurs()) this.skip();
  });

  it('reads segments, indexes and the metadata log', async () => {
    const classPath = await resolveJars(pom);
    const cluster = await KeptCluster.start(clean, '--topic', 'dumped:1');
    const producer = await stubbornProducer(clean, 'dumped', () => cluster.servers);
    for (let value = 0; value < records; value++) await producer.send(`${value} ${'x'.repeat(1000)}`);
    await cluster.end('SIGTERM');
    const dump = (...args: readonly string[]): Promise<string> =>
      run('java', [...flags, '-cp', classPath, 'org.apache.kafka.tools.DumpLogSegments', ...args]);

    const topic = join(cluster.directory, 'node-2', 'dumped-0');
    const files = (await readdir(topic)).filter((name) => /\.(log|index|timeindex)$/.test(name));
    assert.deepEqual(files.length, 3);
    const paths = files.map((name) => join(topic, name)).join(',');
    const output = await dump(
      '--deep-iteration',
      '--print-data-log',
      '--verify-index-only',
      '--files',
      paths,
    );
    assert.doesNotMatch(output, /Mismatches|mismatch|isvalid: false|corrupt|Found/i);
    const dumped = await dump('--deep-iteration', '--print-data-log', '--files', paths);
    assert.doesNotMatch(dumped, /Mismatches|mismatch|isvalid: false|corrupt|Found/i);
    assert.equal(dumped.match(/payload: /g)?.length, records);
    assert.match(dumped, /offset: \d+ position: \d+/);
    assert.match(dumped, /timestamp: \d+ offset: \d+/);

    const metadata = join(cluster.directory, 'node-2', '__cluster_metadata-0');
    const logs = (await readdir(metadata)).filter((name) => /\.(log|checkpoint)$/.test(name));
    const decoded = await dump(
      '--cluster-metadata-decoder',
      '--files',
      logs.map((name) => join(metadata, name)).join(','),
    );
    assert.match(decoded, /"type":"TOPIC_RECORD".*"name":"dumped"/);
    assert.match(decoded, /"type":"REGISTER_BROKER_RECORD"/);
    assert.doesNotMatch(decoded, /isvalid: false|Could not|unknown/i);
  });
});
