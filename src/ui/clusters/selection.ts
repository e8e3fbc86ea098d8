/**
 * Which of several things is worked with, when getting one takes a while: the last that was asked for wins, and everything else
 * that was opened meanwhile is closed. Pure.
 */

interface Closable {
  close(): Promise<void>;
}

export class Selection<Item extends Closable> {
  #current: Item | undefined;
  #asked = 0;
  #settled = 0;

  get current(): Item | undefined {
    return this.#current;
  }

  /** Whether another one is being opened. */
  get isOpening(): boolean {
    return this.#settled !== this.#asked;
  }

  /**
   * Opens another one in place of the current one, which stays until then; `undefined` selects nothing.
   * @returns whether it is what is worked with now: false when something else was asked for meanwhile
   * @throws what `open` throws, unless nobody waits for it any more; the current one stays
   */
  async select(open: (() => Promise<Item>) | undefined): Promise<boolean> {
    this.#asked += 1;
    const ticket = this.#asked;
    const isLast = (): boolean => ticket === this.#asked;
    try {
      const item = await open?.();
      if (!isLast()) {
        void item?.close();
        return false;
      }
      void this.#current?.close();
      this.#current = item;
      return true;
    } catch (error) {
      if (isLast()) throw error;
      return false;
    } finally {
      if (isLast()) this.#settled = ticket;
    }
  }

  /** The end: what is still being opened is closed as soon as it is there. */
  async close(): Promise<void> {
    const last = this.#current;
    this.#asked += 1;
    this.#settled = this.#asked;
    this.#current = undefined;
    await last?.close();
  }
}
