/** Requests a second of each broker, from counts that only grow. Pure. */

interface Sample {
  /** Milliseconds. */
  readonly at: number;
  readonly counts: readonly number[];
}

/** A rate is taken over about so long (ms): shorter ones jump about. */
const span = 5_000;

export class RequestRates {
  #samples: readonly Sample[] = [];

  /** @param counts of the brokers, in order */
  add(at: number, counts: readonly number[]): void {
    const isNew = counts.some((count, index) => count < (this.#samples.at(-1)?.counts[index] ?? 0));
    const kept = isNew ? [] : this.#samples;
    const from = kept.findLastIndex((sample) => at - sample.at >= span);
    this.#samples = [...kept.slice(Math.max(0, from)), { at, counts }];
  }

  forget(): void {
    this.#samples = [];
  }

  /** undefined until there are two samples. */
  of(index: number): number | undefined {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.at <= first.at) return undefined;
    return ((last.counts[index] ?? 0) - (first.counts[index] ?? 0)) / ((last.at - first.at) / 1_000);
  }
}
