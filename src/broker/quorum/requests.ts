/**
 * Requests to other voters, each answered exactly once: with the response, or with undefined when it was lost
 * or came too late. A change of role forgets all of them, so that no answer meets a role that did not ask.
 */
import type { Timer, Timers } from '../timers.ts';
import type { QuorumApi, QuorumRequest, QuorumResponse } from './messages.ts';

/** Carries one request to another node. It may call `reply` with undefined for a request that was lost, or never. */
export type Send = <Api extends QuorumApi>(
  to: number,
  request: QuorumRequest<Api>,
  reply: (response: QuorumResponse<Api> | undefined) => void,
) => void;

export class Requests {
  readonly #transport: Send;
  readonly #timers: Timers;
  readonly #timeout: number;
  readonly #waiting = new Set<Timer>();

  /** @param timeout milliseconds after which an answer counts as lost */
  constructor(transport: Send, timers: Timers, timeout: number) {
    this.#transport = transport;
    this.#timers = timers;
    this.#timeout = timeout;
  }

  send<Api extends QuorumApi>(
    to: number,
    request: QuorumRequest<Api>,
    reply: (response: QuorumResponse<Api> | undefined) => void,
  ): void {
    const finish = (response: QuorumResponse<Api> | undefined): void => {
      if (!this.#waiting.delete(timer)) return;
      timer.cancel();
      reply(response);
    };
    const timer = this.#timers.schedule(this.#timers.now + this.#timeout, () => finish(undefined));
    this.#waiting.add(timer);
    this.#transport(to, request, finish);
  }

  /** Calls back later, unless the role changes before: for sending again after a failure. */
  after(delay: number, run: () => void): void {
    const timer = this.#timers.schedule(this.#timers.now + delay, () => {
      if (this.#waiting.delete(timer)) run();
    });
    this.#waiting.add(timer);
  }

  /** Forgets every request under way: its reply is not called any more. */
  reset(): void {
    for (const timer of this.#waiting) timer.cancel();
    this.#waiting.clear();
  }
}
