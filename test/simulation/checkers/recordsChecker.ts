/**
 * Records: what was acknowledged with acks=all or read by a consumer is there for good, at its offset, on every
 * in-sync replica; nothing of an idempotent producer is there twice or out of order; replicas are byte-identical.
 * Compacted topics have a checker of their own.
 */
import type { ClusterEye } from './clusterEye.ts';
import { recordsIn, textOf } from './clusterEye.ts';
import type { Removals } from './removals.ts';
import { check } from './violation.ts';

/** Where a value of an idempotent producer belongs in that producer's order. */
export interface ProducedValue {
  readonly producer: string;
  readonly number: number;
}

/** The text of a record that its producer counts. */
export function producedValue({ producer, number }: ProducedValue): string {
  return `${producer}#${number}`;
}

function parseValue(value: string): ProducedValue | undefined {
  const [producer, number] = value.split('#');
  return producer === undefined || number === undefined ? undefined : { producer, number: Number(number) };
}

export class RecordsChecker {
  readonly removals: Removals;
  readonly #eye: ClusterEye;
  readonly #minInsyncReplicas: (topic: string) => number;
  /** What anybody has been shown at an offset, by `topic-partition`. */
  readonly #committed = new Map<string, Map<number, string>>();
  readonly #topics = new Map<string, { readonly topic: string; readonly partition: number }>();
  #acknowledged = 0;

  constructor(eye: ClusterEye, removals: Removals, minInsyncReplicas: (topic: string) => number) {
    this.#eye = eye;
    this.removals = removals;
    this.#minInsyncReplicas = minInsyncReplicas;
  }

  get acknowledgedRecords(): number {
    return this.#acknowledged;
  }

  /** A leader said of these records, with acks=all, that they are written. */
  acknowledged(topic: string, partition: number, baseOffset: number, values: readonly string[]): void {
    this.#acknowledged += values.length;
    values.forEach((value, index) => {
      this.#shown(topic, partition, baseOffset + index, value, 'acknowledged');
    });
    const holders = this.#eye.cluster.nodeIds.filter(
      (nodeId) =>
        this.#missing(nodeId, topic, partition, baseOffset, values) === undefined ||
        this.#hadThem(nodeId, topic, partition, baseOffset, values) ||
        this.#hasLeft(nodeId, topic, partition),
    );
    const least = this.#minInsyncReplicas(topic);
    if (holders.length < least) {
      check(
        false,
        `${values} was acknowledged at ${topic}-${partition}@${baseOffset} and is on [${holders}], not on ${least}`,
      );
    }
    this.#heldInSync(topic, partition, baseOffset, values);
  }

  /** A consumer was given records that follow each other. */
  read(topic: string, partition: number, baseOffset: number, values: readonly string[]): void {
    // What somebody was shown before was looked for then, and will be at the end.
    const isNew = values.map((value, index) =>
      this.#shown(topic, partition, baseOffset + index, value, 'read'),
    );
    if (isNew.includes(true)) this.#heldInSync(topic, partition, baseOffset, values);
  }

  /** A reader found that the log begins at `to`, beyond what it was to read. */
  passedOver(topic: string, partition: number, from: number, to: number): void {
    const name = `${topic}-${partition}`;
    const missing = this.removals.mayBeUnread(topic, partition, to - 1);
    check(missing, `${name} begins at ${to}, and nobody removed what was at ${from}`);
  }

  /** The offset after the last one that anybody was shown. */
  endShown(topic: string, partition: number): number {
    return Math.max(-1, ...(this.#committed.get(`${topic}-${partition}`)?.keys() ?? [])) + 1;
  }

  /** Everything of a topic that anybody was shown, and that nobody removed. */
  *valuesOf(topic: string): Generator<string> {
    for (const [key, shown] of this.#committed) {
      const place = this.#topics.get(key);
      if (place?.topic !== topic) continue;
      for (const [offset, value] of shown) {
        if (!this.removals.mayBeUnread(topic, place.partition, offset)) yield value;
      }
    }
  }

  /** Once the cluster is healthy and quiet: the logs themselves, record by record. */
  endsWell(): void {
    const image = this.#eye.image;
    for (const topic of image?.topicsByName.values() ?? []) {
      if (this.#eye.isCompacted(topic.name)) continue;
      topic.partitions.forEach((registration, partition) => {
        this.#sameBytes(topic.name, partition, registration.replicas);
        if (!topic.name.startsWith('__')) this.#inOrder(topic.name, partition, registration.leader);
      });
    }
    this.removals.endsWell();
    for (const [key, shown] of this.#committed) {
      const { topic, partition } = this.#topics.get(key) as { topic: string; partition: number };
      this.#heldInTheEnd(topic, partition, shown);
    }
  }

  /** @returns whether nobody had been shown it before */
  #shown(topic: string, partition: number, offset: number, value: string, how: string): boolean {
    const key = `${topic}-${partition}`;
    const shown = this.#committed.get(key) ?? new Map<number, string>();
    this.#committed.set(key, shown);
    this.#topics.set(key, { topic, partition });
    const before = shown.get(offset);
    if (before === value) return false;
    check(before === undefined, `${value} was ${how} at ${key}@${offset}, where ${before} was before`);
    shown.set(offset, value);
    return true;
  }

  #heldInSync(topic: string, partition: number, baseOffset: number, values: readonly string[]): void {
    const registration = this.#eye.registration(topic, partition);
    for (const nodeId of this.#eye.inSync(registration)) {
      const missing = this.#missing(nodeId, topic, partition, baseOffset, values);
      if (missing === undefined) continue;
      check(
        false,
        `in-sync replica ${nodeId} of ${topic}-${partition} has ${missing.found} at ${missing.offset}, ` +
          `not ${missing.value}`,
      );
    }
  }

  #heldInTheEnd(topic: string, partition: number, shown: ReadonlyMap<number, string>): void {
    for (const nodeId of this.#eye.registration(topic, partition)?.isr ?? []) {
      const log = this.#eye.log(nodeId, topic, partition);
      const records = log === undefined ? [] : recordsIn([this.#eye.bytesBefore(log, log.logEndOffset)]);
      const found = new Map([...records].map((record) => [record.offset, textOf(record.value)]));
      for (const [offset, value] of shown) {
        if (found.get(offset) === value || this.removals.mayBeGone(nodeId, topic, partition, offset))
          continue;
        const name = `${topic}-${partition}`;
        check(
          false,
          `in-sync replica ${nodeId} of ${name} has ${found.get(offset)} at ${offset}, not ${value}`,
        );
      }
    }
  }

  /** The first of these values that is not where it belongs on a node's disk, and that nobody removed. */
  #missing(nodeId: number, topic: string, partition: number, baseOffset: number, values: readonly string[]) {
    const found = this.#eye.valuesAt(nodeId, topic, partition, baseOffset, values.length);
    for (const [index, value] of values.entries()) {
      const offset = baseOffset + index;
      if (found[index] === value || this.removals.mayBeGone(nodeId, topic, partition, offset)) continue;
      return { offset, value, found: found[index] };
    }
    return undefined;
  }

  /** Whether a power cut has taken them from a node since. */
  #hadThem(nodeId: number, topic: string, partition: number, baseOffset: number, values: readonly string[]) {
    const topicId = this.#eye.image?.topicsByName.get(topic)?.id ?? '';
    const last = baseOffset + values.length - 1;
    return this.#eye.powerCuts.hasLost(nodeId, topicId, partition, last);
  }

  /** Whether a reassignment has taken a replica away: it may have been one of those that had what clients hear of only now. */
  #hasLeft(nodeId: number, topic: string, partition: number): boolean {
    const replicas = this.#eye.registration(topic, partition)?.replicas ?? [];
    return !replicas.includes(nodeId) && this.#eye.log(nodeId, topic, partition) === undefined;
  }

  /** From where all of them begin: a replica that led before may have been the first to hear of a removal. */
  #sameBytes(topic: string, partition: number, replicas: readonly number[]): void {
    const logs = replicas.map((nodeId) => this.#eye.log(nodeId, topic, partition));
    const start = Math.max(...logs.map((log) => log?.logStartOffset ?? 0));
    const all = logs.map((log) =>
      log === undefined ? Buffer.alloc(0) : this.#eye.bytesBefore(log, log.logEndOffset, start),
    );
    all.forEach((bytes, index) => {
      const same = bytes.equals(all[0] ?? bytes);
      check(same, `replicas ${replicas[0]} and ${replicas[index]} of ${topic}-${partition} differ`);
    });
  }

  #inOrder(topic: string, partition: number, leader: number): void {
    const log = this.#eye.log(leader, topic, partition);
    if (log === undefined) return;
    const last = new Map<string, number>();
    let next = log.logStartOffset;
    for (const record of recordsIn([this.#eye.bytesBefore(log, log.logEndOffset)])) {
      // The start may lie inside a batch.
      if (record.offset < log.logStartOffset) continue;
      check(record.offset === next, `${topic}-${partition} goes from ${next} to ${record.offset}`);
      next += 1;
      const produced = parseValue(textOf(record.value));
      if (produced === undefined) continue;
      const before = last.get(produced.producer) ?? -1;
      const order = produced.number === before ? 'twice' : `after ${before}`;
      check(
        produced.number > before,
        `${topic}-${partition}@${record.offset} has ${textOf(record.value)} ${order}`,
      );
      last.set(produced.producer, produced.number);
    }
  }
}
