/** Gathers what happens, so that a busy cluster does not send a message for each of it. */
import type { ClusterEvent, RequestTrace } from './control.ts';

/** Milliseconds. */
const pause = 150;
/** Of requests between two messages the newest are kept. */
const mostRequests = 2_000;

export class News {
  readonly #tell: (events: readonly ClusterEvent[], requests: readonly RequestTrace[]) => void;
  #events: ClusterEvent[] = [];
  #requests: RequestTrace[] = [];
  #isWaiting = false;

  constructor(tell: (events: readonly ClusterEvent[], requests: readonly RequestTrace[]) => void) {
    this.#tell = tell;
  }

  event(event: ClusterEvent): void {
    this.#events.push(event);
    this.#later();
  }

  /** It did not happen after all. What is told already stays told. */
  withdraw(event: ClusterEvent): void {
    this.#events = this.#events.filter((one) => one !== event);
  }

  request(trace: RequestTrace): void {
    this.#requests.push(trace);
    if (this.#requests.length >= 2 * mostRequests) this.#requests = this.#requests.slice(-mostRequests);
    this.#later();
  }

  #later(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    setTimeout(() => {
      this.#isWaiting = false;
      this.#tell(this.#events, this.#requests.slice(-mostRequests));
      this.#events = [];
      this.#requests = [];
    }, pause).unref();
  }
}
