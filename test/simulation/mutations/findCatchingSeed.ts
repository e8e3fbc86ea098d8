/** Looks for a history that finds a deliberate mistake. */
import { type History, runHistories } from '../histories.ts';
import type { CaughtMutation } from './caught.ts';
import type { Mutation } from './mutationList.ts';

/** Simulated time of each history: short, because many seeds find more than much time does. */
const durationMs = 6_000;
/** A history of a quorum alone costs so much less. */
const quorumSeedsForOne = 20;

/**
 * Tries the seed that caught it before, then 1, 2, … up to `seeds`.
 * @param before what is known; which seed it is changes with every change of what a history does
 */
export async function findCatchingSeed(
  mutation: Mutation,
  seeds: number,
  before?: CaughtMutation,
): Promise<CaughtMutation | undefined> {
  let caught: CaughtMutation | undefined;
  await runHistories(
    histories(mutation, seeds, before?.seed),
    1,
    ({ history: { seed }, failure }) => {
      if (failure !== undefined) caught = { name: mutation.name, seed, how: failure.message };
      return caught !== undefined;
    },
    { mutation },
  );
  return caught;
}

function* histories(mutation: Mutation, seeds: number, first: number | undefined): Generator<History> {
  const quorumOnly = mutation.file.startsWith('broker/quorum/');
  const historyOf = (seed: number): History => ({ seed, durationMs, trace: false, quorumOnly });
  if (first !== undefined) yield historyOf(first);
  const count = quorumOnly ? seeds * quorumSeedsForOne : seeds;
  for (let seed = 1; seed <= count; seed += 1) yield historyOf(seed);
}
