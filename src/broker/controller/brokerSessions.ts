/** When the controller last heard of each broker. Lost with the controller: the next one starts its own. */

export class BrokerSessions {
  readonly #timeoutMs: number;
  readonly #lastContact = new Map<number, number>();

  /** @param timeoutMs `broker.session.timeout.ms` */
  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  touch(brokerId: number, now: number): void {
    this.#lastContact.set(brokerId, now);
  }

  remove(brokerId: number): void {
    this.#lastContact.delete(brokerId);
  }

  isAlive(brokerId: number, now: number): boolean {
    const contact = this.#lastContact.get(brokerId);
    return contact !== undefined && now - contact < this.#timeoutMs;
  }

  /** The brokers whose session has ended; each is told once. */
  expired(now: number): number[] {
    const gone = [...this.#lastContact.keys()].filter((brokerId) => !this.isAlive(brokerId, now));
    for (const brokerId of gone) this.#lastContact.delete(brokerId);
    return gone;
  }
}
