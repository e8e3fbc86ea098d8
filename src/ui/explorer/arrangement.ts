/** Which topics the tree shows, and in which order: a filter, pins, a sort, and so many at once. Pure. */
import type { TopicInfo } from '../../client/model.ts';

export interface Arrangement {
  /** Words that names must contain, in any order; empty = everything. */
  readonly filter: string;
  readonly sort: 'name' | 'records';
  /** These come first. */
  readonly pinned: ReadonlySet<string>;
  /** No more rows than these at once: VS Code draws them all when a folder opens. */
  readonly most: number;
}

export const topicsAtOnce = 1_000;

export const plainArrangement: Arrangement = {
  filter: '',
  sort: 'name',
  pinned: new Set(),
  most: topicsAtOnce,
};

export interface ArrangedTopics {
  readonly shown: readonly TopicInfo[];
  /** Those that match and are not shown, since there are too many. */
  readonly left: number;
  /** Before the filter. */
  readonly all: number;
}

/** @param records of a topic, for sorting by them; undefined = not known */
export function arrangeTopics(
  topics: readonly TopicInfo[],
  arrangement: Arrangement,
  records: (topic: string) => number | undefined,
): ArrangedTopics {
  const { pinned, sort, most } = arrangement;
  const matches = matcher(arrangement.filter);
  const matching = topics.filter(({ name }) => matches(name));
  const rank = ({ name }: TopicInfo): number => (pinned.has(name) ? 0 : 1);
  const byName = (one: TopicInfo, other: TopicInfo): number => (one.name < other.name ? -1 : 1);
  const sorted = matching.toSorted((one, other) => {
    if (rank(one) !== rank(other)) return rank(one) - rank(other);
    const difference = sort === 'records' ? (records(other.name) ?? -1) - (records(one.name) ?? -1) : 0;
    return difference === 0 ? byName(one, other) : difference;
  });
  return { shown: sorted.slice(0, most), left: Math.max(0, sorted.length - most), all: topics.length };
}

/** Whether a name contains every word of the filter. */
export function matcher(filter: string): (name: string) => boolean {
  const wanted = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (name) => {
    const text = name.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
}
