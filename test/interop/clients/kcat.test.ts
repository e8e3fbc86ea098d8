/** kcat 1.7.1 on librdkafka 2.0, as Debian has it: what many people look into a Kafka with. */
import assert from 'node:assert/strict';
import { bootstrapServers } from '../../conformance/cluster.ts';
import { createTopic } from '../../conformance/kafkajs/clients.ts';
import { cleanUp, unique } from '../../conformance/support.ts';
import { isThere, linesOf, run } from './command.ts';

describe('kcat', function () {
  this.timeout(120_000);
  const clean = cleanUp();

  before(async function onlyWithKcat() {
    if (!(await isThere('kcat', '-V'))) throw new Error('kcat is missing: apt-get install kcat');
  });

  const kcat = (args: readonly string[], input = ''): Promise<string> =>
    run('kcat', ['-b', bootstrapServers().join(','), ...args], { input });

  /** `key=value` of every record, from the beginning of a topic to its end. */
  const readAll = async (topic: string): Promise<readonly string[]> =>
    linesOf(await kcat(['-C', '-q', '-e', '-o', 'beginning', '-t', topic, '-f', '%k=%s\\n']));

  it('lists the brokers and the topic', async () => {
    const topic = await createTopic(clean, 3);
    const listed = JSON.parse(await kcat(['-L', '-J', '-t', topic]));
    const brokers = (listed.brokers as readonly { readonly name: string }[]).map(({ name }) => name).sort();
    assert.deepEqual(brokers, [...bootstrapServers()].sort());
    assert.equal(listed.topics[0].partitions.length, 3);
  });

  for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
    it(`produces with ${codec} and consumes`, async () => {
      const topic = await createTopic(clean, 3);
      const records = Array.from({ length: 200 }, (_, index) => `key${index}=${'value '.repeat(10)}${index}`);
      await kcat(['-P', '-t', topic, '-K', '=', '-z', codec, '-X', 'acks=all'], `${records.join('\n')}\n`);
      assert.deepEqual([...(await readAll(topic))].sort(), [...records].sort());
    });
  }

  it('produces idempotently, in order', async () => {
    const topic = await createTopic(clean);
    const records = Array.from({ length: 5000 }, (_, index) => `k=${index}`);
    const idempotent = ['-X', 'enable.idempotence=true', '-X', 'linger.ms=0', '-X', 'batch.num.messages=100'];
    await kcat(['-P', '-t', topic, '-K', '=', ...idempotent], `${records.join('\n')}\n`);
    assert.deepEqual(await readAll(topic), records);
  });

  for (const acks of ['0', '1']) {
    it(`produces with acks=${acks}`, async () => {
      const topic = await createTopic(clean);
      await kcat(['-P', '-t', topic, '-K', '=', '-X', `acks=${acks}`], 'a=1\nb=2\n');
      assert.deepEqual(await readAll(topic), ['a=1', 'b=2']);
    });
  }

  it('writes and reads headers, null values and partitions', async () => {
    const topic = await createTopic(clean, 3);
    await kcat(
      ['-P', '-t', topic, '-p', '2', '-K', '=', '-Z', '-H', 'trace=abc', '-H', 'again=def'],
      'gone=\n',
    );
    const format = '%p %o %k %S %h\\n';
    const read = await kcat(['-C', '-q', '-e', '-o', 'beginning', '-t', topic, '-f', format]);
    assert.deepEqual(linesOf(read), ['2 0 gone -1 trace=abc,again=def']);
  });

  it('finds offsets by time, and both ends', async () => {
    const topic = await createTopic(clean);
    await kcat(['-P', '-t', topic], 'a\nb\nc\n');
    for (const [timestamp, offset] of [
      ['-2', 0],
      ['-1', 3],
      ['1', 0],
    ] as const) {
      const answer = await kcat(['-Q', '-t', `${topic}:0:${timestamp}`]);
      assert.ok(answer.includes(`offset ${offset}`), answer);
    }
  });

  it('consumes in a group and goes on behind its commits', async () => {
    const topic = await createTopic(clean, 3);
    const group = unique('conformance.kcat');
    const settings = ['-X', 'auto.offset.reset=earliest', '-X', 'session.timeout.ms=6000'];
    const consume = (count: number): Promise<string> =>
      kcat(['-G', group, '-q', '-c', `${count}`, '-f', '%s\\n', ...settings, topic]);
    const values = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => `${from + index}`);
    await kcat(['-P', '-t', topic, '-p', '1'], `${values(0, 30).join('\n')}\n`);
    assert.deepEqual(linesOf(await consume(30)), values(0, 30));
    await kcat(['-P', '-t', topic, '-p', '1'], `${values(30, 10).join('\n')}\n`);
    assert.deepEqual(linesOf(await consume(10)), values(30, 10));
  });
});
