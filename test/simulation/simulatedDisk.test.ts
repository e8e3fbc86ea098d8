import assert from 'node:assert/strict';
import { batchOf, noon } from '../unit/broker/log/batches.ts';
import { SimulatedDisk } from './simulatedDisk.ts';
import { SimulatedDisks } from './simulatedDisks.ts';

const log = 'orders-0/0.log';

/** A disk that syncs at 1000, 2000, … and keeps of what is not synced `kept` of 1. */
function diskKeeping(kept: number) {
  const clock = { now: 0 };
  const options = { now: () => clock.now, random: () => kept, syncIntervalMs: 1_000 };
  return { clock, disk: new SimulatedDisk(options) };
}

function textsOf(disk: SimulatedDisk): Record<string, string> {
  return Object.fromEntries(Array.from(disk.open().files, ([path, { bytes }]) => [path, String(bytes)]));
}

describe('SimulatedDisk', () => {
  it('has everything for the next process, synced or not', () => {
    const { disk } = diskKeeping(0);
    const { storage } = disk.open();
    storage.append(log, Buffer.from('ab'));
    storage.append(log, Buffer.from('cd'));
    storage.truncate(log, 3);
    storage.replace('checkpoint', Buffer.from('1'));
    storage.rename('orders-0', 'orders-0.1-delete');
    assert.deepEqual(textsOf(disk), { 'orders-0.1-delete/0.log': 'abc', checkpoint: '1' });
    storage.remove('orders-0.1-delete');
    assert.deepEqual(textsOf(disk), { 'orders-0.1-delete/0.log': 'abc', checkpoint: '1' });
  });

  it('loses in a power cut what was not synced, and nothing that was', () => {
    const { clock, disk } = diskKeeping(0);
    const { storage } = disk.open();
    clock.now = 900;
    storage.append(log, Buffer.from('synced'));
    clock.now = 1_100;
    storage.append(log, Buffer.from(' not synced'));
    storage.replace('checkpoint', Buffer.from('1'));
    assert.equal(disk.cutPower(), 2);
    assert.deepEqual(textsOf(disk), { [log]: 'synced' });
  });

  it('keeps a first part of each directory, and tears the append in which it ends', () => {
    const { disk } = diskKeeping(0.5);
    const { storage } = disk.open();
    for (const letters of ['aa', 'bb', 'cc']) storage.append(log, Buffer.from(letters));
    storage.append('payments-0/0.log', Buffer.from('dd'));
    assert.equal(disk.cutPower(), 1);
    // The file has grown, and not all of its contents are written.
    assert.deepEqual(textsOf(disk), { [log]: 'aabbc\0', 'payments-0/0.log': 'dd' });
  });

  it('loses nothing of the quorum, and nothing from before a controlled stop', () => {
    const { disk } = diskKeeping(0);
    const { storage } = disk.open();
    storage.append(log, Buffer.from('a'));
    storage.sync();
    storage.replace('.kafka_cleanshutdown', Buffer.from('7'));
    storage.append(log, Buffer.from('b'));
    storage.replace('__cluster_metadata-0/quorum-state', Buffer.from('vote'));
    assert.equal(disk.cutPower(), 1);
    const kept = { '.kafka_cleanshutdown': '7', '__cluster_metadata-0/quorum-state': 'vote', [log]: 'a' };
    assert.deepEqual(textsOf(disk), kept);
  });

  it('does not hear the process that the power cut has ended', () => {
    const { disk } = diskKeeping(0);
    const { storage } = disk.open();
    disk.cutPower();
    storage.append(log, Buffer.from('a'));
    assert.deepEqual(textsOf(disk), {});
  });
});

describe('SimulatedDisks', () => {
  it('count the memory of the process that lives, and of none before it', () => {
    const disks = new SimulatedDisks({ nodes: 1, now: () => 0, random: () => 0, reopened: () => {} });
    const { metadataLog } = disks.open(1);
    for (let count = 0; count < 3; count += 1)
      metadataLog.appendAsLeader(batchOf('x'.repeat(70_000)), 1, noon, 'client');
    assert.equal(disks.open(1).metadataLog.logEndOffset, 3);
    const held = disks.memory.heldBytes;
    assert.ok(held > 210_000);
    disks.cutPower(1);
    disks.open(1);
    assert.equal(disks.memory.heldBytes, held);
  });
});
