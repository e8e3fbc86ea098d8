import assert from 'node:assert/strict';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultLogConfig } from '../../../src/broker/log/logConfig.ts';
import { Persistence } from '../../../src/server/persistence.ts';
import { StorageError } from '../../../src/server/storageError.ts';
import { batchOf, noon } from '../broker/log/batches.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

const orders = { id: 'KhO9arq8kuLj1Hsp48vkng', name: 'orders' };
const nodes = [1, 2, 3];

describe('Persistence', () => {
  const directory = temporaryDirectory();
  const open = (nodeIds = nodes, lines: string[] = []): Promise<Persistence> =>
    Persistence.open({ directory: directory(), flush: 'os' }, nodeIds, (line) => lines.push(line));

  /** The first broker's log of the topic's first partition. */
  const logOf = (persistence: Persistence, node = 1) =>
    persistence.disk(node).openLog(orders, 0, defaultLogConfig).log;

  it('holds back what is told until what was done before is written, in order', async () => {
    const persistence = await open();
    await new Promise<void>((resolve) => {
      persistence.wake();
      persistence.whenWritten(resolve);
    });
    const said: string[] = [];
    logOf(persistence).appendAsLeader(batchOf('a'), 0, noon, 'client');
    persistence.whenWritten(() => said.push('first'));
    persistence.whenWritten(() => said.push('second'));
    assert.equal(said.length, 0);
    persistence.wake();
    await persistence.close();
    assert.deepEqual(said, ['first', 'second']);
    persistence.whenWritten(() => said.push('at once'));
    assert.equal(said.length, 3);
  });

  it('finds everything again, and the cluster under its id', async () => {
    const before = await open();
    for (const node of nodes) logOf(before, node).appendAsLeader(batchOf('a', 'b'), 3, noon, 'client');
    before.disk(2).saveQuorumState({ epoch: 5, votedId: 2, leaderId: -1 });
    before.disk(1).saveHighWatermark(orders.id, 0, 2);
    for (const node of nodes) before.disk(node).close();
    await before.close();
    const after = await open();
    assert.equal(after.clusterId, before.clusterId);
    assert.equal(logOf(after, 3).logEndOffset, 2);
    assert.deepEqual(logOf(after, 3).epochs.entries, [{ epoch: 3, startOffset: 0 }]);
    assert.equal(after.disk(2).quorumState?.epoch, 5);
    assert.equal(after.disk(1).openLog(orders, 0, defaultLogConfig).highWatermark, 2);
    await after.close();
  });

  it('keeps what replicas have in common once', async () => {
    const before = await open();
    for (const node of nodes) {
      logOf(before, node).appendAsLeader(batchOf('a'), 3, noon, 'client');
      if (node !== 2) logOf(before, node).appendAsLeader(batchOf('b'), 3, noon, 'client');
    }
    await before.close();
    const after = await open();
    const pieces = nodes.flatMap((node) =>
      logOf(after, node).segments.flatMap((segment) => [...segment.buffers]),
    );
    assert.equal(new Set(pieces).size, 1);
    await after.close();
  });

  it('cuts a torn tail and says so', async () => {
    const before = await open();
    logOf(before).appendAsLeader(batchOf('a'), 3, noon, 'client');
    await before.close();
    const file = join(directory(), 'node-1/orders-0/00000000000000000000.log');
    await writeFile(file, 'half a ba', { flag: 'a' });
    const lines: string[] = [];
    const after = await open(nodes, lines);
    assert.equal(logOf(after).logEndOffset, 1);
    assert.match(lines.join(), /broker 1: orders-0: cut 9 bytes/);
    await after.close();
  });

  it('removes what a crash left half written', async () => {
    const before = await open();
    logOf(before).appendAsLeader(batchOf('a'), 3, noon, 'client');
    await before.close();
    const halves = ['meta.properties.tmp', 'orders-0/partition.metadata.tmp'];
    for (const name of halves) await writeFile(join(directory(), 'node-1', name), 'half a fi');
    await (await open()).close();
    const left = await readdir(join(directory(), 'node-1'), { recursive: true });
    assert.ok(left.includes('orders-0/partition.metadata'));
    assert.deepEqual(
      left.filter((name) => halves.includes(name)),
      [],
    );
  });

  it('says which directory cannot be made', async function () {
    if (process.platform !== 'linux') this.skip();
    await assert.rejects(
      Persistence.open({ directory: '/proc/x/y', flush: 'os' }, nodes, () => {}),
      {
        name: 'StorageError',
        code: 'ENOENT',
        message: 'The data directory, or a file in it, is not there and cannot be made. (/proc/x/y)',
      },
    );
  });

  it('refuses another number of brokers, and a directory of something else, and lets go of both', async () => {
    const before = await open();
    for (const node of nodes) before.disk(node).saveQuorumState({ epoch: 1, votedId: 1, leaderId: 1 });
    await before.close();
    await assert.rejects(open([1]), /^StorageError: The stored cluster has 3 brokers: start it with 3/);
    await rm(join(directory(), 'node-2/meta.properties'));
    await assert.rejects(open(), StorageError);
    assert.ok(!(await readdir(directory())).includes('.lock'));
  });

  it('says which directory cannot be used, and why', async () => {
    await mkdir(join(directory(), 'node-1'));
    await writeFile(
      join(directory(), 'node-1/meta.properties'),
      'version=1\ncluster.id=c\nnode.id=2\ndirectory.id=d\n',
    );
    await assert.rejects(open(), (error) => {
      assert.ok(error instanceof StorageError && error.message.endsWith(`(${directory()})`));
      assert.match(error.message, /belongs to broker 2/);
      return true;
    });
  });

  it('reports what stops the writing', async () => {
    const persistence = await open();
    const failures: StorageError[] = [];
    persistence.follow({ progress: () => {}, failed: (error) => failures.push(error) });
    await writeFile(join(directory(), 'node-1'), 'in the way');
    persistence.wake();
    let told = false;
    persistence.whenWritten(() => {
      told = true;
    });
    await persistence.close();
    assert.equal(failures.length, 1);
    assert.equal(told, false);
  });
});
