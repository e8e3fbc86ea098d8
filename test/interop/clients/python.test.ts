/** confluent-kafka (librdkafka 2.16) and kafka-python 3, in a virtual environment outside the checkout. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bootstrapServers } from '../../conformance/cluster.ts';
import { createTopic } from '../../conformance/kafkajs/clients.ts';
import { cleanUp, unique } from '../../conformance/support.ts';
import { cacheFolder } from '../mavenJars.ts';
import { isThere, linesOf, run } from './command.ts';

const folder = join(import.meta.dirname, '../python');

describe('Python clients', function () {
  this.timeout(300_000);
  const clean = cleanUp();
  let interpreter = '';

  before(async function prepare() {
    if (!(await isThere('python3', '--version'))) this.skip();
    interpreter = await virtualEnvironment();
  });

  const python = async (program: string, ...args: readonly string[]): Promise<Record<string, string>> => {
    const [action = '', ...more] = args;
    const printed = await run(interpreter, [
      join(folder, program),
      action,
      bootstrapServers().join(','),
      ...more,
    ]);
    return Object.fromEntries(linesOf(printed).map((line) => line.split('=')));
  };

  for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
    it(`confluent-kafka produces with ${codec} and consumes in a group`, async () => {
      const topic = await createTopic(clean, 3);
      const produced = await python('confluent.py', 'produce', topic, codec, '2000');
      assert.deepEqual(produced, { left: '0', failures: '0' });
      const read = await python('confluent.py', 'consume', topic, unique('conformance.python'), '2000');
      assert.deepEqual(read, { read: '2000', ordered: 'True', committed: '2000' });
    });
  }

  it('confluent-kafka goes on behind its commits, and administers the group', async () => {
    const topic = await createTopic(clean, 3);
    const group = unique('conformance.python');
    for (const committed of ['100', '200']) {
      await python('confluent.py', 'produce', topic, 'none', '100');
      const read = await python('confluent.py', 'consume', topic, group, '100');
      assert.deepEqual(read, { read: '100', ordered: 'True', committed });
    }
    const groups = await python('confluent.py', 'groups', topic, group);
    assert.deepEqual(groups, { listed: 'EMPTY', described: 'EMPTY 0', deleted: 'True' });
  });

  it('confluent-kafka administers topics', async () => {
    assert.deepEqual(await python('confluent.py', 'admin', unique('conformance.python')), {
      nodes: '3',
      retention: '60000',
      partitions: '3',
      deleted: 'True',
    });
  });

  for (const codec of ['none', 'gzip']) {
    it(`kafka-python produces with ${codec} and consumes in a group`, async () => {
      const topic = await createTopic(clean, 3);
      assert.deepEqual(await python('kafkapython.py', 'produce', topic, codec, '500'), { ends: '500' });
      const read = await python('kafkapython.py', 'consume', topic, unique('conformance.python'), '500');
      assert.deepEqual(read, { read: '500', ordered: 'True' });
    });
  }

  it('kafka-python administers topics', async () => {
    const answer = await python('kafkapython.py', 'admin', unique('conformance.python'));
    assert.deepEqual(answer, { listed: 'True', deleted: 'True' });
  });
});

/** Path of the interpreter. Made once per content of requirements.txt. */
async function virtualEnvironment(): Promise<string> {
  const requirements = join(folder, 'requirements.txt');
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const environment = join(cacheFolder(), `python-${digest}`);
  const interpreter = join(environment, 'bin', 'python');
  if (await isThere(interpreter, '-cimport kafka, confluent_kafka')) return interpreter;
  await rm(environment, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', environment]);
  await run(interpreter, ['-m', 'pip', 'install', '-q', '-r', requirements], { timeoutMs: 240_000 });
  return interpreter;
}
