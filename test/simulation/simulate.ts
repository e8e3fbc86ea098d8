/**
 * `npm run simulate -- --seeds N --seconds S [--seed X]`: runs histories of the whole cluster and says which fail.
 * `--seed X` replays one and, with `--trace`, prints what happened in it.
 */
import { parseArgs } from 'node:util';
import { SimulationFailure, type SimulationResult, simulate } from './clusterSimulator.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    first: { type: 'string', default: '1' },
    seed: { type: 'string' },
    seconds: { type: 'string', default: '20' },
    trace: { type: 'boolean', default: false },
  },
});

const seconds = Number(values.seconds);
const count = values.seed === undefined ? Number(values.seeds) : 1;
const first = Number(values.seed ?? values.first);
let failures = 0;
for (let seed = first; seed < first + count; seed += 1) {
  if (!run(seed)) failures += 1;
}
process.stdout.write(`${count} seeds, ${failures} failures\n`);
process.exitCode = failures === 0 ? 0 : 1;

function run(seed: number): boolean {
  const began = performance.now();
  try {
    const result = simulate({ seed, durationMs: seconds * 1000 });
    if (values.trace) printTrace(result.trace);
    if (values.seed !== undefined || values.trace) process.stdout.write(summary(seed, result, began));
    return true;
  } catch (error) {
    if (!(error instanceof SimulationFailure)) throw error;
    if (values.trace) printTrace(error.trace);
    const replay = `npm run simulate -- --seed ${seed} --seconds ${seconds}`;
    process.stdout.write(
      `seed ${seed}: ${error.message}\n  after ${error.trace.at(-1)}\n  replay: ${replay}\n`,
    );
    const { cause } = error;
    const isViolation = cause instanceof Error && cause.name === 'SafetyViolation';
    if (!isViolation && cause instanceof Error) process.stdout.write(`${cause.stack}\n`);
    return false;
  }
}

function printTrace(trace: readonly string[]): void {
  process.stdout.write(`${trace.join('\n')}\n`);
}

function summary(seed: number, result: SimulationResult, began: number): string {
  const { hash, acknowledgedRecords, elections, controllers, generations, recoveryMs } = result;
  const { replays, removedRecords } = result;
  return (
    `seed ${seed}: ${acknowledgedRecords} records acknowledged, ${elections} elections, ` +
    `${controllers} controllers, ${generations} generations, ` +
    `${removedRecords} records compacted away, ${replays} replays, well again after ${recoveryMs} ms, ` +
    `history ${hash.slice(0, 12)}, ${Math.round(performance.now() - began)} ms\n`
  );
}
