/** Keeps the webview's histogram up to date, never with two questions at once. */
import { toKafkaError } from '../../../client/errors.ts';
import type { PanelFrame, SessionConnection } from '../viewSession.ts';
import { type HistogramQuestion, HistogramSampler } from './histogramSampler.ts';
import type { Histogram, TimeRange } from './recordsMessages.ts';

/** Milliseconds between two counts of a topic that is written to. */
const lookEvery = 2_000;

type Wish = Omit<HistogramQuestion, 'range' | 'now'>;

export class HistogramWatch {
  readonly #frame: PanelFrame;
  #connection: SessionConnection | undefined;
  #sampler: HistogramSampler | undefined;
  #range: TimeRange | null = null;
  /** What was counted last, and when. */
  #wish = '';
  #at = Number.NEGATIVE_INFINITY;
  #looking = false;
  #histogram: Histogram | null = null;
  #error: { readonly name: string; readonly message: string } | null = null;

  constructor(frame: PanelFrame) {
    this.#frame = frame;
  }

  /** null = chosen by what there is. */
  set range(range: TimeRange | null) {
    this.#range = range;
    this.#at = Number.NEGATIVE_INFINITY;
  }

  forget(): void {
    this.#range = null;
    this.#wish = '';
    this.#histogram = null;
    this.#error = null;
    this.resend();
  }

  resend(): void {
    this.#frame.post({ type: 'histogram', histogram: this.#histogram, error: this.#error });
  }

  /** Counts anew when it is time to, in the background. */
  look(wish: Wish): void {
    const now = this.#frame.now();
    const said = JSON.stringify(wish);
    const isDue = said !== this.#wish || now - this.#at >= lookEvery;
    if (isDue && !this.#looking) {
      this.#wish = said;
      this.#at = now;
      void this.#look(wish, now);
    }
  }

  async #look(wish: Wish, now: number): Promise<void> {
    const sampler = this.#samplerOf(this.#frame.connection);
    if (sampler === undefined) {
      return;
    }
    this.#looking = true;
    try {
      const histogram = await sampler.sample({ ...wish, range: this.#range, now });
      this.#tell(wish, histogram, null);
    } catch (thrown) {
      const { name, message } = toKafkaError(thrown);
      this.#tell(wish, this.#histogram, { name, message });
    } finally {
      this.#looking = false;
    }
  }

  #tell(wish: Wish, histogram: Histogram | null, error: { name: string; message: string } | null): void {
    if (JSON.stringify(wish) === this.#wish) {
      this.#histogram = histogram;
      this.#error = error;
      this.#frame.postChanges({ type: 'histogram', histogram, error });
    }
  }

  #samplerOf(connection: SessionConnection | undefined): HistogramSampler | undefined {
    if (connection !== this.#connection) {
      this.#connection = connection;
      this.#sampler = connection && new HistogramSampler(connection.service);
    }
    return this.#sampler;
  }
}
