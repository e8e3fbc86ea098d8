/**
 * Where the replicas of new partitions go: leaders take turns over the brokers, and each further round
 * shifts the followers, so that the load of a lost broker spreads (after Kafka's striped placement).
 */

/**
 * @param brokers ids of the brokers that may take replicas, at least `replicationFactor` of them
 * @param firstPartition index of the first new partition
 * @param start where in `brokers` the first leader stands, so that topics do not all begin at one broker
 * @returns for each new partition its replicas, the preferred leader first
 */
export function placeReplicas(
  brokers: readonly number[],
  firstPartition: number,
  count: number,
  replicationFactor: number,
  start: number,
): number[][] {
  const assignments: number[][] = [];
  for (let index = firstPartition; index < firstPartition + count; index++) {
    const shift = Math.floor(index / brokers.length);
    const replicas: number[] = [];
    for (let replica = 0; replica < replicationFactor; replica++) {
      replicas.push(brokers[replicaIndex(start + index, shift, replica, brokers.length)] as number);
    }
    assignments.push(replicas);
  }
  return assignments;
}

function replicaIndex(leader: number, shift: number, replica: number, brokers: number): number {
  if (replica === 0) return leader % brokers;
  const step = 1 + ((shift + replica - 1) % (brokers - 1));
  return (leader + step) % brokers;
}
