import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Log } from '../../../../src/broker/log/log.ts';
import * as header from '../../../../src/protocol/recordBatch.ts';
import { encodeBatch } from '../../../../src/protocol/records.ts';
import { newLog, noon } from './batches.ts';

const everything = Number.MAX_SAFE_INTEGER;

/** One step of a random history. */
type Step =
  | { readonly kind: 'append'; readonly sizes: readonly number[] }
  | { readonly kind: 'sync' | 'truncate' | 'advance'; readonly where: number }
  | { readonly kind: 'retain'; readonly bytes: number }
  | { readonly kind: 'fail' };

interface ModelBatch {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly bytes: Buffer;
}

/** A log as one would write it without a thought for speed. */
class ModelLog {
  batches: ModelBatch[] = [];
  start = 0;
  end = 0;

  read(offset: number, maxBytes: number, upperBound: number, minOneBatch: boolean): Buffer {
    const taken: Buffer[] = [];
    if (offset < this.start) return Buffer.alloc(0);
    let bytes = 0;
    for (const batch of this.batches) {
      if (batch.lastOffset < offset) continue;
      const fits = bytes + batch.bytes.length <= maxBytes || (minOneBatch && taken.length === 0);
      if (batch.lastOffset >= upperBound || !fits) break;
      taken.push(batch.bytes);
      bytes += batch.bytes.length;
    }
    return Buffer.concat(taken);
  }

  truncate(offset: number): void {
    if (offset >= this.end) return;
    this.batches = this.batches.filter((batch) => batch.lastOffset < offset && offset > this.start);
    if (offset <= this.start) this.start = offset;
    this.end = offset;
  }
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      sizes: fc.array(fc.oneof({ weight: 9, arbitrary: fc.nat(3000) }, fc.constantFrom(20_000, 70_000)), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('sync' as const), where: fc.nat(1000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('truncate' as const, 'advance' as const),
      where: fc.nat(1000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retain' as const), bytes: fc.nat(100_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fail' as const) }) },
);

/** A leader and a follower beside their models; roles change when the leader fails. */
class History {
  readonly logs = [newLog({ segmentBytes: 300_000 }), newLog({ segmentBytes: 500_000 })] as const;
  readonly models = [new ModelLog(), new ModelLog()] as const;
  leader: 0 | 1 = 0;
  epoch = 0;
  /** Views handed out, and what they said then. */
  readonly views: { readonly view: Buffer; readonly said: Buffer }[] = [];

  apply(change: Step): void {
    const log = this.logs[this.leader];
    const model = this.models[this.leader];
    switch (change.kind) {
      case 'append':
        this.#append(log, model, change.sizes);
        return;
      case 'sync':
        this.#sync(change.where * 100);
        return;
      case 'truncate': {
        const follower = this.leader === 0 ? 1 : 0;
        const offset = spread(change.where, 0, this.models[follower].end + 1);
        this.logs[follower].truncateTo(offset);
        this.models[follower].truncate(offset);
        return;
      }
      case 'advance':
        this.#advance(log, model, spread(change.where, model.start, model.end));
        return;
      case 'retain':
        log.updateConfigs({ ...log.configs, retentionBytes: change.bytes });
        log.enforceRetention(noon, log.logEndOffset);
        // Which segments there are is the log's own business: the model follows where it begins.
        this.#advance(log, model, log.logStartOffset);
        assert.ok(log.sizeBytes < change.bytes + log.configs.segmentBytes + 300_000);
        return;
      case 'fail':
        this.#changeLeader();
        return;
    }
  }

  /** Compares a read of each log with its model's. */
  compare(offset: number, maxBytes: number, upperBound: number, minOneBatch: boolean): void {
    this.logs.forEach((log, index) => {
      const model = this.models[index];
      assert.ok(model !== undefined);
      assert.deepEqual([log.logStartOffset, log.logEndOffset], [model.start, model.end]);
      const from = model.start + (offset % (model.end - model.start + 1));
      const read = log.read(from, maxBytes, Math.min(upperBound, model.end), minOneBatch);
      const bytes = Buffer.concat(read.records);
      assert.ok(bytes.equals(model.read(from, maxBytes, Math.min(upperBound, model.end), minOneBatch)));
      assert.equal(read.bytes, bytes.length);
      const last = [...header.batchPositions(bytes)].at(-1);
      // A truncation inside a batch takes all of it, and leaves nothing to read up to the end.
      const isRest = model.batches.every(({ lastOffset }) => lastOffset < from);
      if (last === undefined) assert.equal(read.nextOffset, isRest ? model.end : from);
      else assert.ok(read.nextOffset > header.readLastOffset(bytes, last) && read.nextOffset <= model.end);
      for (const view of read.records) this.views.push({ view, said: Buffer.from(view) });
    });
  }

  #append(log: Log, model: ModelLog, sizes: readonly number[]): void {
    const values = sizes.map((size) => Buffer.alloc(size, size % 251));
    const batch = encodeBatch({ records: values.map((value) => ({ key: null, value, timestamp: noon })) });
    assert.equal(log.appendAsLeader(batch, this.epoch, noon, 'client').error, 0);
    header.writeBaseOffset(batch, 0, model.end);
    header.writeLeaderEpoch(batch, 0, this.epoch);
    model.batches.push({ baseOffset: model.end, lastOffset: model.end + sizes.length - 1, bytes: batch });
    model.end += sizes.length;
  }

  /** The follower fetches once, after finding out where its log parts from the leader's. */
  #sync(maxBytes: number): void {
    const from = this.logs[this.leader];
    const to = this.leader === 0 ? 1 : 0;
    const fromModel = this.models[this.leader];
    const toModel = this.models[to];
    const same = toModel.batches.filter((batch) =>
      fromModel.batches.some((other) => other.bytes.equals(batch.bytes)),
    );
    const agreed = Math.max(same.at(-1)?.lastOffset ?? -1, toModel.start - 1) + 1;
    this.logs[to].truncateTo(Math.min(agreed, fromModel.end));
    toModel.truncate(Math.min(agreed, fromModel.end));
    if (toModel.end < fromModel.start) {
      this.logs[to].truncateFullyAndStartAt(fromModel.start);
      toModel.truncate(0);
      toModel.start = fromModel.start;
      toModel.end = fromModel.start;
    }
    const { records } = from.read(toModel.end, maxBytes, fromModel.end, true);
    this.logs[to].appendAsFollower(records);
    for (const view of records) {
      for (const position of header.batchPositions(view)) {
        const bytes = Buffer.from(header.batchView(view, position));
        const [baseOffset, lastOffset] = [header.readBaseOffset(bytes, 0), header.readLastOffset(bytes, 0)];
        toModel.batches.push({ baseOffset, lastOffset, bytes });
        toModel.end = lastOffset + 1;
      }
    }
  }

  #advance(log: Log, model: ModelLog, offset: number): void {
    log.advanceLogStartOffset(offset);
    if (offset <= model.start) return;
    model.start = offset;
    model.batches = model.batches.filter((batch) => batch.lastOffset >= offset);
  }

  #changeLeader(): void {
    this.leader = this.leader === 0 ? 1 : 0;
    this.epoch++;
  }
}

function spread(where: number, from: number, to: number): number {
  return from + Math.floor((where / 1001) * (to - from + 1));
}

describe('Log: random histories', () => {
  it('agree with a naive model, on the leader and on a follower that shares its bytes', () => {
    const reading = fc.tuple(
      fc.nat(10_000),
      fc.constantFrom(0, 100, 5000, 150_000, everything),
      fc.nat(300),
      fc.boolean(),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(step, reading), { minLength: 5, maxLength: 80, size: 'max' }),
        (steps) => {
          const history = new History();
          for (const [change, [offset, maxBytes, upperBound, minOneBatch]] of steps) {
            history.apply(change);
            history.compare(offset, maxBytes, everything, minOneBatch);
            history.compare(offset, maxBytes, upperBound, minOneBatch);
          }
          for (const { view, said } of history.views)
            assert.ok(view.equals(said), 'bytes were written twice');
        },
      ),
      { numRuns: 100 },
    );
  });
});
