/**
 * Runs many histories over the cores of this machine. A history is a function of its seed alone: how many threads
 * there are, and which of them runs it, changes nothing but the time.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SimulationOptions, SimulationResult } from './clusterSimulator.ts';
import type { Mutation } from './mutations/mutationList.ts';

export interface History extends SimulationOptions {
  /** Whether the whole trace is wanted, or its last line only. */
  readonly trace: boolean;
  /** Of a quorum alone, without brokers: a hundred times as many elections in the same time. */
  readonly quorumOnly?: boolean;
}

export interface HistoryOutcome {
  readonly history: History;
  /** Undefined as well for a quorum alone. */
  readonly result?: Omit<SimulationResult, 'trace'>;
  /** Instead of a result. The stack is of an error that no checker raised. */
  readonly failure?: { readonly message: string; readonly stack?: string };
  readonly trace: readonly string[];
  readonly tookMs: number;
}

export interface WorkerOptions {
  /** A mistake to make in the sources first. */
  readonly mutation?: Mutation;
}

/**
 * Runs every history, `jobs` at a time.
 * @param histories in this order, also lazily made ones without end
 * @param finished is given the outcomes in that order; true ends the run
 */
export async function runHistories(
  histories: Iterable<History>,
  jobs: number,
  finished: (outcome: HistoryOutcome) => boolean | undefined,
  options: WorkerOptions = {},
): Promise<void> {
  const source = histories[Symbol.iterator]();
  const outcomes = new Map<number, HistoryOutcome>();
  let given = 0;
  let told = 0;
  let ended = false;

  /** What is ready and whose turn it is. */
  const tell = (): void => {
    for (let next = outcomes.get(told); next !== undefined && !ended; next = outcomes.get(told)) {
      outcomes.delete(told);
      told += 1;
      ended = finished(next) === true;
    }
  };

  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./historyWorker.ts', import.meta.url), { workerData: options });
    try {
      while (!ended) {
        const next = source.next();
        if (next.done === true) break;
        const turn = given++;
        worker.postMessage(next.value);
        // Rejects when the thread dies of an error that is none of the history's.
        const [outcome] = (await once(worker, 'message')) as [HistoryOutcome];
        outcomes.set(turn, outcome);
        tell();
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
}
