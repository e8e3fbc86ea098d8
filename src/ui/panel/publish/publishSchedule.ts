/** Publishes again and again, at an interval, until it is stopped or has sent as often as it was to. It knows no clock: whoever makes it hands one in. */

import { added } from './publishing.ts';
import type { Send } from './publishMessages.ts';

export interface ScheduleOptions {
  /** Milliseconds. */
  readonly interval: number;
  /** Ends by itself after so many sends that arrived; null = never. */
  readonly stopAfter: number | null;
  /** Sends the record; undefined when there is nothing to send to any more. */
  send(): Promise<Send | undefined>;
  /** What all sends come to so far. */
  changed(total: Send): void;
  /** It has ended by itself. */
  ended(): void;
  /** Calls back every so many milliseconds. @returns what ends that */
  every(milliseconds: number, tick: () => void): () => void;
}

/** A broker that is down for a while is a lesson; one that never comes back is not worth waiting for. */
const mostFailuresInARow = 5;

export class PublishSchedule {
  readonly #options: ScheduleOptions;
  #cancel: (() => void) | undefined;
  #isBusy = false;
  #isStopped = false;
  #failures = 0;
  #arrived = 0;
  #total: Send | undefined;

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  /** The first record goes out at once. */
  start(): void {
    this.#cancel = this.#options.every(this.#options.interval, () => void this.#tick());
    void this.#tick();
  }

  /** Nothing more is sent; what is under way still counts. */
  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }

  async #tick(): Promise<void> {
    // A send that takes longer than the interval is not overtaken.
    if (this.#isBusy || this.#isStopped) return;
    this.#isBusy = true;
    const send = await this.#options.send();
    this.#isBusy = false;
    if (send === undefined) return this.#end();
    this.#total = this.#total === undefined ? send : added(this.#total, send);
    this.#options.changed(this.#total);
    if (send.error === null) {
      this.#failures = 0;
      this.#arrived += 1;
      if (this.#arrived === this.#options.stopAfter) this.#end();
    } else {
      this.#failures += 1;
      if (!send.error.retriable || this.#failures >= mostFailuresInARow) this.#end();
    }
  }

  #end(): void {
    if (this.#isStopped) return;
    this.stop();
    this.#options.ended();
  }
}
