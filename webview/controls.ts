/**
 * The only importer of `@vscode/webview-ui-toolkit`: form controls as template functions. Whatever replaces the
 * toolkit one day replaces this file.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { type IconName, icon, startIcon } from './icons.ts';

export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeTextField(),
  );
}

export interface ButtonOptions {
  readonly label: string;
  readonly onPress: () => void;
  readonly appearance?: 'primary' | 'secondary';
  readonly icon?: IconName;
  /** The key that does the same, shown in the button. */
  readonly key?: string;
  readonly tooltip?: string;
  readonly disabled?: boolean;
}

export function button(options: ButtonOptions): TemplateResult {
  return html`<vscode-button
    appearance=${options.appearance ?? 'secondary'}
    title=${options.tooltip ?? nothing}
    ?disabled=${options.disabled ?? false}
    @click=${options.onPress}
    >${options.icon === undefined ? nothing : startIcon(options.icon)}${options.label}${
      options.key === undefined ? nothing : html`<kbd aria-hidden="true">${options.key}</kbd>`
    }</vscode-button
  >`;
}

export interface IconButtonOptions {
  readonly icon: IconName;
  /** Its name for a screen reader and its tooltip. */
  readonly label: string;
  readonly onPress: () => void;
  readonly disabled?: boolean;
}

export function iconButton(options: IconButtonOptions): TemplateResult {
  return html`<vscode-button
    class="quiet"
    appearance="icon"
    aria-label=${options.label}
    title=${options.label}
    ?disabled=${options.disabled ?? false}
    @click=${options.onPress}
    >${icon(options.icon)}</vscode-button
  >`;
}

export interface TextOptions {
  /** For a screen reader; the toolkit takes it from the element's text and overwrites `aria-label`. */
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly id?: string;
}

export function textField(options: TextOptions): TemplateResult {
  return html`<vscode-text-field
    id=${options.id ?? nothing}
    placeholder=${options.placeholder ?? ''}
    autocomplete="off"
    spellcheck="false"
    ?disabled=${options.disabled ?? false}
    .value=${live(options.value)}
    @input=${(event: Event) => options.onInput(textOf(event))}
    >${options.label}</vscode-text-field
  >`;
}

export interface DropdownOptions {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
  readonly disabled?: boolean;
}

export function dropdown(options: DropdownOptions): TemplateResult {
  return html`<vscode-dropdown
    aria-label=${options.label}
    title=${options.label}
    ?disabled=${options.disabled ?? false}
    .value=${live(options.value)}
    @change=${(event: Event) => options.onChoose(textOf(event))}
  >
    ${options.options.map((one) => html`<vscode-option value=${one.value}>${one.label}</vscode-option>`)}
  </vscode-dropdown>`;
}

export interface ChoiceOptions<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}

/** A few that exclude each other, all in view; arrows go from one to the next. */
export function choice<Value extends string>(options: ChoiceOptions<Value>): TemplateResult {
  const values = options.options.map(({ value }) => value);
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = values.at((values.indexOf(options.value) + by) % values.length);
    if (next === undefined) return;
    options.onChoose(next);
    const group = event.currentTarget as HTMLElement;
    requestAnimationFrame(() => group.querySelector<HTMLElement>('[aria-checked="true"]')?.focus());
  };
  return html`<span class="choice" role="radiogroup" aria-label=${options.label} @keydown=${step}>${options.options.map(
    ({ value, label }) => html`<button
      type="button"
      class="option"
      role="radio"
      aria-checked=${value === options.value ? 'true' : 'false'}
      tabindex=${value === options.value ? 0 : -1}
      @click=${() => options.onChoose(value)}
    >${label}</button>`,
  )}</span>`;
}

export interface CheckboxOptions {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function checkbox(options: CheckboxOptions): TemplateResult {
  return html`<vscode-checkbox
    .checked=${live(options.checked)}
    @change=${(event: Event) => {
      options.onChange((event.target as EventTarget & { readonly checked: boolean }).checked);
    }}
    >${options.label}</vscode-checkbox
  >`;
}

function textOf(event: Event): string {
  return (event.target as EventTarget & { readonly value: string }).value;
}
