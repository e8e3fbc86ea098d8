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
  /** Most records in a batch of an idempotent producer. */
  readonly batchRecords: number;
  /** `min.insync.replicas` of the topic whose records must survive; of the other one it is 1. */
  readonly minInsyncReplicas: number;
}

const three: Climate = {
  name: 'three nodes, troubled',
  nodes: 3,
  intervalMs: 1_500,
  downtimeMs: 3_000,
  strikes: 0.1,
  batchRecords: 3,
  minInsyncReplicas: 2,
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
  { ...three, name: 'two nodes', nodes: 2 },
  { ...three, name: 'one node', nodes: 1, minInsyncReplicas: 1 },
];

export function climateOf(seed: number): Climate {
  return climates[seed % climates.length] ?? three;
}

export const climateCount = climates.length;
