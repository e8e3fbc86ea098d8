/**
 * Says state changes to a screen reader, at most one each five seconds: what comes faster replaces what waits.
 * It must never be given numbers that tick.
 */
import { type ReadonlySignal, signal } from '@preact/signals-core';

const pause = 5_000;

export class Announcer {
  readonly #text = signal('');
  #waiting: string | undefined;
  #quietUntil = 0;
  readonly #now: () => number;

  constructor(now: () => number = () => Date.now()) {
    this.#now = now;
  }

  /** What the live region holds. */
  get text(): ReadonlySignal<string> {
    return this.#text;
  }

  say(text: string): void {
    const wait = this.#quietUntil - this.#now();
    if (wait <= 0) {
      this.#speak(text);
      return;
    }
    const isFirst = this.#waiting === undefined;
    this.#waiting = text;
    if (isFirst) {
      setTimeout(() => this.#speakWaiting(), wait);
    }
  }

  #speakWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) {
      this.#speak(waiting);
    }
  }

  #speak(text: string): void {
    this.#quietUntil = this.#now() + pause;
    this.#text.value = text;
  }
}
