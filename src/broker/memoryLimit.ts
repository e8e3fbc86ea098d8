/**
 * The cap on what all logs of one process hold. Memory is the disk here, and it is not the user's whole machine: near the
 * cap the oldest segments of deletable topics go first; when nothing more may go, producers are refused. It stands for the
 * retention of every node at once, since all of them share one memory; a single node could free nothing alone.
 */
import { errorCodes } from '../protocol/errors.ts';
import type { Disk } from './disk.ts';
import { isInternalTopic } from './internalTopics.ts';
import type { LogMemory } from './log/logMemory.ts';
import type { AppendOrigin, Rejection } from './log/validateRecords.ts';
import type { Partition } from './replica/partition.ts';
import type { ReplicaManager } from './replica/replicaManager.ts';

/** One node of the process: what it has stored, and its replicas while it runs. */
export interface MemoryHolder {
  readonly disk: Disk;
  readonly broker: { readonly replicas: ReplicaManager } | undefined;
}

export interface MemoryLimitOptions {
  /** Infinity for none. */
  readonly limitBytes: number;
  readonly memory: LogMemory;
  nodes(): Iterable<MemoryHolder>;
}

/** What a user is told. */
export interface MemoryUse {
  readonly limitBytes: number;
  readonly heldBytes: number;
  /** Of records that went for the cap's sake, counted once for all replicas. */
  readonly droppedBytes: number;
  /** Whether producers are refused. */
  readonly refusing: boolean;
}

/** A whole segment that may go, with all before it. */
interface Candidate {
  readonly leader: Partition;
  readonly endOffset: number;
  /** Newest record of the segment, or of one before it, in milliseconds since the epoch. */
  readonly newestTime: number;
}

/** Parts of the limit. The gap up to it is for what followers have not copied yet, which must not go. */
const dropAbove = 15 / 16;
const dropDownTo = 14 / 16;
/** Coordinators go on beyond the limit, up to here: a group must not stand still because producers filled the memory. */
const coordinatorsUpTo = 5 / 4;
/** After a search that found nothing, the next one waits: with many partitions it is not free. */
const searchPauseMs = 10;

export class MemoryLimit {
  readonly #options: MemoryLimitOptions;
  #droppedBytes = 0;
  #refusing = false;
  #nextSearch = Number.NEGATIVE_INFINITY;

  constructor(options: MemoryLimitOptions) {
    this.#options = options;
  }

  get use(): MemoryUse {
    const { limitBytes, memory } = this.#options;
    return {
      limitBytes,
      heldBytes: memory.heldBytes,
      droppedBytes: this.#droppedBytes,
      refusing: this.#refusing && memory.heldBytes > limitBytes * dropAbove,
    };
  }

  /**
   * Makes room for `bytes` about to be appended by a leader, which is constant work while there is enough.
   * @returns why they may not be appended; undefined when they may
   */
  admit(bytes: number, origin: AppendOrigin, now: number): Rejection | undefined {
    const { limitBytes, memory } = this.#options;
    // What would not fit into an empty memory is not worth emptying it.
    const mayFit = bytes <= limitBytes * dropDownTo;
    if (mayFit && memory.heldBytes + bytes > limitBytes * dropAbove && now >= this.#nextSearch) {
      this.#dropOldest(limitBytes * dropDownTo - bytes);
      if (memory.heldBytes + bytes > limitBytes * dropAbove) this.#nextSearch = now + searchPauseMs;
    }
    const bound = origin === 'client' ? limitBytes : limitBytes * coordinatorsUpTo;
    const isFull = memory.heldBytes + bytes > bound;
    if (origin === 'client') this.#refusing = isFull;
    return isFull ? fullRejection(origin, limitBytes) : undefined;
  }

  /** Drops segments, the oldest of all topics first, until no more than `targetBytes` are held or nothing may go. */
  #dropOldest(targetBytes: number): void {
    const { memory } = this.#options;
    const candidates = [...this.#candidates()].sort((left, right) => left.newestTime - right.newestTime);
    for (const candidate of candidates) {
      if (memory.heldBytes <= targetBytes) return;
      this.#drop(candidate);
    }
  }

  *#candidates(): IterableIterator<Candidate> {
    for (const { broker } of this.#options.nodes()) {
      for (const leader of broker?.replicas.all() ?? []) {
        if (leader.role !== 'leader' || !isDeletable(leader)) continue;
        let newestTime = Number.NEGATIVE_INFINITY;
        for (const segment of leader.log.segments) {
          if (segment.nextOffset > leader.highWatermark) break;
          newestTime = Math.max(newestTime, segment.newestTime);
          yield { leader, endOffset: segment.nextOffset, newestTime };
        }
      }
    }
  }

  /**
   * The leader first, then each replica as its own retention would. A node that is down, too: its log lies in the same
   * memory, and on its return it would begin where its leader begins.
   */
  #drop({ leader, endOffset }: Candidate): void {
    const { topic, index, log } = leader;
    const before = log.sizeBytes;
    leader.dropBefore(endOffset);
    this.#droppedBytes += before - log.sizeBytes;
    for (const { disk, broker } of this.#options.nodes()) {
      const replica = broker?.replicas.find(topic.id, index);
      if (replica !== undefined) replica.dropBefore(endOffset);
      else {
        const stored = disk.log(topic.id, index);
        stored?.advanceLogStartOffset(Math.min(endOffset, stored.logEndOffset));
      }
    }
  }
}

function isDeletable({ topic, log }: Partition): boolean {
  return log.configs.cleanupPolicy.includes('delete') && !isInternalTopic(topic.name);
}

/**
 * Producers get POLICY_VIOLATION: it fails at once and shows the message. With KAFKA_STORAGE_ERROR, which is nearer to a
 * full disk, clients would refresh their metadata and retry until the delivery timeout, and then tell of a timeout.
 * Coordinators turn the latter into NOT_COORDINATOR, with which group members come back later.
 */
function fullRejection(origin: AppendOrigin, limitBytes: number): Rejection {
  const mebibytes = Math.floor(limitBytes / (1024 * 1024));
  return {
    error: origin === 'client' ? errorCodes.POLICY_VIOLATION : errorCodes.KAFKA_STORAGE_ERROR,
    message:
      `The cluster holds as many records as its memory limit of ${mebibytes} MiB allows, and none of them may be ` +
      'dropped. Delete topics or records, or start it with a higher limit.',
  };
}
