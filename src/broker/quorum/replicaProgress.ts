/**
 * What a leader knows of its followers' logs, all of it from their fetches: how far a majority has come, who is
 * heard of, who would succeed. It knows no epochs: the leader only records fetches that match its own log.
 */
import { majorityOf } from './votes.ts';

/** -1 for what is not known. Times in milliseconds. */
export interface VoterState {
  readonly replicaId: number;
  readonly logEndOffset: number;
  readonly lastFetchTimestamp: number;
  /** The latest time at which the follower is known to have had everything that the leader had then. */
  readonly lastCaughtUpTimestamp: number;
}

interface Progress {
  logEndOffset: number;
  lastFetchTimestamp: number;
  lastCaughtUpTimestamp: number;
  /** Where the leader's log ended at the last fetch. */
  leaderEndOffset: number;
  /** Has fetched since the leader last saw a majority. */
  heard: boolean;
}

export class ReplicaProgress {
  readonly #followers: ReadonlyMap<number, Progress>;

  constructor(followerIds: readonly number[]) {
    this.#followers = new Map(
      followerIds.map((id) => [
        id,
        {
          logEndOffset: -1,
          lastFetchTimestamp: -1,
          lastCaughtUpTimestamp: -1,
          leaderEndOffset: -1,
          heard: false,
        },
      ]),
    );
  }

  /**
   * A fetch from `fetchOffset` says that all before it is written there.
   * @returns whether, with this fetch, a majority has been heard since the last time this was true
   */
  fetched(replicaId: number, fetchOffset: number, leaderEndOffset: number, now: number): boolean {
    const follower = this.#followers.get(replicaId);
    if (follower === undefined) return false;
    if (fetchOffset >= leaderEndOffset) {
      follower.lastCaughtUpTimestamp = Math.max(follower.lastCaughtUpTimestamp, now);
    } else if (follower.leaderEndOffset > 0 && fetchOffset >= follower.leaderEndOffset) {
      follower.lastCaughtUpTimestamp = Math.max(follower.lastCaughtUpTimestamp, follower.lastFetchTimestamp);
    }
    follower.leaderEndOffset = leaderEndOffset;
    follower.lastFetchTimestamp = Math.max(follower.lastFetchTimestamp, now);
    follower.logEndOffset = fetchOffset;
    return this.heard(replicaId);
  }

  /** Anything that only a follower sends. @returns as `fetched` does */
  heard(replicaId: number): boolean {
    const follower = this.#followers.get(replicaId);
    if (follower === undefined) return false;
    follower.heard = true;
    return this.#takeMajority();
  }

  /** The largest offset that a majority, the leader among them, has come to; -1 when a majority was not heard yet. */
  majorityEndOffset(leaderEndOffset: number): number {
    const ends = [leaderEndOffset, ...[...this.#followers.values()].map((each) => each.logEndOffset)];
    ends.sort((a, b) => b - a);
    return ends[majorityOf(ends.length) - 1] ?? -1;
  }

  /** The followers that have not fetched since `timestamp`. */
  silentSince(timestamp: number): readonly number[] {
    return [...this.#followers].filter(([, each]) => each.lastFetchTimestamp < timestamp).map(([id]) => id);
  }

  /** The followers, the one with the longest log first. */
  successors(): readonly number[] {
    const byEnd = [...this.#followers].sort(([, a], [, b]) => b.logEndOffset - a.logEndOffset);
    return byEnd.map(([id]) => id);
  }

  state(replicaId: number): VoterState {
    const { logEndOffset, lastFetchTimestamp, lastCaughtUpTimestamp } =
      this.#followers.get(replicaId) ?? unknown;
    return { replicaId, logEndOffset, lastFetchTimestamp, lastCaughtUpTimestamp };
  }

  #takeMajority(): boolean {
    const followers = [...this.#followers.values()];
    const heard = followers.filter((each) => each.heard).length;
    // The leader is one of the majority.
    if (heard < majorityOf(followers.length + 1) - 1) return false;
    for (const follower of followers) follower.heard = false;
    return true;
  }
}
const unknown = { logEndOffset: -1, lastFetchTimestamp: -1, lastCaughtUpTimestamp: -1 };
