/**
 * Where the replicas of new partitions go: leaders take turns over the brokers, and each further round
 * shifts the followers, so that the load of a lost broker spreads (after Kafka's striped placement).
 */

export interface UsableBrokers {
  /** They lead; at least one. */
  readonly alive: readonly number[];
  /** They take what the living cannot, and copy it when they come back. */
  readonly fenced: readonly number[];
}

/**
 * @param firstPartition index of the first new partition
 * @param replicationFactor at most as many as there are brokers
 * @param start where in `alive` the first leader stands, so that topics do not all begin at one broker
 * @returns for each new partition its replicas, the preferred leader first
 */
export function placeReplicas(
  { alive, fenced }: UsableBrokers,
  firstPartition: number,
  count: number,
  replicationFactor: number,
  start: number,
): number[][] {
  const fromAlive = Math.min(replicationFactor, alive.length);
  const assignments: number[][] = [];
  for (let index = firstPartition; index < firstPartition + count; index++) {
    const replicas = striped(alive, fromAlive, index, start);
    assignments.push([...replicas, ...striped(fenced, replicationFactor - fromAlive, index, 0)]);
  }
  return assignments;
}

function striped(brokers: readonly number[], count: number, index: number, start: number): number[] {
  const shift = Math.floor(index / brokers.length);
  return Array.from(
    { length: count },
    (_, replica) => brokers[replicaIndex(start + index, shift, replica, brokers.length)] as number,
  );
}

function replicaIndex(leader: number, shift: number, replica: number, brokers: number): number {
  if (replica === 0) return leader % brokers;
  const step = 1 + ((shift + replica - 1) % (brokers - 1));
  return (leader + step) % brokers;
}
