/** Which partitions to read: a button with a list of checkboxes. */
import { type Signal, signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PanelStrings } from '../../src/ui/panel/messages.ts';
import { checkbox } from '../controls.ts';
import { icon } from '../icons.ts';
import { fill } from '../words.ts';

interface PickerOptions {
  readonly strings: PanelStrings;
  readonly partitions: number;
  /** null = all. */
  readonly chosen: readonly number[] | null;
  readonly onChoose: (chosen: readonly number[] | null) => void;
}

/** More checkboxes than this are no list to choose from. */
const mostListed = 200;

export class PartitionPicker {
  readonly #id: string;
  readonly #open: Signal<boolean> = signal(false);

  /** `id` is unique in the page. */
  constructor(id: string) {
    this.#id = id;
  }

  template(options: PickerOptions): TemplateResult {
    const { strings, partitions, chosen } = options;
    const open = this.#open.value;
    const words =
      chosen === null
        ? fill(strings.partitionsAll, partitions)
        : chosen.length === 1
          ? fill(strings.partitionsOne, chosen[0] ?? 0)
          : fill(strings.partitionsSome, chosen.length, partitions);
    return html`<span class="picker" @focusout=${(event: FocusEvent) => this.#leave(event)} @keydown=${(event: KeyboardEvent) => this.#key(event)}>
      <button
        type="button"
        class="drop"
        id=${this.#id}
        aria-haspopup="true"
        aria-expanded=${open ? 'true' : 'false'}
        aria-controls="${this.#id}-list"
        title=${strings.choosePartitions}
        @click=${() => {
          this.#open.value = !open;
        }}
      ><span>${words}</span>${icon('chevron-down')}</button>
      <div class="popup" id="${this.#id}-list" role="group" aria-label=${strings.choosePartitions} ?hidden=${!open}>
        ${open ? this.#list(options) : nothing}
      </div>
    </span>`;
  }

  #list({ strings, partitions, chosen, onChoose }: PickerOptions): TemplateResult {
    const all = Array.from({ length: partitions }, (_, partition) => partition);
    const toggle = (partition: number, on: boolean): void => {
      const before = chosen ?? all;
      const next = all.filter((one) => (one === partition ? on : before.includes(one)));
      onChoose(next.length === 0 || next.length === partitions ? null : next);
    };
    return html`${checkbox({ label: strings.everyPartition, checked: chosen === null, onChange: () => onChoose(null) })}
      ${all.slice(0, mostListed).map((partition) =>
        checkbox({
          label: fill(strings.partitionNumber, partition),
          checked: chosen === null || chosen.includes(partition),
          onChange: (on) => toggle(partition, on),
        }),
      )}`;
  }

  #leave(event: FocusEvent): void {
    if (!(event.currentTarget as HTMLElement).contains(event.relatedTarget as Node | null)) {
      this.#open.value = false;
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#open.value) {
      event.stopPropagation();
      this.#open.value = false;
      document.getElementById(this.#id)?.focus();
    }
  }
}
