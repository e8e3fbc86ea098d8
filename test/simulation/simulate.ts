/**
 * `npm run simulate -- --seeds N --seconds S [--jobs J]`: runs histories of the whole cluster over the cores and says
 * which fail. `--seed X` replays one and, with `--trace`, prints what happened in it.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type History, type HistoryOutcome, runHistories } from './histories.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    first: { type: 'string', default: '1' },
    seed: { type: 'string' },
    seconds: { type: 'string', default: '20' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    trace: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

const seconds = Number(values.seconds);
const count = values.seed === undefined ? Number(values.seeds) : 1;
const first = Number(values.seed ?? values.first);
const jobs = Math.min(count, Number(values.jobs));
const began = performance.now();
let simulatedMs = 0;
let failures = 0;

await runHistories(histories(), jobs, (outcome) => {
  if (outcome.failure !== undefined) failures += 1;
  simulatedMs += outcome.result?.simulatedMs ?? 0;
  report(outcome);
  return undefined;
});
const speed = Math.round(simulatedMs / (performance.now() - began));
process.stdout.write(`${speed} simulated seconds in each second, on ${jobs} threads\n`);
process.stdout.write(`${count} seeds, ${failures} failures\n`);
process.exitCode = failures === 0 ? 0 : 1;

function* histories(): Generator<History> {
  for (let seed = first; seed < first + count; seed += 1) {
    yield { seed, durationMs: seconds * 1000, trace: values.trace };
  }
}

function report(outcome: HistoryOutcome): void {
  if (values.trace) process.stdout.write(`${outcome.trace.join('\n')}\n`);
  if (outcome.failure !== undefined) reportFailure(outcome);
  else if (values.seed !== undefined || values.trace || values.verbose)
    process.stdout.write(summary(outcome));
}

function reportFailure({ history: { seed }, failure, trace }: HistoryOutcome): void {
  process.stdout.write(
    `seed ${seed}: ${failure?.message}\n  after ${trace.at(-1)}\n` +
      `  replay: npm run simulate -- --seed ${seed} --seconds ${seconds} --trace\n`,
  );
  if (failure?.stack !== undefined) process.stdout.write(`${failure.stack}\n`);
}

function summary({ history: { seed }, result, tookMs }: HistoryOutcome): string {
  if (result === undefined) return '';
  const { hash, acknowledgedRecords, elections, controllers, generations, recoveryMs } = result;
  const { replays, removedRecords, powerCuts } = result;
  return (
    `seed ${seed}: ${acknowledgedRecords} records acknowledged, ${elections} elections, ` +
    `${controllers} controllers, ${generations} generations, ${powerCuts} power cuts, ` +
    `${removedRecords} records compacted away, ${replays} replays, well again after ${recoveryMs} ms, ` +
    `history ${hash.slice(0, 12)}, ${Math.round(tookMs)} ms\n`
  );
}
