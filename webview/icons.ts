/**
 * Codicons by name. An icon is decoration: the word beside it or the control's label says what it means.
 */
import { html, type TemplateResult } from 'lit-html';

export type IconName =
  | 'add'
  | 'arrow-down'
  | 'arrow-swap'
  | 'arrow-up'
  | 'chevron-down'
  | 'chevron-up'
  | 'check'
  | 'circle-slash'
  | 'close'
  | 'debug-disconnect'
  | 'debug-pause'
  | 'copy'
  | 'debug-step-back'
  | 'debug-stop'
  | 'edit'
  | 'ellipsis'
  | 'error'
  | 'export'
  | 'filter'
  | 'fold'
  | 'history'
  | 'list-flat'
  | 'loading'
  | 'lock'
  | 'organization'
  | 'pass'
  | 'play'
  | 'remove'
  | 'send'
  | 'server'
  | 'star-full'
  | 'sync'
  | 'trash'
  | 'triangle-down'
  | 'triangle-up'
  | 'unfold'
  | 'warning'
  | 'zap'
  | 'zoom-in'
  | 'zoom-out';

export function icon(name: IconName, extra = ''): TemplateResult {
  return html`<span class="icon codicon codicon-${name} ${extra}" aria-hidden="true"></span>`;
}

/** The same in the slot before a toolkit button's label. */
export function startIcon(name: IconName): TemplateResult {
  return html`<span slot="start" class="icon codicon codicon-${name}" aria-hidden="true"></span>`;
}
