/**
 * Compacts the logs of one node, one after the other and the dirtiest first (Kafka's LogCleaner). Every replica cleans its
 * own log, in its own time. It chooses and paces; what is kept is decided in `log/cleaning.ts`.
 */
import type { BrokerConfigs } from '../configs.ts';
import { type CleanablePart, cleanablePart } from '../log/cleanable.ts';
import { Cleaning } from '../log/cleaning.ts';
import type { Timers } from '../timers.ts';
import type { Partition } from './partition.ts';

export interface LogCleanerHost {
  readonly timers: Timers;
  readonly configs: BrokerConfigs;
  /** Every replica of this node. */
  partitions(): Iterable<Partition>;
  /** Whether a replica is still this node's. */
  holds(partition: Partition): boolean;
}

/** Between two steps of a round everybody else has his turn. */
const stepPauseMs = 5;

export class LogCleaner {
  readonly #host: LogCleanerHost;

  constructor(host: LogCleanerHost) {
    this.#host = host;
  }

  start(): void {
    this.#after(this.#host.configs.number('log.cleaner.backoff.ms'), () => this.#cleanDirtiest());
  }

  #cleanDirtiest(): void {
    const { timers } = this.#host;
    let dirtiest: { readonly partition: Partition; readonly part: CleanablePart } | undefined;
    for (const partition of this.#host.partitions()) {
      const part = cleanablePart(partition.log, partition.lastStableOffset, timers.now);
      if (part !== undefined && part.dirtyRatio > (dirtiest?.part.dirtyRatio ?? -1))
        dirtiest = { partition, part };
    }
    if (dirtiest === undefined) {
      this.start();
      return;
    }
    const { partition, part } = dirtiest;
    this.#work(partition, part, new Cleaning(partition.log, part, timers.now));
  }

  #work(partition: Partition, part: CleanablePart, cleaning: Cleaning): void {
    if (this.#host.holds(partition) && cleaning.step()) {
      this.#after(stepPauseMs, () => this.#work(partition, part, cleaning));
      return;
    }
    // A round that came to nothing would be chosen again at once, and again.
    const isFurther = partition.log.firstDirtyOffset > part.firstDirtyOffset;
    if (isFurther) this.#after(stepPauseMs, () => this.#cleanDirtiest());
    else this.start();
  }

  #after(delayMs: number, run: () => void): void {
    const { timers } = this.#host;
    timers.schedule(timers.now + Math.max(1, delayMs), run);
  }
}
