/** What a leader knows of one follower: how far it has come, and when it was last level (Kafka's ReplicaState). */

export class FollowerState {
  /** -1 until the first fetch of this leadership. */
  logEndOffset = -1;
  logStartOffset = -1;
  highWatermarkSent = -1;
  #lastCaughtUp: number;
  #lastFetch: number;
  #leaderEndAtLastFetch = -1;

  /** @param inSync a member of the ISR counts as caught up when a leadership begins, others as never */
  constructor(now: number, inSync: boolean) {
    this.#lastCaughtUp = inSync ? now : Number.NEGATIVE_INFINITY;
    this.#lastFetch = inSync ? now : Number.NEGATIVE_INFINITY;
  }

  /**
   * A fetch from `offset`: everything before it is on the follower. It is level when it asks for what the
   * leader ends with now, or for what the leader ended with at its fetch before (it was level then).
   */
  fetched(offset: number, logStartOffset: number, leaderEnd: number, now: number): void {
    if (offset >= leaderEnd) this.#lastCaughtUp = Math.max(this.#lastCaughtUp, now);
    else if (offset >= this.#leaderEndAtLastFetch) {
      this.#lastCaughtUp = Math.max(this.#lastCaughtUp, this.#lastFetch);
    }
    this.logEndOffset = offset;
    this.logStartOffset = logStartOffset;
    this.#leaderEndAtLastFetch = leaderEnd;
    this.#lastFetch = now;
  }

  isCaughtUp(leaderEnd: number, host: { now(): number; readonly replicaLagTimeMaxMs: number }): boolean {
    return this.logEndOffset === leaderEnd || host.now() - this.#lastCaughtUp <= host.replicaLagTimeMaxMs;
  }
}
