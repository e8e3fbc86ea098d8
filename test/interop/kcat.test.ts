/** kcat, and so librdkafka in the version of Debian: produce and consume, by partition and in a group, in every codec. */
import assert from 'node:assert/strict';
import { nanoid } from 'nanoid';
import { type OurCluster, runProgram, startOurCluster } from './ourCluster.ts';

describe('kcat', () => {
  let cluster: OurCluster;
  before(async () => {
    cluster = await startOurCluster();
  });
  after(() => cluster.stop());

  const kcat = (args: readonly string[], input = '') =>
    runProgram('kcat', ['-b', cluster.bootstrapServers, ...args], input);
  const lines = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => `key-${index % 7}:value ${index}`);

  it('lists three brokers', async () => {
    const { code, stdout } = await kcat(['-L']);
    assert.equal(code, 0);
    assert.match(stdout, /3 brokers:/);
  });

  for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
    it(`produces and consumes with ${codec}, keeping order per key`, async () => {
      const topic = `kcat.${nanoid()}`;
      const sent = lines(500);
      const produced = await kcat(['-P', '-t', topic, '-K:', '-z', codec], `${sent.join('\n')}\n`);
      assert.equal(produced.code, 0, produced.stderr);
      const consumed = await kcat(['-C', '-t', topic, '-K:', '-o', 'beginning', '-e', '-q']);
      assert.equal(consumed.code, 0, consumed.stderr);
      const received = consumed.stdout.trim().split('\n');
      for (let key = 0; key < 7; key += 1) {
        const ofKey = (all: readonly string[]): string[] =>
          all.filter((line) => line.startsWith(`key-${key}:`));
        assert.deepEqual(ofKey(received), ofKey(sent));
      }
    });
  }

  it('produces idempotently with acks=all', async () => {
    const topic = `kcat.${nanoid()}`;
    const produced = await kcat(
      ['-P', '-t', topic, '-X', 'enable.idempotence=true', '-X', 'acks=all'],
      'a\nb\n',
    );
    assert.equal(produced.code, 0, produced.stderr);
    const { stdout } = await kcat(['-C', '-t', topic, '-o', 'beginning', '-e', '-q']);
    assert.deepEqual(stdout.trim().split('\n').sort(), ['a', 'b']);
  });

  it('reads in a consumer group, and goes on where the group stopped', async () => {
    const topic = `kcat.${nanoid()}`;
    const group = `kcat.${nanoid()}`;
    const settings = ['-X', 'auto.offset.reset=earliest', '-q'];
    await kcat(['-P', '-t', topic], 'first\nsecond\n');
    const before = await kcat(['-G', group, ...settings, '-c', '2', topic]);
    assert.deepEqual(before.stdout.trim().split('\n').sort(), ['first', 'second']);
    await kcat(['-P', '-t', topic], 'third\n');
    const after = await kcat(['-G', group, ...settings, '-c', '1', topic]);
    assert.equal(after.stdout.trim(), 'third');
  });
});
