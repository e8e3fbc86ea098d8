/** The way to the active controller, whichever node that is at the moment. */
import type { Api, Decoded, Encodable } from '../protocol/schema.ts';
import type { Peers, Reply } from './peers.ts';
import type { Timers } from './timers.ts';

export interface ControllerLinkOptions {
  readonly peers: Peers;
  readonly timers: Timers;
  /** -1 while no controller is known. */
  leaderId(): number;
  /** After which a controller that has not answered is not waited for: it may be one no longer. */
  readonly requestTimeoutMs: number;
}

const retryMs = 30;

export class ControllerLink {
  readonly #options: ControllerLinkOptions;

  constructor(options: ControllerLinkOptions) {
    this.#options = options;
  }

  /** Asks once; undefined when there is no controller, or it does not answer, or it is none any more. */
  ask<A extends Api>(api: A, version: number, body: Decoded<A['request']>, reply: Reply<A>): void {
    const { peers, requestTimeoutMs } = this.#options;
    const leaderId = this.#options.leaderId();
    if (leaderId === -1) reply(undefined);
    else peers.send(leaderId, api, version, body, requestTimeoutMs, reply);
  }

  /** Asks until a controller answers, at most until `deadline`; undefined then. */
  askUntil<A extends Api>(
    api: A,
    version: number,
    body: Decoded<A['request']>,
    deadline: number,
    reply: (response: Encodable<A['response']> | undefined) => void,
  ): void {
    const { timers } = this.#options;
    this.ask(api, version, body, (response) => {
      if (response !== undefined || timers.now >= deadline) reply(response);
      else timers.schedule(timers.now + retryMs, () => this.askUntil(api, version, body, deadline, reply));
    });
  }
}
