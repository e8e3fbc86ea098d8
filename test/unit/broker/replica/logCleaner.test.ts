/** The cleaner of a node: which log comes next, in steps, and when it rests. */
import assert from 'node:assert/strict';
import { BrokerConfigs } from '../../../../src/broker/configs.ts';
import type { Log } from '../../../../src/broker/log/log.ts';
import { LogCleaner } from '../../../../src/broker/replica/logCleaner.ts';
import { Partition } from '../../../../src/broker/replica/partition.ts';
import { Timers } from '../../../../src/broker/timers.ts';
import { appendKeyed, compactedLog, keyed, keyedBatch } from '../log/cleaningLog.ts';
import { topic } from './follower.ts';

const backoffMs = 1000;

class CleaningNode {
  readonly timers = new Timers(0);
  readonly partitions: Partition[];
  readonly gone = new Set<Partition>();

  constructor(...logs: readonly Log[]) {
    this.partitions = logs.map((log, index) => {
      const host = {
        nodeId: 1,
        now: () => this.timers.now,
        replicaLagTimeMaxMs: 1000,
        minInsyncReplicas: () => 1,
        admit: () => undefined,
        isEligible: () => true,
        isAlive: () => true,
        touched: () => {},
        alterIsr: () => {},
      };
      return new Partition(host, topic, index, log, log.logEndOffset);
    });
    const cleaner = new LogCleaner({
      timers: this.timers,
      configs: new BrokerConfigs({ 'log.cleaner.backoff.ms': String(backoffMs) }),
      partitions: () => this.partitions.filter((partition) => !this.gone.has(partition)),
      holds: (partition) => !this.gone.has(partition),
    });
    cleaner.start();
  }

  get dirtyFrom(): readonly number[] {
    return this.partitions.map(({ log }) => log.firstDirtyOffset);
  }

  pass(ms: number): void {
    for (let passed = 0; passed < ms; passed++) this.timers.advanceTo(this.timers.now + 1);
  }
}

function logOf(...pairs: readonly string[]): Log {
  const log = compactedLog();
  appendKeyed(log, ...pairs.map((pair) => keyedBatch(pair)));
  return log;
}

describe('the log cleaner', () => {
  it('waits for log.cleaner.backoff.ms and then cleans one log after the other, the dirtiest first', () => {
    const half = logOf('a:1', 'a:2', 'a:3', 'a:4');
    half.advanceFirstDirtyOffset(2);
    const node = new CleaningNode(half, logOf('a:1', 'a:2', 'b:1'));
    node.pass(backoffMs - 1);
    assert.deepEqual(node.dirtyFrom, [2, 0]);
    node.pass(1);
    assert.deepEqual(node.dirtyFrom, [2, 2]);
    node.pass(10);
    assert.deepEqual(node.dirtyFrom, [3, 2]);
    assert.deepEqual(
      node.partitions.map(({ log }) => keyed(log).length),
      [2, 2],
    );
  });

  it('looks again after every pause, and only at what is below the high watermark', () => {
    const log = logOf('a:1', 'a:2', 'b:1');
    const node = new CleaningNode(log);
    node.pass(backoffMs + 50);
    appendKeyed(log, keyedBatch('a:3'), keyedBatch('a:4'), keyedBatch('b:2'));
    node.pass(backoffMs + 50);
    assert.deepEqual(node.dirtyFrom, [3]);
    node.partitions[0]?.appendFetched([], log.logEndOffset, 0);
    node.pass(backoffMs + 50);
    assert.deepEqual(node.dirtyFrom, [5]);
    assert.deepEqual(keyed(log), ['2 b:1', '4 a:4', '5 b:2']);
  });

  it('does a large log in steps, and leaves one that is taken away from the node', () => {
    const large = 'v'.repeat(200_000);
    const make = (): Log => logOf(...Array.from({ length: 20 }, (_, index) => `a:${index}${large}`));
    const log = make();
    const node = new CleaningNode(log);
    node.pass(backoffMs);
    assert.deepEqual([keyed(log).length, node.dirtyFrom], [20, [0]]);
    node.pass(500);
    assert.deepEqual([keyed(log).length, node.dirtyFrom], [2, [19]]);
    const removed = make();
    const other = new CleaningNode(removed);
    other.pass(backoffMs);
    other.gone.add(other.partitions[0] as Partition);
    other.pass(500);
    assert.equal(keyed(removed).length, 20);
  });
});
