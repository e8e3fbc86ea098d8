/**
 * Looks again and again while somebody watches: some time after the last look ended, later and later while
 * looking fails, and never twice at once. It knows no VS Code.
 */

const usualInterval = 1_000;
const longestInterval = 10_000;

export class Poller {
  readonly #look: () => Promise<boolean>;
  readonly #interval: number;
  #active = false;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #failures = 0;

  /** `look` resolves to whether it succeeded, and never rejects; `interval` in milliseconds. */
  constructor(look: () => Promise<boolean>, interval = usualInterval) {
    this.#look = look;
    this.#interval = interval;
  }

  setActive(active: boolean): void {
    this.#active = active;
    clearTimeout(this.#timer);
    if (active) {
      void this.now();
    }
  }

  /** Looks at once, also while nobody watches; resolves when a look that began after this call has ended. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#again = true;
    this.#looking ??= this.#run().finally(() => {
      this.#looking = undefined;
    });
    await this.#looking;
  }

  dispose(): void {
    this.#active = false;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      this.#failures = (await this.#look()) ? 0 : this.#failures + 1;
    }
    if (this.#active) {
      const delay = Math.min(this.#interval * 2 ** this.#failures, longestInterval);
      this.#timer = setTimeout(() => void this.now(), delay);
    }
  }
}
