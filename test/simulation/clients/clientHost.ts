/** What the simulation gives its clients: time, chance, connections, and the checkers that they report to. */
import type { Timers } from '../../../src/broker/timers.ts';
import type { CompactionChecker } from '../checkers/compactionChecker.ts';
import type { GroupChecker } from '../checkers/groupChecker.ts';
import type { RecordsChecker } from '../checkers/recordsChecker.ts';
import type { ClientNetwork } from './clientNetwork.ts';

export interface ClientHost {
  readonly timers: Timers;
  readonly network: ClientNetwork;
  readonly nodeIds: readonly number[];
  readonly records: RecordsChecker;
  readonly groups: GroupChecker;
  readonly compaction: CompactionChecker;
  random(): number;
  /** For the trace. */
  note(event: string): void;
  /** The epoch in which this node leads a partition; undefined when another does, of whom it may not have heard. */
  leaderEpoch(nodeId: number, topic: string, partition: number): number | undefined;
  /** The leader epoch in which this node coordinates a group; undefined when another does: old news may come from it. */
  coordinatorEpoch(nodeId: number, groupId: string): number | undefined;
}

/** How long clients wait for an answer before they give the connection up. */
export const requestTimeoutMs = 3_000;
/** How long clients wait before they try again, at first. */
export const backoffMs = 40;
const longestBackoffMs = 500;

/** Longer after each failure in a row, as Kafka's clients wait: a history is about more than being refused. */
export function backoffAfter(failures: number): number {
  return Math.min(longestBackoffMs, backoffMs * 2 ** failures);
}

/** A whole number from 0 to `limit`, exclusive. */
export function below(host: ClientHost, limit: number): number {
  return Math.floor(host.random() * limit);
}

export function after(host: ClientHost, delayMs: number, run: () => void): void {
  host.timers.schedule(host.timers.now + delayMs, run);
}
