/**
 * Many lines of fixed height of which only those in view are in the page. Lines of a huge value are made in the background, a few
 * milliseconds at a time.
 */
import { type Signal, signal } from '@preact/signals-core';
import { html, type TemplateResult } from 'lit-html';
import { createRef, type Ref, ref } from 'lit-html/directives/ref.js';
import { place } from '../place.ts';

const lineHeight = 18;
const spare = 10;
/** Milliseconds of making lines before the page has its turn. */
const stretch = 8;

/** Lines as they are made. */
export class LineMaker<Line> {
  readonly lines: Line[] = [];
  readonly count: Signal<number> = signal(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: Iterator<Line>) {
    this.#make(source);
  }

  /** Makes no more. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #make(source: Iterator<Line>): void {
    const until = performance.now() + stretch;
    do {
      const next = source.next();
      if (next.done === true) {
        this.count.value = this.lines.length;
        return;
      }
      this.lines.push(next.value);
    } while (performance.now() < until);
    this.count.value = this.lines.length;
    this.#timer = setTimeout(() => this.#make(source), 0);
  }
}

interface CodeInput {
  readonly label: string;
  readonly count: number;
  readonly line: (index: number) => TemplateResult;
}

export class CodeView {
  readonly #first: Signal<number> = signal(0);
  readonly #fits: Signal<number> = signal(40);
  readonly #element: Ref<HTMLElement> = createRef();
  #watcher: ResizeObserver | undefined;

  template({ label, count, line }: CodeInput): TemplateResult {
    const first = Math.max(0, Math.min(this.#first.value, count - 1) - spare);
    const last = Math.min(count, this.#first.value + this.#fits.value + spare);
    const shown = Array.from({ length: Math.max(0, last - first) }, (_, index) => line(first + index));
    return html`<div
      class="code mono"
      role="region"
      aria-label=${label}
      tabindex="0"
      ${ref(this.#element)}
      ${ref((element) => this.#watch(element))}
      @scroll=${() => this.#measure()}
    >
      <div class="all" ${place({ height: `${count * lineHeight}px` })}>
        <div class="part" ${place({ transform: `translateY(${first * lineHeight}px)` })}>${shown}</div>
      </div>
    </div>`;
  }

  /** Another value begins at its top. */
  toTop(): void {
    this.#first.value = 0;
    if (this.#element.value !== undefined) {
      this.#element.value.scrollTop = 0;
    }
  }

  #watch(element: Element | undefined): void {
    if (element === undefined) {
      this.#watcher?.disconnect();
      this.#watcher = undefined;
    } else if (this.#watcher === undefined) {
      this.#watcher = new ResizeObserver(() => this.#measure());
      this.#watcher.observe(element);
    }
  }

  #measure(): void {
    const element = this.#element.value;
    if (element !== undefined) {
      this.#first.value = Math.floor(element.scrollTop / lineHeight);
      this.#fits.value = Math.ceil(element.clientHeight / lineHeight) + 1;
    }
  }
}
