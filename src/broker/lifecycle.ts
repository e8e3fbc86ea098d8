/**
 * A broker's standing with the controller: it registers when it starts, beats while it lives, and asks to
 * leave when it stops. Knows nothing of what the broker holds.
 */
import { errorCodes } from '../protocol/errors.ts';
import { brokerHeartbeatApi } from '../protocol/messages/brokerHeartbeat.ts';
import { brokerRegistrationApi } from '../protocol/messages/brokerRegistration.ts';
import type { Decoded } from '../protocol/schema.ts';
import type { ControllerLink } from './controllerLink.ts';
import type { Timer, Timers } from './timers.ts';

export interface LifecycleOptions {
  readonly registration: Decoded<typeof brokerRegistrationApi.request>;
  readonly controllers: ControllerLink;
  readonly timers: Timers;
  /** `broker.heartbeat.interval.ms` */
  readonly heartbeatIntervalMs: number;
  /** The offset of the last metadata record that this broker has replayed. */
  metadataOffset(): number;
}

const retryMs = 50;
/** Kafka waits five minutes; here somebody watches who has pressed Stop. */
const longestLeaveMs = 10_000;
/** The controller has no such start of this broker: it was replaced, or its records were lost with it. */
const notRegistered: ReadonlySet<number> = new Set([
  errorCodes.STALE_BROKER_EPOCH,
  errorCodes.BROKER_ID_NOT_REGISTERED,
]);

export class BrokerLifecycle {
  readonly #options: LifecycleOptions;
  #brokerEpoch = -1;
  #timer: Timer | undefined;
  #leave: (() => void) | undefined;
  #gone = false;

  constructor(options: LifecycleOptions) {
    this.#options = options;
  }

  /** New with each start of a node. */
  get incarnationId(): string {
    return this.#options.registration.incarnationId;
  }

  /** -1 until the controller has taken the registration. */
  get brokerEpoch(): number {
    return this.#brokerEpoch;
  }

  start(): void {
    this.#register();
  }

  /**
   * Asks the controller to move the leaders away, and calls back when the broker may go; without its leave when it
   * does not answer for long, as when too few nodes are left for a quorum.
   */
  leave(done: () => void): void {
    const { timers } = this.#options;
    this.#leave = done;
    this.#timer?.cancel();
    timers.schedule(timers.now + longestLeaveMs, () => this.#go());
    if (this.#brokerEpoch === -1) this.#go();
    else this.#beat();
  }

  #go(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#timer?.cancel();
    this.#leave?.();
  }

  #register(): void {
    const { controllers, registration } = this.#options;
    controllers.ask(brokerRegistrationApi, brokerRegistrationApi.maxVersion, registration, (response) => {
      if (response !== undefined && response.errorCode === errorCodes.NONE) {
        this.#brokerEpoch = response.brokerEpoch ?? -1;
        this.#beat();
      } else {
        this.#after(retryMs, () => this.#register());
      }
    });
  }

  #beat(): void {
    if (this.#gone) return;
    const { controllers, registration, heartbeatIntervalMs } = this.#options;
    const leaving = this.#leave !== undefined;
    const body: Decoded<typeof brokerHeartbeatApi.request> = {
      brokerId: registration.brokerId,
      brokerEpoch: this.#brokerEpoch,
      currentMetadataOffset: this.#options.metadataOffset(),
      wantFence: false,
      wantShutDown: leaving,
      offlineLogDirs: [],
      cordonedLogDirs: null,
    };
    controllers.ask(brokerHeartbeatApi, brokerHeartbeatApi.maxVersion, body, (response) => {
      if (response?.shouldShutDown === true) {
        this.#go();
        return;
      }
      if (response !== undefined && notRegistered.has(response.errorCode)) {
        this.#register();
        return;
      }
      const settled = response?.errorCode === errorCodes.NONE && response.isFenced === false && !leaving;
      this.#after(settled ? heartbeatIntervalMs : retryMs, () => this.#beat());
    });
  }

  #after(delayMs: number, run: () => void): void {
    const { timers } = this.#options;
    this.#timer?.cancel();
    this.#timer = timers.schedule(timers.now + delayMs, run);
  }
}
