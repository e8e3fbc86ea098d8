import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Log } from '../../../../src/broker/log/log.ts';
import { crc32c } from '../../../../src/protocol/crc32c.ts';
import { crcStart, readCrc } from '../../../../src/protocol/recordBatch.ts';
import { decodeRecords } from '../../../../src/protocol/records.ts';
import { codecs } from '../../../../src/server/codecs.ts';
import { allBatches, noon } from './batches.ts';
import { appendKeyed, clean, compactedLog, keyedBatch } from './cleaningLog.ts';

const deleteRetentionMs = 1000;
const producers = [undefined, 1, 2] as const;

type Step =
  | { readonly kind: 'append'; readonly pairs: string; readonly producer: number; readonly gzip: boolean }
  | { readonly kind: 'commit' | 'truncate' | 'advance'; readonly where: number }
  | { readonly kind: 'clean'; readonly afterMs: number }
  | { readonly kind: 'reload' };

interface ModelRecord {
  readonly offset: number;
  readonly key: string;
  readonly value: string;
}

interface ModelBatch {
  readonly records: readonly ModelRecord[];
  readonly lastOffset: number;
  readonly producer: number | undefined;
  readonly lastSequence: number;
  /** When it was first part of a cleaning, which is when the time of its tombstones begins to run. */
  cleanedAt: number | undefined;
}

const pair = fc
  .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('', '1', '2', '3'))
  .map((parts) => parts.join(':'));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      pairs: fc.array(pair, { minLength: 1, maxLength: 4 }).map((pairs) => pairs.join(' ')),
      producer: fc.nat(producers.length - 1),
      gzip: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('clean' as const), afterMs: fc.constantFrom(0, 1, 400, 1000) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('commit' as const), where: fc.nat(1000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('truncate' as const, 'advance' as const),
      where: fc.nat(1000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reload' as const) }) },
);

/** A compacted log beside everything that was ever written to it. */
class History {
  log: Log;
  readonly #segmentBytes: number;
  #now = noon;
  #batches: ModelBatch[] = [];
  #start = 0;
  #end = 0;
  /** Below it nothing is ever taken back. */
  #committed = 0;
  readonly #sequences = new Map<number, number>();

  constructor(segmentBytes: number) {
    this.#segmentBytes = segmentBytes;
    this.log = this.#newLog();
  }

  apply(change: Step): void {
    switch (change.kind) {
      case 'append':
        this.#append(change.pairs, producers[change.producer], change.gzip);
        return;
      case 'commit':
        this.#committed = this.#boundary(change.where);
        return;
      case 'truncate':
        this.#truncate(this.#boundary(change.where));
        return;
      case 'advance':
        this.#start = Math.max(this.#start, Math.floor((change.where / 1001) * this.#committed));
        this.log.advanceLogStartOffset(this.#start);
        return;
      case 'clean':
        this.#now += change.afterMs;
        this.#clean();
        return;
      case 'reload':
        this.#reload();
        return;
    }
  }

  check(): void {
    const { log } = this;
    assert.deepEqual([log.logStartOffset, log.logEndOffset], [this.#start, this.#end]);
    assert.equal(
      log.sizeBytes,
      log.segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    );
    const found = new Map<number, string>();
    for (const batch of allBatches(log)) {
      assert.equal(readCrc(batch, 0), crc32c(batch, crcStart, batch.length));
      for (const { offset, key, value } of decodeRecords(batch, codecs)) {
        if (offset >= this.#start) found.set(offset, `${key}:${value ?? ''}`);
      }
    }
    const written = this.#written();
    const expected = new Map(written.map(({ offset, key, value }) => [offset, `${key}:${value}`]));
    for (const [offset, said] of found) assert.equal(said, expected.get(offset), `at offset ${offset}`);
    this.#checkLastOfKeys(found, written);
    this.#checkSequences();
  }

  /** Of a producer whose last batch is not before the log's start, also when that batch has lost its records. */
  #checkSequences(): void {
    const known = new Map(
      this.log.producers.activeProducers().map(({ producerId, lastSequence }) => [producerId, lastSequence]),
    );
    for (const id of this.#sequences.keys()) {
      const last = this.#batches.findLast(({ producer }) => producer === id);
      if (last === undefined || last.lastOffset < this.#start) continue;
      assert.equal(known.get(id), last.lastSequence, `sequence of producer ${id}`);
    }
  }

  /** The last of each key is there, and below the cleaned end nothing else; but for tombstones whose time is over. */
  #checkLastOfKeys(found: ReadonlyMap<number, string>, written: readonly ModelRecord[]): void {
    const last = new Map(written.map((record) => [record.key, record]));
    for (const { key, offset, value } of last.values()) {
      const cleanedAt = this.#batchOf(offset)?.cleanedAt;
      const mayBeGone = value === '' && cleanedAt !== undefined && this.#now >= cleanedAt + deleteRetentionMs;
      assert.ok(found.has(offset) || mayBeGone, `${key} at ${offset} is gone`);
    }
    const cleaned = written.filter(({ offset }) => offset < this.log.firstDirtyOffset);
    const lastCleaned = new Map(cleaned.map(({ key, offset }) => [key, offset]));
    for (const { key, offset } of cleaned) {
      assert.ok(!found.has(offset) || lastCleaned.get(key) === offset, `${key} at ${offset} is replaced`);
    }
  }

  #append(pairs: string, producer: number | undefined, gzip: boolean): void {
    const records = pairs.split(' ').map((text, index) => {
      const [key = '', value = ''] = text.split(':');
      return { offset: this.#end + index, key, value };
    });
    const baseSequence = (this.#sequences.get(producer ?? 0) ?? -1) + 1;
    const idempotent = producer === undefined ? {} : { producerId: producer, producerEpoch: 0, baseSequence };
    const compressed = gzip ? ({ codec: 1, compression: codecs } as const) : {};
    appendKeyed(this.log, keyedBatch(pairs, { ...idempotent, ...compressed }, this.#now));
    this.#end += records.length;
    const lastSequence = baseSequence + records.length - 1;
    if (producer !== undefined) this.#sequences.set(producer, lastSequence);
    const lastOffset = this.#end - 1;
    this.#batches.push({ records, lastOffset, producer, lastSequence, cleanedAt: undefined });
  }

  #clean(): void {
    const part = clean(this.log, this.#now, this.#committed);
    if (part === undefined) return;
    assert.ok(part.upperBound <= this.#committed);
    assert.equal(this.log.firstDirtyOffset, part.upperBound);
    for (const batch of this.#batches) {
      if (batch.lastOffset >= part.upperBound) continue;
      const { cleanedAt } = batch;
      batch.cleanedAt ??= this.#now;
      if (cleanedAt === undefined || this.#now < cleanedAt + deleteRetentionMs) continue;
      const left = new Set(this.#found());
      for (const { offset, value } of batch.records) {
        assert.ok(value !== '' || !left.has(offset), `a tombstone at ${offset} outlives its time`);
      }
    }
  }

  #found(): number[] {
    const { log } = this;
    return allBatches(log).flatMap((batch) =>
      Array.from(decodeRecords(batch, codecs), ({ offset }) => offset),
    );
  }

  #truncate(offset: number): void {
    this.log.truncateTo(offset);
    if (offset >= this.#end) return;
    this.#end = offset;
    this.#batches = this.#batches.filter(({ lastOffset }) => lastOffset < offset);
    for (const id of this.#sequences.keys()) {
      const last = this.#batches.findLast(({ producer }) => producer === id);
      this.#sequences.set(id, last?.lastSequence ?? -1);
    }
  }

  /** A replica that was empty fetches what is left: it must be able to tell the same. */
  #reload(): void {
    const follower = this.#newLog();
    follower.truncateFullyAndStartAt(this.#start);
    follower.appendAsFollower(allBatches(this.log));
    // Whatever compaction took from the end, the next record has its place.
    if (follower.logEndOffset < this.log.logEndOffset) return;
    this.log = follower;
  }

  #written(): ModelRecord[] {
    return this.#batches.flatMap(({ records }) => records).filter(({ offset }) => offset >= this.#start);
  }

  #batchOf(offset: number): ModelBatch | undefined {
    return this.#batches.find(({ lastOffset }) => lastOffset >= offset);
  }

  /** The end of some batch at or after what is committed. */
  #boundary(where: number): number {
    const ends = this.#batches
      .map(({ lastOffset }) => lastOffset + 1)
      .filter((end) => end >= this.#committed);
    return ends[Math.floor((where / 1001) * ends.length)] ?? this.#end;
  }

  #newLog(): Log {
    return compactedLog({ segmentBytes: this.#segmentBytes, deleteRetentionMs }, codecs);
  }
}

describe('Log: random histories of a compacted log', () => {
  it('keep what a full replay would give, at the same offsets, and tombstones for their time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 250, 600),
        fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
        (segmentBytes, steps) => {
          const history = new History(segmentBytes);
          for (const change of steps) {
            history.apply(change);
            history.check();
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
