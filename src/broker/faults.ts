/**
 * Faults that a person injects into how one node serves its clients, so that an application can be seen to live through
 * them. Nodes among themselves are not touched: what they do to each other is the drill network's.
 */
import type { ErrorName } from '../protocol/errors.ts';

/** The requests that a fault can be put on, by Kafka's names. */
export const faultyApis = [
  'Produce',
  'Fetch',
  'ListOffsets',
  'Metadata',
  'FindCoordinator',
  'JoinGroup',
  'SyncGroup',
  'Heartbeat',
  'OffsetCommit',
  'OffsetFetch',
  'InitProducerId',
  'CreateTopics',
] as const;

export type FaultyApi = (typeof faultyApis)[number];

export type FaultEffect =
  /** Answered with this error of Kafka at once, and not carried out. */
  | { readonly kind: 'error'; readonly error: ErrorName }
  /** The connection is cut when the request arrives; it is not carried out. */
  | { readonly kind: 'cut' }
  /** Carried out, and the connection is cut in place of the answer. */
  | { readonly kind: 'lostAnswer' }
  /** Carried out `delayMs` milliseconds after it arrived. */
  | { readonly kind: 'delay'; readonly delayMs: number };

export interface Fault {
  readonly api: FaultyApi;
  readonly effect: FaultEffect;
  /** How many requests it hits before it is over; until it is ended when left out. */
  readonly times?: number;
}

/** Of one node: one fault for each API at most, the last one counts. They outlast the node's crashes and starts. */
export class Faults {
  readonly #faults = new Map<string, Fault>();

  get list(): readonly Fault[] {
    return [...this.#faults.values()];
  }

  inject(fault: Fault): void {
    this.#faults.set(fault.api, fault);
  }

  end(): void {
    this.#faults.clear();
  }

  /** What happens to the request that has just arrived: counts as one of the fault's times. */
  take(api: string): FaultEffect | undefined {
    const fault = this.#faults.get(api);
    if (fault?.times !== undefined) {
      if (fault.times > 1) this.#faults.set(api, { ...fault, times: fault.times - 1 });
      else this.#faults.delete(api);
    }
    return fault?.effect;
  }
}
