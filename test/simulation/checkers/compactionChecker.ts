/**
 * Compacted topics: whoever reads one from its start finds, for each key, what was acknowledged last or something newer.
 * At the end all replicas say the same of every key, and what they still have stands at the same offsets.
 */
import type { Log } from '../../../src/broker/log/log.ts';
import type { DecodedRecord } from '../../../src/protocol/records.ts';
import { type ClusterEye, recordsIn, textOf } from './clusterEye.ts';
import { check } from './violation.ts';

/** The last number of each key; undefined when a tombstone was last. */
export type KeyState = ReadonlyMap<string, number | undefined>;

interface Acknowledged {
  readonly partition: number;
  readonly offset: number;
  readonly number: number;
}

export interface Expectation {
  readonly numbers: ReadonlyMap<string, number>;
  /** After the last of them. */
  readonly endOffset: number;
}

export class CompactionChecker {
  readonly #eye: ClusterEye;
  /** Numbers of the tombstones of each key. */
  readonly #tombstones = new Map<string, number[]>();
  readonly #acknowledged = new Map<string, Acknowledged>();
  #replays = 0;

  constructor(eye: ClusterEye) {
    this.#eye = eye;
  }

  /** How many readers came from the start of a log to its end. */
  get replays(): number {
    return this.#replays;
  }

  /** Offsets of compacted topics that hold no record any more, in all leaders' logs. */
  get removedRecords(): number {
    let removed = 0;
    for (const { topic, partition, leader } of this.#partitions()) {
      const log = this.#eye.log(leader, topic, partition);
      if (log !== undefined)
        removed += log.logEndOffset - log.logStartOffset - recordsOf(this.#eye, log).length;
    }
    return removed;
  }

  sent(key: string, number: number, isTombstone: boolean): void {
    if (!isTombstone) return;
    const numbers = this.#tombstones.get(key) ?? [];
    this.#tombstones.set(key, numbers);
    numbers.push(number);
  }

  acknowledged(key: string, partition: number, offset: number, number: number): void {
    const known = this.#acknowledged.get(key);
    if (known === undefined || known.number < number)
      this.#acknowledged.set(key, { partition, offset, number });
  }

  /** What a replay that begins now must find at least: the last acknowledged record of each of a partition's keys. */
  acknowledgedSoFar(partition: number): Expectation {
    const own = [...this.#acknowledged].filter(([, acknowledged]) => acknowledged.partition === partition);
    return {
      numbers: new Map(own.map(([key, { number }]) => [key, number])),
      endOffset: own.reduce((end, [, { offset }]) => Math.max(end, offset + 1), 0),
    };
  }

  /**
   * Somebody has read a partition from its start.
   * @param upTo where he stopped: a new leader may not tell yet what the one before has acknowledged
   * @param expected `acknowledgedSoFar` when he began
   */
  replayed(who: string, state: KeyState, upTo: number, expected: Expectation): void {
    if (upTo < expected.endOffset) return;
    this.#replays += 1;
    for (const [key, number] of expected.numbers) {
      const found = state.get(key);
      if (found !== undefined && found >= number) continue;
      const deleted = this.#tombstones.get(key)?.some((tombstone) => tombstone >= number) === true;
      check(
        found === undefined && deleted,
        `${who} finds ${found} for ${key}, and ${number} was acknowledged`,
      );
    }
  }

  /** Once all is quiet. */
  endsWell(): void {
    for (const { topic, partition, replicas } of this.#partitions()) {
      const logs = replicas.map((nodeId) => this.#eye.log(nodeId, topic, partition));
      const [first = [], ...others] = logs.map((log) => (log === undefined ? [] : recordsOf(this.#eye, log)));
      const name = `${topic}-${partition}`;
      others.forEach((records, index) => {
        sameState(`replicas ${replicas[0]} and ${replicas[index + 1]} of ${name}`, first, records);
      });
      if (!topic.startsWith('__')) {
        this.replayed(`a look at ${name}`, stateOf(first), Infinity, this.acknowledgedSoFar(partition));
      }
    }
  }

  *#partitions() {
    for (const topic of this.#eye.image?.topicsByName.values() ?? []) {
      if (!this.#eye.isCompacted(topic.name)) continue;
      for (const [partition, { leader, replicas }] of topic.partitions.entries()) {
        yield { topic: topic.name, partition, leader, replicas };
      }
    }
  }
}

/** Takes in records in the order of the log. */
export function stateOf(records: readonly DecodedRecord[]): KeyState {
  return new Map(
    records.map(({ key, value }) => [textOf(key), value === null ? undefined : Number(textOf(value))]),
  );
}

function sameState(who: string, a: readonly DecodedRecord[], b: readonly DecodedRecord[]): void {
  const [lastOfA, lastOfB] = [lastValues(a), lastValues(b)];
  for (const key of new Set([...lastOfA.keys(), ...lastOfB.keys()])) {
    check(lastOfA.get(key) === lastOfB.get(key), `${who} have different values for ${key}`);
  }
  const byOffset = new Map(a.map((record) => [record.offset, record]));
  for (const record of b) {
    const other = byOffset.get(record.offset);
    const isSame =
      other === undefined ||
      (bytesOf(other.key) === bytesOf(record.key) && bytesOf(other.value) === bytesOf(record.value));
    check(isSame, `${who} differ at offset ${record.offset}`);
  }
}

/** A tombstone says as much as its absence. */
function lastValues(records: readonly DecodedRecord[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { key, value } of records) {
    if (value === null) values.delete(bytesOf(key));
    else values.set(bytesOf(key), bytesOf(value));
  }
  return values;
}

function bytesOf(bytes: Buffer | null): string {
  return bytes === null ? 'null' : bytes.toString('latin1');
}

function recordsOf(eye: ClusterEye, log: Log): readonly DecodedRecord[] {
  return [...recordsIn([eye.bytesBefore(log, log.logEndOffset)])];
}
