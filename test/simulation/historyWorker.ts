/**
 * A thread that runs histories one after the other, as it is asked. With a mutation it runs them on sources that have
 * that mistake in them, so the simulator must be imported only after the mistake has been made.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { History, HistoryOutcome, WorkerOptions } from './histories.ts';
import { installMutation } from './mutations/installMutation.ts';

const { mutation } = workerData as WorkerOptions;
if (mutation !== undefined) installMutation(mutation);
const { simulate, SimulationFailure } = await import('./clusterSimulator.ts');
const { simulateQuorum } = await import('./quorumSimulator.ts');

parentPort?.on('message', (history: History) =>
  parentPort?.postMessage(history.quorumOnly === true ? runQuorum(history) : run(history)),
);

function run(history: History): HistoryOutcome {
  const began = performance.now();
  const tookMs = (): number => performance.now() - began;
  const kept = (trace: readonly string[]): readonly string[] => (history.trace ? trace : trace.slice(-1));
  try {
    const { trace, ...result } = simulate(history);
    return { history, result, trace: kept(trace), tookMs: tookMs() };
  } catch (error) {
    if (!(error instanceof SimulationFailure)) throw error;
    const { cause, message, trace } = error;
    const isViolation = cause instanceof Error && cause.name === 'SafetyViolation';
    const stack = !isViolation && cause instanceof Error ? cause.stack : undefined;
    const failure = { message, ...(stack === undefined ? {} : { stack }) };
    return { history, failure, trace: kept(trace), tookMs: tookMs() };
  }
}

function runQuorum(history: History): HistoryOutcome {
  const began = performance.now();
  try {
    const { trace } = simulateQuorum({ seed: history.seed, duration: history.durationMs });
    return { history, trace: history.trace ? trace : [], tookMs: performance.now() - began };
  } catch (error) {
    const failure = { message: error instanceof Error ? error.message : String(error) };
    return { history, failure, trace: [], tookMs: performance.now() - began };
  }
}
