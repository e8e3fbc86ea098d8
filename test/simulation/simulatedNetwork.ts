/**
 * The network between nodes in simulated time: it delays, reorders and loses messages and parts nodes from each
 * other, all by the seed. A node always reaches itself.
 */
import type { Network } from '../../src/broker/network.ts';

interface Message {
  readonly from: number;
  readonly at: number;
  readonly sequence: number;
  readonly deliver: () => void;
}

/** How messages fare while nothing is parted. */
export interface Weather {
  /** Probability that a message is lost. */
  readonly loss: number;
  /** Longest delay in milliseconds; each message draws its own, so a longer one is also a wilder order. */
  readonly maxDelay: number;
  /** Probability that a message is held up far beyond `maxDelay`. */
  readonly stray: number;
}

export const fairWeather: Weather = { loss: 0, maxDelay: 3, stray: 0 };

/** Below the time limits of requests between nodes (2 s): a connection that has failed brings nothing any more. */
const longestStray = 1_500;
/** More messages than this in one millisecond is a conversation that never ends. */
const tooManyAtOnce = 100_000;

export class SimulatedNetwork implements Network {
  weather: Weather = fairWeather;
  readonly #random: () => number;
  /** Links that lose everything, as `from>to`. */
  readonly #cut = new Set<string>();
  /** By node: how many milliseconds longer what comes from it or goes to it may take. */
  readonly #slow = new Map<number, number>();
  /** Sorted by time, ties by order of sending; the last one is the next to arrive. */
  #messages: Message[] = [];
  #now: number;
  #sequence = 0;
  #deliveredNow = 0;

  constructor(now: number, random: () => number) {
    this.#now = now;
    this.#random = random;
  }

  /** Nodes of `side` and the others no longer hear each other. */
  part(nodes: readonly number[], side: readonly number[]): void {
    for (const from of nodes) {
      for (const to of nodes) if (side.includes(from) !== side.includes(to)) this.cut(from, to);
    }
  }

  /** One direction only. What is under way there is lost as well. */
  cut(from: number, to: number): void {
    this.#cut.add(`${from}>${to}`);
  }

  /** Every message to or from a node takes up to `ms` longer. */
  slow(nodeId: number, ms: number): void {
    this.#slow.set(nodeId, ms);
  }

  /** A machine that loses its power takes what it has sent, and what has not arrived, with it. */
  lose(nodeId: number): void {
    this.#messages = this.#messages.filter(({ from }) => from !== nodeId);
  }

  heal(): void {
    this.#cut.clear();
    this.#slow.clear();
    this.weather = fairWeather;
  }

  deliver(from: number, to: number, message: () => void): void {
    if (from === to) {
      this.#insert(from, this.#now, message);
      return;
    }
    const { loss, maxDelay, stray } = this.weather;
    // Draws do not depend on what is cut, so that histories with and without a partition stay comparable.
    const lost = this.#random() < loss;
    const strays = this.#random() < stray;
    const slowness = Math.max(this.#slow.get(from) ?? 0, this.#slow.get(to) ?? 0);
    const delay = Math.floor(this.#random() * ((strays ? longestStray : maxDelay + slowness) + 1));
    const link = `${from}>${to}`;
    if (lost || this.#cut.has(link)) return;
    this.#insert(from, this.#now + delay, () => {
      if (!this.#cut.has(link)) message();
    });
  }

  nextArrival(): number | undefined {
    return this.#messages.at(-1)?.at;
  }

  advanceTo(now: number): void {
    if (now > this.#now) {
      this.#now = now;
      this.#deliveredNow = 0;
    }
    for (let next = this.#messages.at(-1); next !== undefined; next = this.#messages.at(-1)) {
      if (next.at > this.#now) return;
      this.#messages.pop();
      this.#deliveredNow += 1;
      if (this.#deliveredNow > tooManyAtOnce) throw new Error('messages go back and forth without end');
      next.deliver();
    }
  }

  #insert(from: number, at: number, deliver: () => void): void {
    const message = { from, at, sequence: this.#sequence++, deliver };
    let low = 0;
    let high = this.#messages.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#messages[middle] as Message).at > at) low = middle + 1;
      else high = middle;
    }
    this.#messages.splice(low, 0, message);
  }
}
