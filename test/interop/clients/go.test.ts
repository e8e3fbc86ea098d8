/** franz-go, which speaks the newest versions, and segmentio/kafka-go, whose Reader speaks the oldest. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrapServers } from '../../conformance/cluster.ts';
import { createTopic } from '../../conformance/kafkajs/clients.ts';
import { cleanUp, unique } from '../../conformance/support.ts';
import { isThere, linesOf, run } from './command.ts';

const folder = join(import.meta.dirname, '../go');

describe('Go clients', function () {
  this.timeout(300_000);
  const clean = cleanUp();
  let programs = '';

  before(async function build() {
    if (!(await isThere('go', 'version'))) this.skip();
    programs = await mkdtemp(join(tmpdir(), 'eddy-go-'));
    await run('go', ['build', '-o', `${programs}/`, './...'], { cwd: folder, timeoutMs: 290_000 });
  });

  after(async () => {
    if (programs !== '') await rm(programs, { recursive: true, force: true });
  });

  const go = async (
    program: string,
    action: string,
    ...more: readonly string[]
  ): Promise<Record<string, string>> => {
    const printed = await run(join(programs, program), [action, bootstrapServers().join(','), ...more]);
    return Object.fromEntries(linesOf(printed).map((line) => line.split('=')));
  };

  for (const program of ['franz', 'segmentio']) {
    for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
      it(`${program} produces with ${codec} and consumes in a group`, async () => {
        const topic = await createTopic(clean, 3);
        const group = unique('conformance.go');
        await go(program, 'produce', topic, codec, '500');
        const expected = { read: '500', ordered: 'true' };
        assert.deepEqual(await go(program, 'consume', topic, group, '500'), expected);
        await go(program, 'produce', topic, codec, '500');
        assert.deepEqual(await go(program, 'consume', topic, group, '500'), expected, 'behind its commits');
      });
    }
  }
});
