/** What a history is like as a whole, by its seed: how many nodes, how rough, how much there is to do. */

export interface Climate {
  readonly name: string;
  readonly nodes: number;
  /** Longest time between two faults. */
  readonly intervalMs: number;
  /** Longest time a node stays down. */
  readonly downtimeMs: number;
  /** How likely a new leader or controller is struck in its first moments, which are the dangerous ones. */
  readonly strikes: number;
  /** How likely a leader is struck at the very moment at which it has committed something. */
  readonly commitStrikes: number;
  /** How likely a fault is two leaders of a partition cut off in turn, so that each writes what the other never sees. */
  readonly turns: number;
  /** Replicas of a topic, as far as there are nodes. */
  readonly replicas: number;
  /** Most records in a batch of an idempotent producer. */
  readonly batchRecords: number;
  /** `min.insync.replicas` of the topic whose records must survive; of the other one it is 1. */
  readonly minInsyncReplicas: number;
  /**
   * Whether nodes lose what their disks have not synced. Kafka promises then what at least two in-sync replicas must have,
   * so that no topic has a `min.insync.replicas` of 1 in such a climate.
   */
  readonly powerCuts: boolean;
}

const three: Climate = {
  name: 'three nodes, troubled',
  nodes: 3,
  intervalMs: 1_500,
  downtimeMs: 3_000,
  strikes: 0.1,
  commitStrikes: 0.002,
  turns: 0.05,
  replicas: 3,
  batchRecords: 3,
  minInsyncReplicas: 2,
  powerCuts: false,
};

/** Seeds take them in turn; what a climate has by itself stands there, the rest is as with three nodes. */
const climates: readonly Climate[] = [
  { ...three, name: 'three nodes, quiet', intervalMs: 4_000, downtimeMs: 5_000, strikes: 0.05 },
  three,
  { ...three, name: 'three nodes, stormy', intervalMs: 500, downtimeMs: 1_500, strikes: 0.2 },
  { ...three, name: 'five nodes', nodes: 5, intervalMs: 1_000 },
  { ...three, name: 'three nodes, one is enough', minInsyncReplicas: 1 },
  { ...three, name: 'three nodes, long calm and large batches', intervalMs: 15_000, batchRecords: 25 },
  { ...three, name: 'three nodes, all must have it', intervalMs: 3_000, minInsyncReplicas: 3 },
  { ...three, name: 'three nodes, two replicas, cut off in turn', replicas: 2, strikes: 0.2, turns: 0.6 },
  { ...three, name: 'three nodes, struck while they commit', commitStrikes: 0.01 },
  { ...three, name: 'two nodes', nodes: 2 },
  { ...three, name: 'one node', nodes: 1, minInsyncReplicas: 1 },
];

/** Every third round of seeds has power cuts, where there are nodes that can cover each other. */
export function climateOf(seed: number): Climate {
  const climate = climates[seed % climates.length] ?? three;
  const powerCuts = climate.nodes > 1 && Math.floor(seed / climates.length) % 3 === 1;
  if (!powerCuts) return climate;
  const minInsyncReplicas = Math.max(2, climate.minInsyncReplicas);
  return { ...climate, name: `${climate.name}, power cuts`, minInsyncReplicas, powerCuts };
}

export const climateCount = climates.length;
