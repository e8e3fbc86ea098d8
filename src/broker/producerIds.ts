/** Producer ids for idempotent producers, drawn from the controller a block at a time. */
import { errorCodes } from '../protocol/errors.ts';
import { allocateProducerIdsApi } from '../protocol/messages/allocateProducerIds.ts';
import type { ControllerLink } from './controllerLink.ts';
import type { Timers } from './timers.ts';

export interface ProducerIdsHost {
  readonly nodeId: number;
  readonly brokerEpoch: number;
  readonly controllers: ControllerLink;
  readonly timers: Timers;
}

/** How long a client waits for a controller before it is told to come back. */
const patienceMs = 10_000;

export class ProducerIds {
  readonly #host: ProducerIdsHost;
  #next = 0;
  #end = 0;
  #waiting: ((producerId: number | undefined) => void)[] = [];

  constructor(host: ProducerIdsHost) {
    this.#host = host;
  }

  /** Gives out an id that no producer of this cluster has; undefined when no controller answers. */
  allocate(done: (producerId: number | undefined) => void): void {
    if (this.#next < this.#end) {
      done(this.#next++);
      return;
    }
    this.#waiting.push(done);
    if (this.#waiting.length === 1) this.#askForBlock();
  }

  #askForBlock(): void {
    const { controllers, timers, nodeId, brokerEpoch } = this.#host;
    const body = { brokerId: nodeId, brokerEpoch };
    const deadline = timers.now + patienceMs;
    controllers.askUntil(allocateProducerIdsApi, 0, body, deadline, (response) => {
      if (response !== undefined && response.errorCode === errorCodes.NONE) {
        this.#next = response.producerIdStart;
        this.#end = response.producerIdStart + response.producerIdLen;
      }
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const done of waiting) done(this.#next < this.#end ? this.#next++ : undefined);
    });
  }
}
