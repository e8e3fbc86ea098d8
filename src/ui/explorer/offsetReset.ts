/** Where a group's offsets would go, partition by partition, before anything is changed. Pure. */

/** `kafka-consumer-groups.sh --reset-offsets` has the same. */
export type ResetTarget =
  | { readonly kind: 'earliest' | 'latest' }
  | { readonly kind: 'offset'; readonly offset: number }
  /** Milliseconds since the epoch. */
  | { readonly kind: 'time'; readonly timestamp: number }
  /** Forward, or back when negative. */
  | { readonly kind: 'shift'; readonly by: number };

export interface ResetPartition {
  readonly topic: string;
  readonly partition: number;
  readonly low: number;
  readonly high: number;
  /** undefined = nothing committed yet. */
  readonly committed: number | undefined;
  /** Of the first record at or after the time that was asked for; undefined = there is none. */
  readonly atTime?: number | undefined;
}

export interface ResetRow {
  readonly topic: string;
  readonly partition: number;
  readonly from: number | undefined;
  readonly to: number;
  /** It was asked for a place outside of what the partition holds. */
  readonly clamped: boolean;
}

/** In order of topic and partition. A shift of what was never committed begins at the end. */
export function planReset(partitions: readonly ResetPartition[], target: ResetTarget): readonly ResetRow[] {
  return partitions
    .map((item) => {
      const wanted = wantedOffset(item, target);
      const to = Math.min(Math.max(wanted, item.low), item.high);
      return {
        topic: item.topic,
        partition: item.partition,
        from: item.committed,
        to,
        clamped: to !== wanted,
      };
    })
    .sort((one, other) =>
      one.topic === other.topic ? one.partition - other.partition : one.topic < other.topic ? -1 : 1,
    );
}

function wantedOffset({ low, high, committed, atTime }: ResetPartition, target: ResetTarget): number {
  switch (target.kind) {
    case 'earliest':
      return low;
    case 'latest':
      return high;
    case 'offset':
      return target.offset;
    case 'time':
      return atTime ?? high;
    case 'shift':
      return (committed ?? high) + target.by;
  }
}
