/** What the embedded cluster has told about itself: the newest of it, for whoever wants to show it. */
import type { ClusterEvent, RequestTrace } from '../../server/control.ts';

const mostEvents = 2_000;
const mostRequests = 5_000;

export type AboutGroup = Extract<ClusterEvent, { readonly type: 'group' | 'drill' }>;

export class ClusterEvents {
  #events: readonly ClusterEvent[] = [];
  #requests: readonly RequestTrace[] = [];
  #eventCount = 0;
  #requestCount = 0;

  /** Oldest first. */
  get events(): readonly ClusterEvent[] {
    return this.#events;
  }

  get requests(): readonly RequestTrace[] {
    return this.#requests;
  }

  /** How many there have been, ever: who remembers it knows what is new. */
  get counts(): { readonly events: number; readonly requests: number } {
    return { events: this.#eventCount, requests: this.#requestCount };
  }

  add(events: readonly ClusterEvent[], requests: readonly RequestTrace[]): void {
    this.#events = [...this.#events, ...events].slice(-mostEvents);
    this.#requests = [...this.#requests, ...requests].slice(-mostRequests);
    this.#eventCount += events.length;
    this.#requestCount += requests.length;
  }

  /** What has happened to a group, and what was done to brokers meanwhile; oldest first. */
  aboutGroup(groupId: string): readonly AboutGroup[] {
    return this.#events.filter(
      (one): one is AboutGroup =>
        one.type === 'drill' || (one.type === 'group' && one.event.groupId === groupId),
    );
  }

  /** Another cluster: nothing of the one before is true of it. */
  clear(): void {
    this.#events = [];
    this.#requests = [];
  }
}
