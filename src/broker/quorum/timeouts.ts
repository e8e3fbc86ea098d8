/** The waits of a KRaft quorum, in milliseconds, with Kafka's proportions between them. */

export interface QuorumTimeouts {
  /** `controller.quorum.election.timeout.ms`: a node without a leader waits one to two of these, at random. */
  readonly electionTimeout: number;
  /** `controller.quorum.fetch.timeout.ms`: how long a follower bears with a leader that does not answer. */
  readonly fetchTimeout: number;
  /** How long a leader may hold a follower's fetch that finds nothing new. */
  readonly fetchMaxWait: number;
  /** `controller.quorum.request.timeout.ms`: an answer later than this counts as lost. */
  readonly requestTimeout: number;
  /** `controller.quorum.retry.backoff.ms`: the pause before a failed request is sent again. */
  readonly retryBackoff: number;
  /** `controller.quorum.election.backoff.max.ms`: the longest pause of a candidate that was refused. */
  readonly electionBackoffMax: number;
}

/** A leader gives up after this many fetch timeouts without a majority's fetches (Kafka's CHECK_QUORUM_TIMEOUT_FACTOR). */
export const checkQuorumFactor = 1.5;

/**
 * Timeouts for a quorum; without arguments those of a stock Kafka. Nodes that share one process may pass
 * much shorter ones, e.g. `quorumTimeouts(300, 600)`: the dependent waits shrink along.
 */
export function quorumTimeouts(electionTimeout = 1000, fetchTimeout = 2000): QuorumTimeouts {
  return {
    electionTimeout,
    fetchTimeout,
    fetchMaxWait: Math.floor(fetchTimeout / 4),
    requestTimeout: fetchTimeout,
    retryBackoff: 20,
    electionBackoffMax: electionTimeout,
  };
}
