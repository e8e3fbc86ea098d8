import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Log } from '../../../../src/broker/log/log.ts';
import { defaultLogConfig } from '../../../../src/broker/log/logConfig.ts';
import { readEpochs } from '../../../../src/broker/storage/checkpointFile.ts';
import { type LogRecovery, recoverLog } from '../../../../src/broker/storage/logRecovery.ts';
import {
  epochCheckpointName,
  PartitionDirectory,
} from '../../../../src/broker/storage/partitionDirectory.ts';
import type { StoredFiles } from '../../../../src/broker/storage/storage.ts';
import { readBaseOffset } from '../../../../src/protocol/recordBatch.ts';
import { allBatches, batchOf, noon, sequencedBatch } from '../log/batches.ts';
import { filesUnder, RecordedStorage } from './recordedStorage.ts';

const configs = { ...defaultLogConfig, segmentBytes: 400 };

/** One step of a random history. */
type Step =
  | { readonly kind: 'append'; readonly sizes: readonly number[] }
  | { readonly kind: 'newEpoch' | 'truncate' | 'advance' | 'restart'; readonly where: number }
  | { readonly kind: 'retain'; readonly bytes: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      sizes: fc.array(fc.nat(200), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('newEpoch' as const, 'truncate' as const, 'advance' as const),
      where: fc.nat(1000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('restart' as const), where: fc.nat(1000) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retain' as const), bytes: fc.nat(1000) }) },
);

/** What of a log must survive. */
interface Contents {
  readonly batches: readonly string[];
  readonly end: number;
  readonly epochs: readonly { readonly epoch: number; readonly startOffset: number }[];
}

/** A log and its directory, and for each step how many operations there were when it ended. */
class History {
  readonly storage = new RecordedStorage();
  readonly log: Log;
  /** After each step. */
  readonly moments: { readonly operations: number; readonly contents: Contents }[] = [];
  #epoch = 0;
  #sequence = 0;

  constructor() {
    const files = new PartitionDirectory(this.storage.under(''), 't-0', undefined, () => {});
    this.log = new Log({ configs, files });
    this.#note();
  }

  run(steps: readonly Step[]): void {
    for (const each of steps) {
      this.#take(each);
      this.#note();
    }
  }

  #take(each: Step): void {
    const { log } = this;
    const span = log.logEndOffset - log.logStartOffset;
    switch (each.kind) {
      case 'append':
        for (const size of each.sizes) {
          const batch =
            size % 2 === 0 ? sequencedBatch({ id: 7 }, this.#sequence++) : batchOf('v'.repeat(size), 'w');
          assert.equal(log.appendAsLeader(batch, this.#epoch, noon, 'client').error, 0);
        }
        break;
      case 'newEpoch':
        this.#epoch += 1 + (each.where % 2);
        log.epochs.assign(this.#epoch, log.logEndOffset);
        break;
      case 'truncate': {
        // A follower may cut anywhere; a batch goes wholly or stays.
        const kept = allBatches(log).map((batch) => readBaseOffset(batch, 0));
        log.truncateTo(kept[each.where % (kept.length + 1)] ?? log.logEndOffset);
        this.#epoch += 1;
        this.#sequence = log.producers.activeProducers().reduce((_, { lastSequence }) => lastSequence + 1, 0);
        break;
      }
      case 'advance':
        log.advanceLogStartOffset(log.logStartOffset + (each.where % (span + 3)));
        break;
      case 'restart':
        log.truncateFullyAndStartAt(each.where);
        this.#sequence = 0;
        break;
      case 'retain':
        log.updateConfigs({ ...configs, retentionBytes: each.bytes });
        log.enforceRetention(noon, log.logEndOffset);
        log.updateConfigs(configs);
    }
  }

  #note(): void {
    this.moments.push({ operations: this.storage.length, contents: contentsOf(this.log) });
  }
}

function contentsOf(log: Log): Contents {
  return {
    batches: log.segments.flatMap((segment) => {
      const batches: string[] = [];
      for (let place = segment.first(); !segment.isEnd(place); place = segment.next(place))
        batches.push(segment.batch(place).toString('hex'));
      return batches;
    }),
    end: log.logEndOffset,
    epochs: log.epochs.entries.filter(({ startOffset }) => startOffset < log.logEndOffset),
  };
}

function open(recovered: LogRecovery): Log {
  return new Log({ configs, recovered, startOffset: recovered.logStartOffset });
}

function isRunOf(part: readonly string[], whole: readonly string[]): boolean {
  const first = part.length === 0 ? 0 : whole.indexOf(part[0] as string);
  return first >= 0 && part.every((batch, index) => whole[first + index] === batch);
}

describe('Recovery of a log', () => {
  it('gives, after a crash at any moment of any history, the log before or after the step, or one between them', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.nat(), (steps, chance) => {
        const history = new History();
        history.run(steps);
        for (let count = 0; count <= history.storage.length; count++) {
          const torn = chance % Math.max(1, history.storage.sizeOf(count));
          checkCrash(history, count, torn);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('cuts at a batch whose bytes were changed, and drops the segments behind it', () => {
    const history = new History();
    history.run([
      { kind: 'append', sizes: [101, 101, 101] },
      { kind: 'append', sizes: [101, 101, 101] },
    ]);
    const files = history.storage.files();
    const names = [...files.keys()].filter((name) => name.endsWith('.log'));
    assert.ok(names.length > 2);
    const middle = files.get(names[1] as string)?.bytes as Buffer;
    middle[70] = (middle[70] as number) ^ 1;
    const repairs = new RecordedStorage(files);
    const recovered = recoverLog('t-0', filesUnder(files, 't-0/'), 0, repairs.under(''));
    assert.ok(recovered.tornBytes > 0);
    assert.equal(recovered.segments.length, 1);
    assert.equal(recovered.logEndOffset, recovered.segments[0]?.nextOffset);
    assert.equal(repairs.length > 0, true);
  });
  it('writes down that an epoch is gone whose records were torn off: records of an older one come in their place', () => {
    const history = new History();
    history.run([
      { kind: 'append', sizes: [50] },
      { kind: 'newEpoch', where: 0 },
      { kind: 'append', sizes: [50] },
    ]);
    const [name = ''] = [...history.storage.files().keys()].filter((path) => path.endsWith('.log'));
    const files = new Map(history.storage.files());
    const { bytes = Buffer.alloc(0), modified = 0 } = files.get(name) ?? {};
    files.set(name, { bytes: bytes.subarray(0, bytes.length - 1), modified });
    const epochsOf = (from: StoredFiles) => readEpochs(from.get(`t-0/${epochCheckpointName}`)?.bytes);
    assert.equal(epochsOf(files)?.length, 2);
    const repairs = new RecordedStorage(files);
    const recovered = recoverLog('t-0', filesUnder(files, 't-0/'), 0, repairs.under(''));
    assert.equal(recovered.epochs.length, 1);
    assert.deepEqual(epochsOf(repairs.files()), recovered.epochs);
  });
});

/** After `count` operations and `torn` bytes of the next. */
function checkCrash(history: History, count: number, torn: number): void {
  const files = history.storage.files(count, torn);
  const repairs = new RecordedStorage(files);
  const found = contentsOf(open(recoverLog('t-0', filesUnder(files, 't-0/'), 0, repairs.under(''))));
  const next = history.moments.findIndex(({ operations }) => operations > count);
  const before = (history.moments.at(next === -1 ? -1 : next - 1) as History['moments'][number]).contents;
  const after = next === -1 ? before : (history.moments[next] as History['moments'][number]).contents;
  const atRest = torn === 0 && history.moments.some(({ operations }) => operations === count);
  if (atRest) {
    assert.deepEqual(found, before);
  } else {
    assert.ok(isRunOf(found.batches, before.batches) || isRunOf(found.batches, after.batches));
    const kept = before.batches.filter((batch) => after.batches.includes(batch));
    for (const batch of kept)
      assert.ok(found.batches.includes(batch), 'a batch that was never removed is gone');
  }
  checkRepairs(repairs, found);
}

/** Whoever crashes again while the files are repaired finds the same. */
function checkRepairs(repairs: RecordedStorage, found: Contents): void {
  for (let count = 0; count <= repairs.length; count++) {
    const files = filesUnder(repairs.files(count), 't-0/');
    const again = recoverLog('t-0', files, 0, new RecordedStorage().under(''));
    assert.deepEqual(contentsOf(open(again)), found);
    if (count === repairs.length) assert.equal(again.tornBytes, 0);
  }
}
