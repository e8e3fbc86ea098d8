/**
 * A text field with a list that filters while one types (WAI-ARIA combobox, list autocomplete): the toolkit
 * has none. One object per field keeps what is typed and open; the value itself belongs to the caller.
 */
import { type Signal, signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { filterOptions } from './filter.ts';
import { type IconName, icon } from './icons.ts';

interface ComboboxOptions {
  readonly label: string;
  readonly icon: IconName;
  readonly value: string;
  readonly options: readonly string[];
  readonly placeholder: string;
  /** Said in the list when nothing matches. */
  readonly noMatch: string;
  /** Said below a cut list; given the number of options left out. */
  readonly more: (count: number) => string;
  readonly invalid?: boolean;
  /** An option was chosen, or Enter pressed on a text. */
  readonly onChoose: (value: string) => void;
  /** Each keystroke; absent = the text only filters until one is chosen. */
  readonly onInput?: (value: string) => void;
}

interface Open {
  /** What is typed since the list opened; undefined = nothing, so that all options show. */
  readonly typed: string | undefined;
  readonly active: number;
}

export class Combobox {
  readonly #id: string;
  readonly #open: Signal<Open | undefined> = signal(undefined);

  /** `id` is unique in the page. */
  constructor(id: string) {
    this.#id = id;
  }

  template(options: ComboboxOptions): TemplateResult {
    const open = saysNothing(this.#open.value, options) ? undefined : this.#open.value;
    const text = this.#open.value?.typed ?? options.value;
    const active = open === undefined ? -1 : open.active;
    return html`<span
      class="combo"
      @focusout=${(event: FocusEvent) => this.#leave(event)}
    >
      <span class="field ${options.invalid === true ? 'warning' : ''}">
        ${icon(options.icon)}
        <input
          id=${this.#id}
          class="mono"
          role="combobox"
          aria-label=${options.label}
          aria-autocomplete="list"
          aria-expanded=${open === undefined ? 'false' : 'true'}
          aria-controls="${this.#id}-list"
          aria-activedescendant=${active >= 0 ? `${this.#id}-${active}` : nothing}
          autocomplete="off"
          spellcheck="false"
          placeholder=${options.placeholder}
          title=${options.value}
          .value=${live(text)}
          @input=${(event: Event) => this.#type((event.target as HTMLInputElement).value, options)}
          @keydown=${(event: KeyboardEvent) => this.#key(event, options)}
          @click=${() => this.#show()}
        />
        <button
          class="chevron"
          type="button"
          tabindex="-1"
          aria-hidden="true"
          @mousedown=${(event: MouseEvent) => this.#toggle(event)}
        >${icon('chevron-down')}</button>
      </span>
      ${this.#list(open, options)}
    </span>`;
  }

  #list(open: Open | undefined, options: ComboboxOptions): TemplateResult {
    const { shown, more } = filterOptions(options.options, open?.typed ?? '');
    return html`<ul id="${this.#id}-list" class="options" role="listbox" aria-label=${options.label} ?hidden=${open === undefined}>
      ${
        open === undefined
          ? nothing
          : shown.map(
              (option, index) => html`<li
                id="${this.#id}-${index}"
                role="option"
                class="mono cut"
                title=${option}
                aria-selected=${index === open.active ? 'true' : 'false'}
                @mousedown=${(event: MouseEvent) => event.preventDefault()}
                @click=${() => this.#choose(option, options)}
              >${option}</li>`,
            )
      }
      ${open !== undefined && shown.length === 0 ? html`<li class="muted none">${options.noMatch}</li>` : nothing}
      ${more > 0 ? html`<li class="muted none">${options.more(more)}</li>` : nothing}
    </ul>`;
  }

  #show(): void {
    this.#open.value ??= { typed: undefined, active: -1 };
  }

  #toggle(event: MouseEvent): void {
    event.preventDefault(); // The focus stays in, or goes to, the field.
    const field = document.getElementById(this.#id);
    if (this.#open.value === undefined) {
      field?.focus();
      this.#show();
    } else {
      this.#open.value = undefined;
    }
  }

  #type(text: string, options: ComboboxOptions): void {
    this.#open.value = { typed: text, active: -1 };
    options.onInput?.(text);
  }

  #choose(value: string, options: ComboboxOptions): void {
    this.#open.value = undefined;
    options.onChoose(value);
  }

  #leave(event: FocusEvent): void {
    const inside = event.currentTarget as HTMLElement;
    if (!inside.contains(event.relatedTarget as Node | null)) {
      this.#open.value = undefined;
    }
  }

  #key(event: KeyboardEvent, options: ComboboxOptions): void {
    const open = this.#open.value;
    const { shown } = filterOptions(options.options, open?.typed ?? '');
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        this.#move(event.key === 'ArrowDown' ? 1 : -1, shown.length);
        break;
      case 'Enter':
        if (open === undefined || event.ctrlKey || event.metaKey) {
          return; // Ctrl+Enter publishes.
        }
        this.#choose(shown[open.active] ?? open.typed ?? options.value, options);
        break;
      case 'Escape':
        if (open === undefined) {
          return;
        }
        this.#open.value = undefined;
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #move(step: number, count: number): void {
    const open = this.#open.value;
    if (open === undefined) {
      this.#open.value = { typed: undefined, active: count > 0 ? 0 : -1 };
    } else if (count > 0) {
      const from = open.active < 0 && step < 0 ? 0 : open.active;
      this.#open.value = { ...open, active: (from + step + count) % count };
      requestAnimationFrame(() => {
        document
          .getElementById(`${this.#id}-${this.#open.value?.active}`)
          ?.scrollIntoView({ block: 'nearest' });
      });
    }
  }
}

/** In a field that takes any text, a list without a match, or with just what is typed, is only in the way. */
function saysNothing(open: Open | undefined, { options, onInput }: ComboboxOptions): boolean {
  if (open?.typed === undefined || onInput === undefined) {
    return false;
  }
  const { shown } = filterOptions(options, open.typed);
  return shown.length === 0 || (shown.length === 1 && shown[0] === open.typed);
}
