/**
 * Whole clusters under loss, delay, partitions, crashes and restarts, each history a function of its seed. The checkers
 * fail a history that loses an acknowledged record; here one seed of each climate runs beside as many fresh ones, some
 * in which power is cut, and some once more in little memory.
 */
import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { climateCount, climateOf } from './climates.ts';
import type { SimulationResult } from './clusterSimulator.ts';
import { type History, type HistoryOutcome, runHistories } from './histories.ts';

const durationMs = 6_000;
/** So little that records must go all the time; what nobody may drop, such as metadata, still fits. */
const memoryLimitBytes = 260_000;
const start = Math.floor(Math.random() * 2 ** 31);
const known = seedsFrom(1).map(historyOf);
const fresh = seedsFrom(start).map(historyOf);
/** In which nodes lose what their disks have not synced. */
const cut = [12, 14, 16].map(historyOf);
const freshCut = firstWithPowerCuts(start, 3).map(historyOf);
const capped = [41, 46, 51].map((seed) => ({ ...historyOf(seed), memoryLimitBytes }));
const freshCapped = fresh.slice(0, 3).map((history) => ({ ...history, memoryLimitBytes }));

describe(`simulation of the cluster, fresh seeds from ${start}`, function () {
  this.timeout(300_000);
  const outcomes = new Map<History, HistoryOutcome>();

  before(async () => {
    const all = [...known, ...fresh, ...cut, ...freshCut, ...capped, ...freshCapped];
    let told = 0;
    await runHistories(all, availableParallelism(), (outcome) => {
      outcomes.set(all[told++] as History, outcome);
      return false;
    });
  });

  for (const history of [...known, ...fresh, ...cut, ...freshCut]) {
    it(`seed ${history.seed} keeps every promise`, () => {
      const { failure } = outcomes.get(history) ?? {};
      const replay = `npm run simulate -- --seed ${history.seed} --seconds ${durationMs / 1000} --trace`;
      assert.ok(failure === undefined, `${failure?.stack ?? failure?.message}\nreplay with: ${replay}`);
    });
  }

  for (const history of [...capped, ...freshCapped]) {
    it(`seed ${history.seed} keeps every promise but for what a cap on memory removes`, () => {
      const { failure, result } = outcomes.get(history) ?? {};
      assert.ok(failure === undefined, failure?.stack ?? failure?.message);
      if (capped.includes(history)) assert.ok((result?.droppedBytes ?? 0) > 10_000, 'records were dropped');
    });
  }

  it('the same seed makes the same history, on however many threads', async () => {
    const again: (string | undefined)[] = [];
    const repeated = [...known.slice(0, 2), ...cut.slice(0, 1), ...capped.slice(0, 1)];
    await runHistories(repeated, repeated.length, ({ result }) => {
      again.push(result?.hash);
      return false;
    });
    assert.deepEqual(
      again,
      repeated.map((history) => outcomes.get(history)?.result?.hash),
    );
    assert.equal(new Set(again).size, repeated.length);
  });

  it('the histories are not idle: records, elections, controllers, generations, snapshots', () => {
    const sum = (of: keyof SimulationResult): number =>
      known.reduce((total, history) => total + Number(outcomes.get(history)?.result?.[of as 'elections']), 0);
    assert.ok(sum('acknowledgedRecords') > 100);
    assert.ok(sum('deletions') > 3);
    assert.ok(sum('elections') > known.length);
    assert.ok(sum('controllers') > known.length);
    assert.ok(sum('replays') > known.length);
    assert.ok(sum('removedRecords') > 100);
    assert.ok(sum('generations') > known.length);
    assert.ok(sum('snapshotFetches') > known.length);
    assert.ok(cut.reduce((total, history) => total + (outcomes.get(history)?.result?.powerCuts ?? 0), 0) > 2);
  });
});

function historyOf(seed: number): History {
  return { seed, durationMs, trace: false };
}

function firstWithPowerCuts(from: number, count: number): readonly number[] {
  const seeds: number[] = [];
  for (let seed = from; seeds.length < count; seed += 1) if (climateOf(seed).powerCuts) seeds.push(seed);
  return seeds;
}

/** One of each climate. */
function seedsFrom(first: number): readonly number[] {
  return Array.from({ length: climateCount }, (_, index) => first + index);
}
