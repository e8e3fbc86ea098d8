import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Log } from '../../../../src/broker/log/log.ts';
import { errorCodes } from '../../../../src/protocol/errors.ts';
import {
  allBatches,
  append,
  batchOf,
  endTransaction,
  newLog,
  noon,
  type Sender,
  sequencedBatch,
} from './batches.ts';

const {
  NONE,
  OUT_OF_ORDER_SEQUENCE_NUMBER,
  INVALID_PRODUCER_EPOCH,
  INVALID_TXN_STATE,
  TRANSACTION_COORDINATOR_FENCED,
} = errorCodes;

const send = (log: Log, sender: Sender, sequence: number, count = 1): number =>
  log.appendAsLeader(sequencedBatch(sender, sequence, count), 0, noon, 'client').error;
const lastSequence = 0x7fffffff;

describe('idempotent producers', () => {
  it('may begin with any sequence where they are unknown, and go on from there', () => {
    const log = newLog();
    assert.deepEqual(
      [
        send(log, { id: 1 }, 16),
        send(log, { id: 1 }, 17, 3),
        send(log, { id: 1 }, 20),
        send(log, { id: 2 }, 0),
      ],
      [NONE, NONE, NONE, NONE],
    );
  });

  it('get the offsets of the original for each of their last five batches, and nothing is appended', () => {
    const log = newLog();
    const batches = [0, 3, 6, 9, 12, 15].map((sequence) => sequencedBatch({ id: 7 }, sequence, 3));
    append(log, batchOf('before'), ...batches);
    const { sizeBytes } = log;
    batches.forEach((batch, index) => {
      const result = log.appendAsLeader(batch, 0, noon, 'client');
      if (index === 0) {
        assert.equal(result.error, OUT_OF_ORDER_SEQUENCE_NUMBER);
        return;
      }
      assert.deepEqual(
        [
          result.error,
          result.duplicate,
          result.firstOffset,
          result.lastOffset,
          result.logAppendTime,
          result.bytes,
        ],
        [NONE, true, 1 + index * 3, 3 + index * 3, noon, 0],
      );
    });
    assert.equal(log.sizeBytes, sizeBytes);
    assert.equal(send(log, { id: 7 }, 18), NONE);
  });

  it('are told of gaps and of repetitions that are not exact', () => {
    const log = newLog();
    assert.equal(send(log, { id: 1 }, 0, 2), NONE);
    for (const [sequence, count] of [
      [3, 1],
      [5, 1],
      [1, 1],
      [0, 1],
      [0, 3],
    ] as const) {
      assert.equal(
        send(log, { id: 1 }, sequence, count),
        OUT_OF_ORDER_SEQUENCE_NUMBER,
        `${count} from ${sequence}`,
      );
    }
    assert.equal(send(log, { id: 1 }, 2), NONE);
  });

  it('start again from 0 with a new epoch, and are fenced with an old one', () => {
    const log = newLog();
    assert.equal(send(log, { id: 1 }, 0), NONE);
    assert.equal(send(log, { id: 1, epoch: 1 }, 1), OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.equal(send(log, { id: 1, epoch: 1 }, 0), NONE);
    assert.equal(send(log, { id: 1, epoch: 0 }, 1), INVALID_PRODUCER_EPOCH);
    assert.equal(send(log, { id: 1, epoch: 0 }, 0), INVALID_PRODUCER_EPOCH, 'a duplicate of an old epoch');
  });

  it('count on from 2^31-1 to 0, between batches and within one', () => {
    const log = newLog();
    assert.equal(send(log, { id: 1, epoch: 15 }, lastSequence), NONE);
    assert.equal(send(log, { id: 1, epoch: 15 }, 1), OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.equal(send(log, { id: 1, epoch: 15 }, 0), NONE);
    assert.equal(send(log, { id: 2 }, lastSequence - 10, 21), NONE);
    assert.equal(send(log, { id: 2 }, 10), NONE);
    const repeated = log.appendAsLeader(sequencedBatch({ id: 2 }, lastSequence - 10, 21), 0, noon, 'client');
    assert.deepEqual([repeated.error, repeated.duplicate, repeated.firstOffset], [NONE, true, 2]);
  });

  it('are followed on replicas without checks: the leader has made them', () => {
    const leader = newLog();
    append(leader, sequencedBatch({ id: 1 }, 0));
    const [batch] = allBatches(leader);
    const follower = newLog();
    assert.ok(batch !== undefined);
    follower.appendAsFollower([batch]);
    const other = newLog();
    append(other, batchOf('x'), sequencedBatch({ id: 1 }, 5));
    const [, gap] = allBatches(other);
    assert.ok(gap !== undefined);
    follower.appendAsFollower([gap]);
    assert.equal(send(follower, { id: 1 }, 6), NONE);
    assert.equal(send(follower, { id: 1 }, 8), OUT_OF_ORDER_SEQUENCE_NUMBER);
  });

  it('are forgotten when they were silent for long, unless a transaction is open', () => {
    const log = newLog({ producerIdExpirationMs: 1000 });
    append(log, sequencedBatch({ id: 1 }, 0), sequencedBatch({ id: 2, transactional: true }, 0));
    log.enforceRetention(noon + 999, 0);
    assert.equal(log.producers.activeProducers().length, 2);
    log.enforceRetention(noon + 1000, 0);
    assert.deepEqual(
      log.producers.activeProducers().map(({ producerId }) => producerId),
      [2],
    );
    assert.equal(send(log, { id: 1 }, 50), NONE);
  });

  it('stay known when retention takes their records', () => {
    const log = newLog();
    append(log, sequencedBatch({ id: 1 }, 0));
    log.advanceLogStartOffset(1);
    assert.equal(send(log, { id: 1 }, 5), OUT_OF_ORDER_SEQUENCE_NUMBER);
  });

  it('are known after truncation by what is left', () => {
    const log = newLog();
    append(log, sequencedBatch({ id: 1 }, 0), sequencedBatch({ id: 1 }, 1), sequencedBatch({ id: 2 }, 0));
    log.truncateTo(1);
    assert.deepEqual(
      log.producers.activeProducers().map(({ producerId, lastSequence: last }) => [producerId, last]),
      [[1, 0]],
    );
    assert.equal(send(log, { id: 1 }, 1), NONE);
  });

  it('are limited in number: the one silent for longest goes first', () => {
    const log = newLog();
    append(log, sequencedBatch({ id: 0, transactional: true }, 0));
    for (let id = 1; id <= 10_001; id++) {
      append(log, sequencedBatch({ id }, 0));
      if (id === 5000) append(log, sequencedBatch({ id: 1 }, 1));
    }
    const known = new Set(log.producers.activeProducers().map(({ producerId }) => producerId));
    assert.deepEqual(
      [known.size, known.has(0), known.has(1), known.has(2), known.has(3)],
      [10_000, true, true, false, false],
    );
  });
});

describe('transactions in a log', () => {
  it('begin with the first transactional batch and end with a marker', () => {
    const log = newLog();
    const sender = { id: 1, epoch: 3, transactional: true };
    append(log, batchOf('x'), sequencedBatch(sender, 0, 2), sequencedBatch(sender, 2));
    assert.ok(log.producers.hasOngoingTransaction(1, 3) && !log.producers.hasOngoingTransaction(1, 2));
    assert.deepEqual(log.producers.activeProducers(), [
      {
        producerId: 1,
        producerEpoch: 3,
        lastSequence: 2,
        lastTimestamp: noon,
        coordinatorEpoch: -1,
        currentTransactionFirstOffset: 1,
      },
    ]);
    assert.deepEqual([log.lastStableOffset(4), log.lastStableOffset(1), log.lastStableOffset(0)], [1, 1, 0]);
    assert.equal(endTransaction(log, sender, 'commit', 15).lastOffset, 4);
    assert.deepEqual(log.producers.activeProducers(), [
      {
        producerId: 1,
        producerEpoch: 3,
        lastSequence: 2,
        lastTimestamp: noon,
        coordinatorEpoch: 15,
        currentTransactionFirstOffset: -1,
      },
    ]);
  });

  it('are unstable until the marker is below the high watermark', () => {
    const log = newLog();
    append(log, sequencedBatch({ id: 1, transactional: true }, 0));
    endTransaction(log, { id: 1 }, 'commit');
    append(log, batchOf('x'));
    assert.deepEqual([log.lastStableOffset(1), log.lastStableOffset(2), log.lastStableOffset(3)], [0, 2, 3]);
  });

  it('leave the last stable offset at the earliest open one', () => {
    const log = newLog();
    const [a, b, c] = [1, 2, 3].map((id) => ({ id, transactional: true })) as [Sender, Sender, Sender];
    append(log, sequencedBatch(a, 0), sequencedBatch(b, 0), batchOf('x'), sequencedBatch(c, 0));
    endTransaction(log, b, 'commit');
    assert.equal(log.lastStableOffset(5), 0);
    endTransaction(log, a, 'abort');
    assert.equal(log.lastStableOffset(6), 3);
    endTransaction(log, c, 'commit');
    assert.equal(log.lastStableOffset(7), 7);
  });

  it('never leave it below the start of the log', () => {
    const log = newLog();
    append(log, sequencedBatch({ id: 1, transactional: true }, 0, 3), batchOf('x'));
    log.advanceLogStartOffset(2);
    assert.equal(log.lastStableOffset(4), 2);
  });

  it('refuse other records of the same producer', () => {
    const log = newLog();
    assert.equal(send(log, { id: 1, transactional: true }, 0), NONE);
    assert.equal(send(log, { id: 1 }, 1), INVALID_TXN_STATE);
  });

  it('fence by the marker: with its epoch, and with the epoch of the coordinator', () => {
    const log = newLog();
    assert.equal(send(log, { id: 1, transactional: true }, 0), NONE);
    assert.equal(endTransaction(log, { id: 1, epoch: 1 }, 'abort', 5).error, NONE);
    assert.equal(send(log, { id: 1, transactional: true }, 1), INVALID_PRODUCER_EPOCH);
    assert.equal(send(log, { id: 1, epoch: 1, transactional: true }, 2), OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.equal(endTransaction(log, { id: 1, epoch: 0 }, 'abort', 5).error, INVALID_PRODUCER_EPOCH);
    assert.equal(endTransaction(log, { id: 1, epoch: 1 }, 'abort', 4).error, TRANSACTION_COORDINATOR_FENCED);
    assert.equal(send(log, { id: 1, epoch: 1, transactional: true }, 0), NONE);
  });

  it('may end where the producer is unknown, and still fence', () => {
    const log = newLog();
    assert.equal(endTransaction(log, { id: 1, epoch: 2 }, 'commit').error, NONE);
    assert.equal(send(log, { id: 1, epoch: 0 }, 0), INVALID_PRODUCER_EPOCH);
    assert.equal(send(log, { id: 1, epoch: 2 }, 17), OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.equal(send(log, { id: 1, epoch: 2 }, 0), NONE);
  });

  it('keep sequences across a marker of the same epoch', () => {
    const log = newLog();
    const sender = { id: 1, transactional: true };
    assert.equal(send(log, sender, 0, 2), NONE);
    endTransaction(log, sender, 'commit');
    assert.equal(send(log, sender, 0), OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert.equal(send(log, sender, 2), NONE);
  });

  it('list the aborted ones that a fetch overlaps', () => {
    const log = newLog();
    const [a, b] = [1, 2].map((id) => ({ id, transactional: true })) as [Sender, Sender];
    append(log, sequencedBatch(a, 0), sequencedBatch(b, 0), sequencedBatch(a, 1));
    endTransaction(log, b, 'abort');
    append(log, batchOf('x'));
    endTransaction(log, a, 'abort');
    const abortedB = { producerId: 2, firstOffset: 1, lastOffset: 3, lastStableOffset: 0 };
    const abortedA = { producerId: 1, firstOffset: 0, lastOffset: 5, lastStableOffset: 6 };
    assert.deepEqual(log.producers.abortedTransactions(0, 6), [abortedB, abortedA]);
    assert.deepEqual(log.producers.abortedTransactions(4, 6), [abortedA]);
    assert.deepEqual(log.producers.abortedTransactions(0, 1), [abortedA]);
    assert.deepEqual(log.producers.abortedTransactions(6, 9), []);
    log.advanceLogStartOffset(4);
    assert.deepEqual(log.producers.abortedTransactions(0, 6), [abortedA]);
    log.truncateTo(5);
    assert.deepEqual(log.producers.abortedTransactions(0, 6), []);
  });
});

describe('transactions at random', () => {
  type Event = { readonly id: number; readonly kind: 'data' | 'commit' | 'abort' };
  const event: fc.Arbitrary<Event> = fc.record({
    id: fc.integer({ min: 1, max: 4 }),
    kind: fc.constantFrom('data', 'data', 'data', 'commit', 'abort'),
  });

  /** Stable offset and aborted transactions straight from the list of events; offset = index. */
  const byDefinition = (events: readonly Event[], highWatermark: number) => {
    const open = new Map<number, number>();
    const aborted: string[] = [];
    let stable = highWatermark;
    events.forEach(({ id, kind }, offset) => {
      if (kind === 'data') {
        if (!open.has(id)) open.set(id, offset);
        return;
      }
      const first = open.get(id);
      if (first !== undefined && offset >= highWatermark) stable = Math.min(stable, first);
      if (first !== undefined && kind === 'abort') aborted.push(`${id} ${first}-${offset}`);
      open.delete(id);
    });
    return { stable: Math.min(stable, ...open.values()), aborted };
  };

  it('give the same stable offset and aborted list as their definition, on leader, follower and after truncation', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), fc.nat(100), fc.nat(100), (events, cut, watermark) => {
        const leader = newLog({ segmentBytes: 700 });
        const sequences = new Map<number, number>();
        for (const { id, kind } of events) {
          const sender = { id, transactional: true };
          const sequence = sequences.get(id) ?? 0;
          if (kind !== 'data') endTransaction(leader, sender, kind);
          else append(leader, sequencedBatch(sender, sequence));
          if (kind === 'data') sequences.set(id, sequence + 1);
        }
        const follower = newLog();
        follower.appendAsFollower(allBatches(leader));
        const compare = (log: Log, history: readonly Event[]): void => {
          const highWatermark = Math.min(watermark, history.length);
          const expected = byDefinition(history, highWatermark);
          assert.equal(log.lastStableOffset(highWatermark), expected.stable);
          const found = log.producers.abortedTransactions(0, history.length + 1);
          const overlapping = found.map(
            (each) => `${each.producerId} ${each.firstOffset}-${each.lastOffset}`,
          );
          assert.deepEqual(overlapping, expected.aborted);
        };
        compare(leader, events);
        compare(follower, events);
        assert.deepEqual(follower.producers.activeProducers(), leader.producers.activeProducers());
        const end = Math.min(cut, events.length);
        follower.truncateTo(end);
        compare(follower, events.slice(0, end));
      }),
      { numRuns: 300 },
    );
  });
});
