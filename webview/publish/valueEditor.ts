/**
 * The value as text with line numbers beside it: a textarea, since nothing but what a person types is in it. Its colours lie
 * over it in a layer of their own, which nobody can touch, focus or hear.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { ref } from 'lit-html/directives/ref.js';
import { valueTokens } from './valueTokens.ts';

export interface ValueEditorOptions {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly disabled: boolean;
  readonly invalid: boolean;
  readonly onInput: (value: string) => void;
}

let numbered = { lines: 0, text: '' };

export function valueEditor(options: ValueEditorOptions): TemplateResult {
  const tokens = options.disabled ? undefined : valueTokens(options.value);
  return html`<div class="editor ${tokens === undefined ? '' : 'coloured'} ${options.invalid ? 'invalid' : ''} ${options.disabled ? 'off' : ''}">
    <div class="gutter mono" aria-hidden="true">${lineNumbers(options.value)}</div>
    <textarea
      id=${options.id}
      class="mono"
      aria-label=${options.label}
      aria-invalid=${options.invalid ? 'true' : 'false'}
      placeholder=${options.placeholder}
      spellcheck="false"
      autocomplete="off"
      wrap="off"
      ?disabled=${options.disabled}
      .value=${live(options.value)}
      @input=${(event: Event) => options.onInput((event.target as HTMLTextAreaElement).value)}
      @scroll=${(event: Event) => follow(event.target as HTMLElement)}
    ></textarea>
    ${
      tokens === undefined
        ? nothing
        : html`<div class="colours mono" aria-hidden="true" ${ref(catchUp)}><div>${tokens.map(({ kind, text }) => html`<span class="t-${kind}">${text}</span>`)}</div></div>`
    }
  </div>`;
}

/** Puts a text where the caret is, as if it were typed. */
export function insertAtCaret(id: string, text: string): void {
  const area = document.getElementById(id);
  if (!(area instanceof HTMLTextAreaElement) || area.disabled) return;
  area.focus();
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

/** `1\n2\n3`; made anew only when there are more or fewer lines. */
function lineNumbers(value: string): string {
  let lines = 1;
  for (let at = value.indexOf('\n'); at !== -1; at = value.indexOf('\n', at + 1)) lines++;
  if (lines !== numbered.lines) {
    numbered = { lines, text: Array.from({ length: lines }, (_, index) => index + 1).join('\n') };
  }
  return numbered.text;
}

/** The numbers and the colours go where the text goes. */
function follow(area: Element): void {
  const gutter = area.previousElementSibling;
  if (gutter !== null) gutter.scrollTop = area.scrollTop;
  const colours = area.nextElementSibling;
  if (colours !== null) colours.scrollTo(area.scrollLeft, area.scrollTop);
}

/** Colours that come back, after a tombstone or a text too long for them, find the text where it was scrolled to. */
function catchUp(colours: Element | undefined): void {
  queueMicrotask(() => {
    const area = colours?.previousElementSibling;
    if (area) follow(area);
  });
}
