/** What is wrong with some fields of the form, under them. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { DraftProblem } from '../../src/ui/panel/messages.ts';
import { icon } from '../icons.ts';

/** Announced, since it answers a press. */
export function problemLines(
  problems: readonly DraftProblem[],
  ...fields: readonly DraftProblem['field'][]
): TemplateResult | typeof nothing {
  const own = problems.filter(({ field }) => fields.includes(field));
  return own.length === 0
    ? nothing
    : html`<div class="hint problem" role="alert">${own.map(
        ({ message }) => html`<span class="fact bad">${icon('error')}<span>${message}</span></span>`,
      )}</div>`;
}
