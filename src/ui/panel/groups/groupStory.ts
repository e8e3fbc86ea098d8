/**
 * What the embedded cluster has told, as one group's story: its rebalances, each with the generations before and after
 * and who came and went, and what was done to brokers meanwhile. Pure.
 */
import type { GroupEvent as Told } from '../../../server/control.ts';
import type { AboutGroup } from '../../clusters/clusterEvents.ts';
import type { GroupEvent } from '../messages.ts';

export interface GroupStory {
  /** Oldest first. */
  readonly events: readonly GroupEvent[];
  /** The newest; null when none has been told. */
  readonly generation: number | null;
  /** When the rebalance began that has not led to an assignment yet; null when there is none. */
  readonly rebalancingSince: number | null;
}

type Rebalance = Extract<GroupEvent, { readonly kind: 'rebalance' }>;

/** The story in what has been told about one group and about brokers, oldest first. */
export function groupStory(told: readonly AboutGroup[]): GroupStory {
  const story = new Telling();
  for (const one of told) {
    if (one.type === 'drill') story.events.push({ at: one.at, kind: 'drill', request: one.request });
    else story.take(one.event);
  }
  return story;
}

class Telling implements GroupStory {
  readonly events: GroupEvent[] = [];
  generation: number | null = null;
  rebalancingSince: number | null = null;
  /** Where in `events` the rebalance stands whose generation is awaited. */
  #open: number | undefined;
  #members: readonly string[] | undefined;

  take(event: Told): void {
    switch (event.type) {
      case 'rebalance':
        this.#begin(event);
        break;
      case 'generation':
        this.#conclude(event);
        break;
      case 'stable':
        this.rebalancingSince = null;
        break;
      case 'removed':
        this.generation = null;
        this.rebalancingSince = null;
        this.#open = undefined;
        this.#members = undefined;
    }
  }

  #begin({ at, generation, reason }: Extract<Told, { readonly type: 'rebalance' }>): void {
    this.generation ??= generation;
    this.rebalancingSince ??= at;
    this.#open = this.events.length;
    this.events.push({ at, kind: 'rebalance', from: generation, to: null, reason, joined: [], gone: [] });
  }

  #conclude({ generation, memberIds }: Extract<Told, { readonly type: 'generation' }>): void {
    const before = this.#members;
    this.generation = generation;
    this.#members = memberIds;
    if (memberIds.length === 0) this.rebalancingSince = null;
    const begun = this.#open === undefined ? undefined : this.events[this.#open];
    if (this.#open === undefined || begun?.kind !== 'rebalance') return;
    const whole: Rebalance = {
      ...begun,
      to: generation,
      joined: before === undefined && begun.from > 0 ? [] : namesIn(memberIds, before ?? []),
      gone: namesIn(before ?? [], memberIds),
    };
    this.events[this.#open] = whole;
    this.#open = undefined;
  }
}

/** The client ids of those that are in the first list only, in order of name. */
function namesIn(members: readonly string[], others: readonly string[]): readonly string[] {
  return members
    .filter((member) => !others.includes(member))
    .map(clientIdOf)
    .sort();
}

/** A member id is the client id and a UUID, or 16 bytes in base 64. */
function clientIdOf(memberId: string): string {
  return memberId.replace(/-[0-9a-f]{8}-[0-9a-f-]{27}$|-[A-Za-z0-9_-]{22}$/, '');
}
