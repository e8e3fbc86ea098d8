/**
 * One replica of one partition: its log, its role, and, while it leads, what it knows of its followers.
 * It decides the high watermark and who is in sync; it sends nothing itself (after Kafka's Partition).
 */
import { errorCodes } from '../../protocol/errors.ts';
import type { PartitionRegistration, TopicImage } from '../controller/metadataImage.ts';
import { type AppendResult, rejected } from '../log/appendResult.ts';
import type { Log } from '../log/log.ts';
import type { LogConfig } from '../log/logConfig.ts';
import type { Rejection } from '../log/validateRecords.ts';
import { FollowerState } from './followerState.ts';

export interface PartitionHost {
  readonly nodeId: number;
  now(): number;
  /** `replica.lag.time.max.ms` */
  readonly replicaLagTimeMaxMs: number;
  /** Whether a broker may join the in-sync replicas: registered, not fenced, not shutting down. */
  isEligible(brokerId: number): boolean;
  /** Makes room in memory for records, or says why there is none. */
  admit(bytes: number, origin: 'client' | 'coordinator'): Rejection | undefined;
  /** Whether a broker is registered and not fenced. */
  isAlive(brokerId: number): boolean;
  /** The high watermark moved, records came, or the role changed: whoever waits is tried again. */
  touched(partition: Partition): void;
  /** Asks the controller for another ISR; the partition goes on when the metadata log tells the outcome. */
  alterIsr(partition: Partition, isr: readonly number[]): void;
}

export type Role = 'leader' | 'follower' | 'none';

export class Partition {
  readonly topic: TopicImage;
  readonly index: number;
  /** What purgatories watch. */
  readonly key: string;
  readonly log: Log;
  role: Role = 'none';
  leader = -1;
  leaderEpoch = -1;
  partitionEpoch = -1;
  replicas: readonly number[] = [];
  isr: readonly number[] = [];
  readonly #host: PartitionHost;
  #highWatermark: number;
  readonly #followers = new Map<number, FollowerState>();
  /** Asked of the controller and not settled: counts for the high watermark, not for min.insync.replicas. */
  #pendingIsr: readonly number[] | undefined;
  #epochStartOffset = 0;

  constructor(host: PartitionHost, topic: TopicImage, index: number, log: Log, highWatermark: number) {
    this.#host = host;
    this.topic = topic;
    this.index = index;
    this.key = `${topic.id}:${index}`;
    this.log = log;
    this.#highWatermark = Math.max(log.logStartOffset, Math.min(highWatermark, log.logEndOffset));
  }

  get highWatermark(): number {
    return this.#highWatermark;
  }

  /** Where read_committed readers stop. */
  get lastStableOffset(): number {
    return this.log.lastStableOffset(this.#highWatermark);
  }

  /**
   * As leader: whether some of what it found when it was elected is not known to be committed yet. Until then its
   * high watermark may be lower than what the leader before has told (KIP-207).
   */
  get isBehindElection(): boolean {
    return this.role === 'leader' && this.#highWatermark < this.#epochStartOffset;
  }

  /** min.insync.replicas, which cannot ask for more replicas than there are. */
  get effectiveMinIsr(): number {
    return Math.min(this.log.configs.minInsyncReplicas, this.replicas.length);
  }

  get underMinIsr(): boolean {
    return this.isr.length < this.effectiveMinIsr;
  }

  get isrChangePending(): boolean {
    return this.#pendingIsr !== undefined;
  }

  /** Takes over what the metadata log says of this partition. @returns whether the leader or its epoch changed */
  applyRegistration(registration: PartitionRegistration): boolean {
    const newEpoch = registration.leaderEpoch !== this.leaderEpoch;
    const before = this.role;
    this.leader = registration.leader;
    this.leaderEpoch = registration.leaderEpoch;
    this.partitionEpoch = registration.partitionEpoch;
    this.replicas = registration.replicas;
    this.isr = registration.isr;
    this.#pendingIsr = undefined;
    const leads = registration.leader === this.#host.nodeId;
    this.role = leads ? 'leader' : registration.leader === -1 ? 'none' : 'follower';
    if (leads && (newEpoch || before !== 'leader')) this.#startLeading();
    if (leads) this.#watchFollowers();
    else this.#followers.clear();
    if (leads) this.#advanceHighWatermark();
    if (newEpoch || before !== this.role) this.#host.touched(this);
    return newEpoch || before !== this.role;
  }

  /** Other settings hold from now on. Fewer replicas may be enough to commit what waits. */
  updateConfigs(configs: LogConfig): void {
    this.log.updateConfigs(configs);
    this.#advanceHighWatermark();
    if (this.role === 'leader') this.#host.touched(this);
  }

  /** As leader: appends what a client or a coordinator of this node sent. */
  append(records: Buffer, origin: 'client' | 'coordinator'): AppendResult {
    // The log refuses larger ones by itself: no room is made for them.
    const bytes = Math.min(records.length, this.log.configs.maxMessageBytes);
    const refusal = this.#host.admit(bytes, origin);
    if (refusal !== undefined) return rejected(refusal);
    const result = this.log.appendAsLeader(records, this.leaderEpoch, this.#host.now(), origin);
    if (result.error === 0 && !result.duplicate) {
      this.#advanceHighWatermark();
      this.#host.touched(this);
    }
    return result;
  }

  /**
   * What has become of records that this replica appended as leader of `leaderEpoch`.
   * @param requiredOffset the offset after the last of them
   * @returns an error number, 0 when enough replicas have them, undefined while they are still on their way
   */
  replicationOutcome(leaderEpoch: number, requiredOffset: number): number | undefined {
    if (this.role !== 'leader' || this.leaderEpoch !== leaderEpoch) return errorCodes.NOT_LEADER_OR_FOLLOWER;
    if (this.#highWatermark < requiredOffset) return undefined;
    return this.underMinIsr ? errorCodes.NOT_ENOUGH_REPLICAS_AFTER_APPEND : errorCodes.NONE;
  }

  /** As leader: a follower asks for records from `fetchOffset`, which says that it holds all before it. */
  followerFetched(replica: number, fetchOffset: number, logStartOffset: number): void {
    const follower = this.#followers.get(replica);
    if (follower === undefined) return;
    const startedAt = follower.logStartOffset;
    follower.fetched(fetchOffset, logStartOffset, this.log.logEndOffset, this.#host.now());
    this.#maybeExpandIsr(replica, follower);
    this.#advanceHighWatermark();
    // A request to delete records may have waited for this.
    if (logStartOffset > startedAt) this.#host.touched(this);
  }

  /** As leader: what a follower was last told of the high watermark; -1 before the first answer. */
  highWatermarkSentTo(replica: number): number {
    return this.#followers.get(replica)?.highWatermarkSent ?? -1;
  }

  tellHighWatermark(replica: number): void {
    const follower = this.#followers.get(replica);
    if (follower !== undefined) follower.highWatermarkSent = this.#highWatermark;
  }

  /** As leader, now and then: drops replicas from the ISR that have not caught up for replica.lag.time.max.ms. */
  maybeShrinkIsr(): void {
    if (this.role !== 'leader' || this.#pendingIsr !== undefined) return;
    const staying = this.isr.filter((replica) => replica === this.#host.nodeId || !this.#isLagging(replica));
    if (staying.length < this.isr.length) this.#proposeIsr(staying);
  }

  /** The controller refused the ISR that was asked for, for good; the next fetch or check may ask again. */
  isrRefused(): void {
    this.#pendingIsr = undefined;
    this.#advanceHighWatermark();
  }

  /** As follower: what a fetch brought, and how far the leader's high watermark and log start are. */
  appendFetched(batches: readonly Buffer[], leaderHighWatermark: number, leaderLogStart: number): void {
    if (batches.length > 0) this.log.appendAsFollower(batches);
    if (leaderLogStart > this.log.logStartOffset) this.log.advanceLogStartOffset(leaderLogStart);
    this.#setHighWatermark(Math.min(leaderHighWatermark, this.log.logEndOffset));
    if (batches.length > 0) this.#host.touched(this);
  }

  /** As follower: removes what the leader does not have. Never by the high watermark (KIP-101). */
  truncateTo(offset: number): void {
    this.log.truncateTo(offset);
    this.#highWatermark = Math.min(this.#highWatermark, this.log.logEndOffset);
  }

  /** As follower: the leader no longer has what this log ends with; begin anew where the leader begins. */
  restartAt(offset: number): void {
    this.log.truncateFullyAndStartAt(offset);
    this.#highWatermark = offset;
  }

  /**
   * As leader: the least log start offset of this replica and of those followers whose broker is alive: all before it is
   * gone for good. -1 while one of them has not fetched yet.
   */
  get lowWatermark(): number {
    let lowest = this.log.logStartOffset;
    for (const [replica, follower] of this.#followers) {
      if (this.#host.isAlive(replica)) lowest = Math.min(lowest, follower.logStartOffset);
    }
    return lowest;
  }

  /**
   * As leader: nothing before `offset` is to be read any more. Followers learn it with their next fetch.
   * @returns an error number; 0 also when the log starts there or later already
   */
  deleteRecordsBefore(offset: number): number {
    const { cleanupPolicy } = this.log.configs;
    if (cleanupPolicy.includes('compact') && !cleanupPolicy.includes('delete')) {
      return errorCodes.POLICY_VIOLATION;
    }
    if (offset < 0 || offset > this.#highWatermark) return errorCodes.OFFSET_OUT_OF_RANGE;
    this.log.advanceLogStartOffset(offset);
    this.#host.touched(this);
    return errorCodes.NONE;
  }

  /** Whatever the role: records before `offset` go, as far as they are known to be committed. */
  dropBefore(offset: number): void {
    const before = this.log.logStartOffset;
    this.log.advanceLogStartOffset(Math.min(offset, this.#highWatermark));
    if (this.log.logStartOffset !== before) this.#host.touched(this);
  }

  #startLeading(): void {
    this.#epochStartOffset = this.log.logEndOffset;
    this.log.epochs.assign(this.leaderEpoch, this.#epochStartOffset);
    this.#followers.clear();
  }

  /** A reassignment adds replicas, and takes some away, under a leader that stays. */
  #watchFollowers(): void {
    const now = this.#host.now();
    for (const replica of this.#followers.keys()) {
      if (!this.replicas.includes(replica)) this.#followers.delete(replica);
    }
    for (const replica of this.replicas) {
      if (replica === this.#host.nodeId || this.#followers.has(replica)) continue;
      this.#followers.set(replica, new FollowerState(now, this.isr.includes(replica)));
    }
  }

  /** min(log end offset) over the in-sync replicas and those that are about to be; never back, never below min ISR. */
  #advanceHighWatermark(): void {
    if (this.role !== 'leader' || this.underMinIsr) return;
    const end = this.log.logEndOffset;
    let lowest = end;
    for (const [replica, follower] of this.#followers) {
      const counts =
        this.isr.includes(replica) ||
        this.#pendingIsr?.includes(replica) === true ||
        (this.#host.isEligible(replica) && follower.isCaughtUp(end, this.#host));
      if (counts) lowest = Math.min(lowest, follower.logEndOffset);
    }
    if (lowest > this.#highWatermark) {
      this.#setHighWatermark(lowest);
      this.#host.touched(this);
    }
  }

  #setHighWatermark(offset: number): void {
    this.#highWatermark = Math.max(this.#highWatermark, this.log.logStartOffset, offset);
  }

  #maybeExpandIsr(replica: number, follower: FollowerState): void {
    if (this.#pendingIsr !== undefined || this.isr.includes(replica)) return;
    const caughtUp =
      follower.logEndOffset >= this.#highWatermark && follower.logEndOffset >= this.#epochStartOffset;
    if (caughtUp && this.#host.isEligible(replica)) this.#proposeIsr([...this.isr, replica]);
  }

  #proposeIsr(isr: readonly number[]): void {
    this.#pendingIsr = isr;
    this.#host.alterIsr(this, isr);
  }

  #isLagging(replica: number): boolean {
    const follower = this.#followers.get(replica);
    return follower !== undefined && !follower.isCaughtUp(this.log.logEndOffset, this.#host);
  }
}
