/**
 * The linter's word on the topic in the form: what is wrong, the suggested name segment by segment, and what
 * one can do. It informs; only Kafka's own rule takes the way to send away.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { NameFinding, PanelStrings } from '../../src/ui/panel/messages.ts';
import { button } from '../controls.ts';
import { icon } from '../icons.ts';
import { fill } from '../words.ts';
import { changeDraft, explainNaming, keepName } from './publishActions.ts';

export function namingFinding(name: string, finding: NameFinding, strings: PanelStrings): TemplateResult {
  const { suggestion, blocking } = finding;
  return html`<div class="finding ${blocking ? 'blocking' : ''}" role="group" aria-label=${strings.nameFinding}>
    ${icon(blocking ? 'error' : 'warning', blocking ? 'bad' : 'warn')}
    <span>${finding.messages.map((message) => html`<span class="sentence">${message}</span> `)}</span>
    ${finding.ruler.length === 0 ? nothing : html`<span></span>${ruler(finding, strings)}`}
    <div class="acts">
      ${
        suggestion === null
          ? nothing
          : button({
              label: fill(strings.useName, suggestion),
              onPress: () => changeDraft({ topic: suggestion }),
            })
      }
      ${link(strings.why, explainNaming)}
      ${blocking ? nothing : link(fill(strings.keepName, name), () => keepName(name))}
    </div>
  </div>`;
}

function ruler(finding: NameFinding, strings: PanelStrings): TemplateResult {
  const words = { kept: strings.segmentKept, added: strings.segmentAdded, wrong: strings.segmentWrong };
  const icons = { kept: 'check', added: 'add', wrong: 'edit' } as const;
  return html`<div class="ruler" role="list" aria-label=${strings.rulerLabel}>
    ${finding.ruler.map(
      ({ segment, text, state }, index) => html`<span class=${state} role="listitem" title=${words[state]}>
        <span class="mono">${text}${index < finding.ruler.length - 1 ? '.' : ''}</span>
        <small>${icon(icons[state])}<span class="vh">${words[state]}</span>${segment}</small>
      </span>`,
    )}
  </div>`;
}

function link(words: string, press: () => void): TemplateResult {
  return html`<a
    href="#"
    @click=${(event: Event) => {
      event.preventDefault();
      press();
    }}
    >${words}</a
  >`;
}
