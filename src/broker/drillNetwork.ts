/**
 * The production network with drills: one node is cut off from the others, or everything to and from it takes its
 * time, until it is healed. Clients are no part of it: they reach an isolated node as ever. Without a drill it is
 * the FIFO network and a look at an empty map.
 */
import { FifoNetwork, type Network } from './network.ts';
import { type Timer, Timers } from './timers.ts';

/** What the network does to a node. A message between two slow nodes takes as long as both together. */
export type Drill =
  /** Nothing arrives from or at the other nodes; what was under way is lost. */
  | { readonly kind: 'isolated' }
  /** Every message arrives after `delayMs` milliseconds, in the order of sending. */
  | { readonly kind: 'slow'; readonly delayMs: number };

interface Held {
  readonly from: number;
  readonly to: number;
  readonly message: () => void;
  readonly timer: Timer;
}

export class DrillNetwork implements Network {
  readonly #fifo = new FifoNetwork();
  readonly #drills = new Map<number, Drill>();
  readonly #timers: Timers;
  /** In the order of sending. */
  readonly #held = new Set<Held>();

  /** @param now milliseconds since the epoch */
  constructor(now: number) {
    this.#timers = new Timers(now);
  }

  /** undefined when the network treats the node as any other. */
  drill(nodeId: number): Drill | undefined {
    return this.#drills.get(nodeId);
  }

  /** A node has one drill at a time: the last one counts. */
  begin(nodeId: number, drill: Drill): void {
    this.#drills.set(nodeId, drill);
    const underWay = this.#take(nodeId);
    // A connection keeps its order: under a shorter delay, what is sent now would overtake what was sent before.
    if (drill.kind === 'slow') this.#release(underWay);
  }

  /** What was held up arrives at once. */
  end(nodeId: number): void {
    this.#drills.delete(nodeId);
    this.#release(this.#take(nodeId));
  }

  deliver(from: number, to: number, message: () => void): void {
    const delayMs = this.#drills.size === 0 || from === to ? 0 : this.#delay(from) + this.#delay(to);
    if (delayMs === 0) this.#fifo.deliver(from, to, message);
    else if (delayMs < Number.POSITIVE_INFINITY) this.#hold(from, to, message, delayMs);
  }

  nextArrival(): number | undefined {
    return this.#fifo.nextArrival() ?? this.#timers.nextDeadline();
  }

  advanceTo(now: number): void {
    // What was released is older than what is held up since.
    this.#fifo.advanceTo();
    this.#timers.advanceTo(now);
    this.#fifo.advanceTo();
  }

  #delay(nodeId: number): number {
    const drill = this.#drills.get(nodeId);
    if (drill === undefined) return 0;
    return drill.kind === 'isolated' ? Number.POSITIVE_INFINITY : drill.delayMs;
  }

  #hold(from: number, to: number, message: () => void, delayMs: number): void {
    const timer = this.#timers.schedule(this.#timers.now + delayMs, () => {
      this.#held.delete(held);
      message();
    });
    const held: Held = { from, to, message, timer };
    this.#held.add(held);
  }

  #release(messages: readonly Held[]): void {
    for (const { from, to, message } of messages) this.#fifo.deliver(from, to, message);
  }

  /** Messages held up on their way to or from a node, which are then under way no more. */
  #take(nodeId: number): readonly Held[] {
    const taken = [...this.#held].filter(({ from, to }) => from === nodeId || to === nodeId);
    for (const held of taken) {
      held.timer.cancel();
      this.#held.delete(held);
    }
    return taken;
  }
}
