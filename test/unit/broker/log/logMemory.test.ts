/** What logs hold in memory: each piece once, whoever shares it, and nothing once nobody has it. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Log } from '../../../../src/broker/log/log.ts';
import { defaultLogConfig } from '../../../../src/broker/log/logConfig.ts';
import { LogMemory } from '../../../../src/broker/log/logMemory.ts';
import { batchOf } from '../testCluster.ts';

const noon = 1_700_000_000_000;
const configs = { ...defaultLogConfig, segmentBytes: 4096 };

/** Counted anew from what the segments view; the writers' chunks are pieces that the segments view as well. */
function counted(logs: readonly Log[]): number {
  const pieces = new Set(logs.flatMap(({ segments }) => segments.flatMap(({ buffers }) => [...buffers])));
  return [...pieces].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function append(log: Log, bytes: number): void {
  const result = log.appendAsLeader(batchOf(['x'.repeat(bytes)], noon), 0, noon, 'client');
  assert.equal(result.error, 0);
}

function copyAll(from: Log, to: Log): void {
  to.appendAsFollower(from.read(to.logEndOffset, 2 ** 30, from.logEndOffset, true).records);
}

describe('memory of logs', () => {
  it('counts what replicas share once, until the last of them lets go', () => {
    const memory = new LogMemory();
    const [leader, follower] = [new Log({ configs, memory }), new Log({ configs, memory })];
    for (let count = 0; count < 20; count++) append(leader, 1000);
    const alone = memory.heldBytes;
    assert.ok(alone >= leader.sizeBytes, `${alone} bytes for ${leader.sizeBytes}`);
    copyAll(leader, follower);
    assert.equal(memory.heldBytes, alone);
    leader.truncateFullyAndStartAt(20);
    assert.equal(memory.heldBytes, counted([follower]));
    assert.ok(memory.heldBytes >= follower.sizeBytes);
    follower.truncateFullyAndStartAt(20);
    assert.equal(memory.heldBytes, 0);
  });

  it('holds a piece of its own for a large batch, and lets it go with its segment', () => {
    const memory = new LogMemory();
    const log = new Log({ configs: { ...configs, segmentBytes: 200_100 }, memory });
    append(log, 200_000);
    append(log, 10);
    append(log, 100);
    assert.equal(log.segments.length, 2);
    const before = memory.heldBytes;
    log.advanceLogStartOffset(1);
    assert.ok(before - memory.heldBytes > 200_000);
  });

  it('is exact after any history', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), value: fc.integer({ min: 1, max: 3000 }) }),
      fc.record({ kind: fc.constant('copy' as const), value: fc.constant(0) }),
      fc.record({ kind: fc.constant('advance' as const), value: fc.integer({ min: 0, max: 30 }) }),
      fc.record({ kind: fc.constant('truncate' as const), value: fc.integer({ min: 0, max: 30 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const memory = new LogMemory();
        const [leader, follower] = [new Log({ configs, memory }), new Log({ configs, memory })];
        for (const { kind, value } of steps) {
          if (kind === 'append') append(leader, value);
          else if (kind === 'copy' && follower.logEndOffset < leader.logStartOffset) {
            follower.truncateFullyAndStartAt(leader.logStartOffset);
          } else if (kind === 'copy') copyAll(leader, follower);
          else if (kind === 'advance') leader.advanceLogStartOffset(Math.min(value, leader.logEndOffset));
          else follower.truncateTo(Math.max(value, follower.logStartOffset));
          // A writer may still hold one chunk of which no batch is left, at most as large as it makes them.
          const extra = memory.heldBytes - counted([leader, follower]);
          assert.ok(extra >= 0 && extra <= 1024 * 1024, `${extra} bytes too many after ${kind}`);
        }
        for (const log of [leader, follower]) log.truncateFullyAndStartAt(0);
        assert.equal(memory.heldBytes, 0);
      }),
    );
  });
});
