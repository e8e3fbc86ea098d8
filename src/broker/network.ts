/**
 * How messages travel between the nodes of a cluster. The production network is a queue emptied within
 * the turn that filled it; the simulator brings one with delay, loss and partitions of its own.
 */

export interface Network {
  /** Hands `message` from one node to another, once, later, or never. `from` and `to` are node ids. */
  deliver(from: number, to: number, message: () => void): void;
  /** When the next message arrives, in milliseconds; undefined when none is under way. */
  nextArrival(): number | undefined;
  /** Delivers everything that has arrived by `now`. */
  advanceTo(now: number): void;
}

/** In order, lossless, and as fast as one turn of the event loop. */
export class FifoNetwork implements Network {
  #queue: (() => void)[] = [];

  deliver(_from: number, _to: number, message: () => void): void {
    this.#queue.push(message);
  }

  nextArrival(): number | undefined {
    return this.#queue.length > 0 ? 0 : undefined;
  }

  advanceTo(): void {
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      for (const message of batch) message();
    }
  }
}
