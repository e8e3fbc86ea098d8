/** Many seeded histories of quorums of three and five nodes under faults. A failure names the command that replays it. */
import assert from 'node:assert/strict';
import { type QuorumSimulationResult, simulateQuorum } from './quorumSimulator.ts';

const duration = Number(process.env.QUORUM_DURATION ?? 20_000);
const seeds = chosenSeeds();

describe('quorum under faults', () => {
  it(`keeps Raft's promises in ${seeds.length} histories of ${duration / 1000} s`, function () {
    this.timeout(0);
    let committed = 0;
    let fetched = 0;
    let starts = 0;
    for (const seed of seeds) {
      const result = replay(seed);
      committed += result.committedBatches;
      fetched += result.snapshotsFetched;
      starts += result.startsFromSnapshot;
    }
    assert.ok(
      committed > seeds.length * 10,
      `only ${committed} batches were committed: the histories say little`,
    );
    assert.ok(fetched >= seeds.length, `only ${fetched} times did a follower need a snapshot`);
    assert.ok(starts >= seeds.length, `only ${starts} times did a node start from a snapshot`);
  });

  it('has one history per seed', () => {
    const seed = seeds[0] ?? 1;
    assert.deepEqual(replay(seed).trace, replay(seed).trace);
  });
});

function replay(seed: number): QuorumSimulationResult {
  try {
    return simulateQuorum({ seed, duration });
  } catch (error) {
    const command = `QUORUM_SEED=${seed} QUORUM_DURATION=${duration} npx mocha test/simulation/quorum.test.ts`;
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}\nreplay: ${command}`, {
      cause: error,
    });
  }
}

/** QUORUM_SEED replays one history; QUORUM_SEEDS runs as many, from QUORUM_FIRST_SEED on. */
function chosenSeeds(): readonly number[] {
  const { QUORUM_SEED, QUORUM_SEEDS = '20', QUORUM_FIRST_SEED = '1' } = process.env;
  if (QUORUM_SEED !== undefined) return [Number(QUORUM_SEED)];
  return Array.from({ length: Number(QUORUM_SEEDS) }, (_, index) => Number(QUORUM_FIRST_SEED) + index);
}
