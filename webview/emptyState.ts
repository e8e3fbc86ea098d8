/**
 * A view that has nothing to show: what is missing, why, and at most one button.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import { button } from './controls.ts';
import type { IconName } from './icons.ts';

export interface EmptyOptions {
  readonly sentence: string;
  readonly why?: string;
  readonly action?: { readonly label: string; readonly icon: IconName; readonly onPress: () => void };
}

export function emptyState(options: EmptyOptions): TemplateResult {
  return html`<div class="empty">
    <p>${options.sentence}</p>
    ${options.why === undefined ? nothing : html`<p class="muted">${options.why}</p>`}
    ${options.action === undefined ? nothing : button({ ...options.action, appearance: 'primary' })}
  </div>`;
}
