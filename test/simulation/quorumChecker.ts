/**
 * What must hold of a quorum whatever happens to it, judged from outside: from what nodes save, deliver and
 * acknowledge. It shares no code with the quorum and throws at the first history that Raft does not allow.
 */
import { createHash } from 'node:crypto';
import type { CommittedBatch } from '../../src/broker/quorum/metadataLog.ts';
import type { ElectionState } from '../../src/broker/quorum/quorumState.ts';
import type { Snapshot } from '../../src/broker/quorum/snapshot.ts';

export class SafetyViolation extends Error {
  override readonly name = 'SafetyViolation';
}

interface Committed {
  readonly baseOffset: number;
  readonly epoch: number;
  readonly values: readonly string[];
  /** Of everything up to here. */
  readonly digest: string;
}

/** One life of one node, from start to crash. */
export interface Life {
  readonly nodeId: number;
  /** How many of the committed batches it has delivered, or loaded with a snapshot. */
  delivered: number;
  /** What they come to. */
  digest: string;
  highWatermark: number;
}

export class QuorumChecker {
  /** What any node has delivered as committed, in order. Every node must deliver exactly this. */
  readonly #committed: Committed[] = [];
  readonly #leaders = new Map<number, number>();
  readonly #saved = new Map<number, ElectionState>();
  readonly #acknowledged = new Map<number, string>();
  /** By the offset that they end with: the same everywhere. */
  readonly #snapshots = new Map<number, Buffer>();

  get committedBatches(): number {
    return this.#committed.length;
  }

  get epochsWithLeader(): number {
    return this.#leaders.size;
  }

  get acknowledgedRecords(): number {
    return this.#acknowledged.size;
  }

  begins(nodeId: number): Life {
    return { nodeId, delivered: 0, digest: '', highWatermark: -1 };
  }

  /** At most one leader per epoch. */
  leads(nodeId: number, epoch: number): void {
    const other = this.#leaders.get(epoch);
    check(other === undefined || other === nodeId, `epoch ${epoch} is led by ${other} and by ${nodeId}`);
    this.#leaders.set(epoch, nodeId);
  }

  /** Epochs only grow, over restarts too. */
  saves(nodeId: number, state: ElectionState): void {
    const before = this.#saved.get(nodeId);
    const grows = before === undefined || state.epoch >= before.epoch;
    check(grows, `node ${nodeId} went back from epoch ${before?.epoch} to ${state.epoch}`);
    this.#saved.set(nodeId, state);
  }

  /** What is known to be committed never becomes less in one life, nor more than what the log holds. */
  sees(life: Life, highWatermark: number, logEndOffset: number): void {
    check(
      highWatermark >= life.highWatermark,
      `node ${life.nodeId}: high watermark from ${life.highWatermark} back to ${highWatermark}`,
    );
    check(
      highWatermark <= logEndOffset,
      `node ${life.nodeId}: high watermark ${highWatermark} > ${logEndOffset}`,
    );
    life.highWatermark = highWatermark;
  }

  /**
   * All nodes deliver the same batches in the same order: what one has delivered is never replaced elsewhere.
   * @param holders how many nodes have this batch in their logs, crashed ones included
   */
  delivers(life: Life, batch: CommittedBatch, holders: number, nodes: number): void {
    const values = batch.records.map((record) => Buffer.from(record).toString());
    const now = {
      baseOffset: batch.baseOffset,
      epoch: batch.epoch,
      values,
      digest: '',
    };
    const digest = createHash('sha256')
      .update(life.digest + show(now))
      .digest('hex');
    life.digest = digest;
    const expected = this.#committed[life.delivered];
    life.delivered += 1;
    if (expected === undefined) {
      const last = this.#committed.at(-1);
      const end = last === undefined ? 0 : last.baseOffset + last.values.length;
      check(now.baseOffset >= end, `node ${life.nodeId} commits ${show(now)} after ${show(last)}`);
      check(holders > nodes / 2, `node ${life.nodeId} commits ${show(now)} on ${holders} of ${nodes} nodes`);
      this.#committed.push({ ...now, digest });
    } else {
      check(
        show(now) === show(expected),
        `node ${life.nodeId} delivers ${show(now)}, others ${show(expected)}`,
      );
    }
  }

  /** What a node puts into its snapshots: everything that it has delivered so far, in short. */
  stateOf(life: Life): string {
    return `${life.delivered} ${life.digest}`;
  }

  /** A snapshot holds exactly what others have delivered up to its end, is of that epoch, and takes nobody back. */
  loads(life: Life, { offset, epoch, bytes }: Snapshot, state: string): void {
    const [delivered, digest = ''] = state.split(' ');
    const count = Number(delivered);
    const last = this.#committed[count - 1];
    const end = last === undefined ? -1 : last.baseOffset + last.values.length;
    const who = `node ${life.nodeId} loads ${offset}@${epoch}`;
    check(last !== undefined && end === offset, `${who}, which ends with ${show(last)}`);
    check(last?.epoch === epoch, `${who} of ${show(last)}`);
    check(last?.digest === digest, `${who} with other records than were committed`);
    check(count >= life.delivered, `${who} after ${life.delivered} batches, only ${count} are in it`);
    const known = this.#snapshots.get(offset);
    check(known === undefined || known.equals(bytes), `${who}, which has other bytes elsewhere`);
    this.#snapshots.set(offset, bytes);
    life.delivered = count;
    life.digest = digest;
  }

  /** A leader that hears of its leadership has delivered all that was committed before its epoch. */
  takesOver(life: Life, epoch: number): void {
    const missing = this.#committed.slice(life.delivered).find((batch) => batch.epoch < epoch);
    check(
      missing === undefined,
      `leader ${life.nodeId} of epoch ${epoch} has not delivered ${show(missing)}`,
    );
  }

  /** A leader said that these records are committed, the last of them at `lastOffset`. */
  acknowledges(lastOffset: number, values: readonly string[]): void {
    for (const [index, value] of values.entries()) {
      this.#acknowledged.set(lastOffset - values.length + 1 + index, value);
    }
  }

  /** Nothing that was acknowledged is missing, and nothing is there twice. */
  endsWell(lives: readonly Life[]): void {
    const byOffset = new Map<number, string>();
    for (const { baseOffset, values } of this.#committed) {
      for (const [index, value] of values.entries()) byOffset.set(baseOffset + index, value);
    }
    check(new Set(byOffset.values()).size === byOffset.size, 'a record is committed twice');
    for (const [offset, value] of this.#acknowledged) {
      check(
        byOffset.get(offset) === value,
        `acknowledged ${value} at ${offset}, found ${byOffset.get(offset)}`,
      );
    }
    for (const life of lives) {
      const all = life.delivered === this.#committed.length;
      check(all, `node ${life.nodeId} delivered ${life.delivered} of ${this.#committed.length} batches`);
    }
  }

  /** Replicas are byte-identical below the high watermark. */
  sameBytes(nodeId: number, bytes: Buffer, other: Buffer): void {
    check(bytes.equals(other), `the committed log of node ${nodeId} differs from another's`);
  }
}

function check(condition: boolean, message: string): void {
  if (!condition) throw new SafetyViolation(message);
}

function show(batch: Committed | undefined): string {
  return batch === undefined ? 'nothing' : `${batch.baseOffset}@${batch.epoch}[${batch.values}]`;
}
