/**
 * The timers of a shard by group and name: scheduling a name again replaces its timer, and a group that goes takes
 * its timers with it. Over the broker's own `Timers`, so that time stays an input.
 */
import type { Timer, Timers } from '../timers.ts';

export class GroupTimers {
  readonly #timers: Timers;
  readonly #byGroup = new Map<string, Map<string, Timer>>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    return this.#timers.now;
  }

  /** Runs `run` once, `delayMs` from now, unless the name is scheduled again or cancelled before. */
  schedule(groupId: string, name: string, delayMs: number, run: () => void): void {
    this.cancel(groupId, name);
    const timer = this.#timers.schedule(this.#timers.now + delayMs, () => {
      this.#forget(groupId, name);
      run();
    });
    const timers = this.#byGroup.get(groupId);
    if (timers === undefined) this.#byGroup.set(groupId, new Map([[name, timer]]));
    else timers.set(name, timer);
  }

  cancel(groupId: string, name: string): void {
    this.#byGroup.get(groupId)?.get(name)?.cancel();
    this.#forget(groupId, name);
  }

  cancelGroup(groupId: string): void {
    for (const timer of this.#byGroup.get(groupId)?.values() ?? []) timer.cancel();
    this.#byGroup.delete(groupId);
  }

  cancelAll(): void {
    for (const groupId of [...this.#byGroup.keys()]) this.cancelGroup(groupId);
  }

  #forget(groupId: string, name: string): void {
    const timers = this.#byGroup.get(groupId);
    timers?.delete(name);
    if (timers?.size === 0) this.#byGroup.delete(groupId);
  }
}
