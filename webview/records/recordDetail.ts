/** One message as a whole: what Kafka says of it, its key, headers and value. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Content, PanelStrings, RecordDetail, ValueFormat } from '../../src/ui/panel/messages.ts';
import { button, iconButton } from '../controls.ts';
import * as frame from '../state.ts';
import { fill, size, timestampText } from '../words.ts';
import { jsonTokens } from './jsonTokens.ts';
import { closeDetail, copy, resend, select, showAs, showWhole } from './recordsActions.ts';
import * as state from './recordsState.ts';

/** Longer texts are shown without colours: a piece of page for each token would be slow. */
const coloured = 64 * 1024;

export function recordDetail(detail: RecordDetail, strings: PanelStrings): TemplateResult {
  const index = state.selected.value?.index ?? 0;
  return html`<aside class="detail" aria-label=${strings.detail} data-region tabindex="-1">
    <div class="top">
      <h2 class="grow cut">${fill(strings.detailTitle, detail.partition, detail.offset)}</h2>
      ${iconButton({ icon: 'arrow-up', label: strings.newerMessage, onPress: () => select(index - 1) })}
      ${iconButton({ icon: 'arrow-down', label: strings.olderMessage, onPress: () => select(index + 1) })}
      ${iconButton({ icon: 'close', label: strings.closeDetail, onPress: closeDetail })}
    </div>
    <div class="acts">
      ${button({ label: strings.editResend, icon: 'edit', appearance: 'primary', onPress: resend })}
      ${button({ label: strings.copyKafka, icon: 'copy', onPress: () => copy('kafka') })}
    </div>
    ${facts(detail, strings)}
    ${keySection(detail.key, strings)}${headersSection(detail, strings)}${valueSection(detail, strings)}
  </aside>`;
}

function facts(detail: RecordDetail, strings: PanelStrings): TemplateResult {
  const numbers = frame.numbers.value;
  const codec = detail.compression === 'none' ? strings.uncompressed : detail.compression;
  const batch =
    detail.batchRecords === 1
      ? fill(strings.batchOne, codec)
      : fill(strings.batchMany, numbers.count(detail.batchRecords), codec);
  return html`<dl>
    <dt>${strings.timestamp}</dt><dd>${timestampText(detail.timestamp)} <span class="muted">${detail.timestampType}</span></dd>
    <dt>${strings.columnSize}</dt><dd>${size(detail.size, numbers)} <span class="muted">${batch}</span></dd>
    <dt>${strings.leaderEpoch}</dt><dd>${detail.leaderEpoch}${
      detail.transactional ? html` <span class="muted">${strings.transactional}</span>` : nothing
    }</dd>
  </dl>`;
}

function keySection(key: Content | null, strings: PanelStrings): TemplateResult {
  return html`<div class="section"><h2>${strings.key}</h2><span class="muted grow">${
    key === null ? strings.keyPlaceholder : kindOf(key, strings)
  }</span>${
    key === null ? nothing : iconButton({ icon: 'copy', label: strings.copyKey, onPress: () => copy('key') })
  }</div>${key === null ? nothing : html`<pre class="mono short" tabindex="0">${key.text}</pre>`}`;
}

function headersSection({ headers }: RecordDetail, strings: PanelStrings): TemplateResult {
  return html`<div class="section"><h2>${strings.headers}</h2><span class="muted">${
    headers.length === 0 ? strings.noHeaders : frame.numbers.value.count(headers.length)
  }</span></div>${
    headers.length === 0
      ? nothing
      : html`<dl class="pairs">${headers.map(
          (header) =>
            html`<dt class="mono cut" title=${header.key}>${header.key}</dt><dd class="mono">${header.value.text}</dd>`,
        )}</dl>`
  }`;
}

function valueSection(detail: RecordDetail, strings: PanelStrings): TemplateResult {
  const { value } = detail;
  if (value === null) {
    return html`<div class="section"><h2>${strings.value}</h2><span class="tag">${strings.tombstoneTag}</span>
      <span class="muted">${strings.tombstoneRow}</span></div>`;
  }
  return html`<div class="section"><h2>${strings.value}</h2><span class="muted grow cut">${kindOf(value, strings)}</span>
      ${formatChoice(detail.format, strings)}
      ${iconButton({ icon: 'copy', label: strings.copyValue, onPress: () => copy('value') })}</div>
    ${
      value.cut
        ? html`<p class="cutNote"><span class="muted">${strings.cutAt}</span>
            ${button({ label: fill(strings.showAll, size(value.bytes, frame.numbers.value)), onPress: showWhole })}</p>`
        : nothing
    }
    ${code(value)}`;
}

function formatChoice(format: ValueFormat, strings: PanelStrings): TemplateResult {
  const labels = { raw: strings.formatRaw, pretty: strings.formatPretty, hex: strings.formatHex };
  const names = Object.keys(labels) as ValueFormat[];
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = names.at((names.indexOf(format) + step) % names.length) ?? format;
    showAs(next);
    document.getElementById(`format-${next}`)?.focus();
  };
  return html`<span class="choice" role="radiogroup" aria-label=${strings.valueFormat} @keydown=${move}>${names.map(
    (name) => html`<button
      id="format-${name}"
      type="button"
      role="radio"
      class="option"
      aria-checked=${name === format ? 'true' : 'false'}
      tabindex=${name === format ? 0 : -1}
      @click=${() => showAs(name)}
    >${labels[name]}</button>`,
  )}</span>`;
}

/** Line numbers, for people who talk about a message; as one text, since they are as many as the lines. */
function code({ text, kind }: Content): TemplateResult {
  const lines = text.split('\n').length;
  const numbers = Array.from({ length: lines }, (_, index) => index + 1).join('\n');
  const isColoured = kind === 'json' && text.length <= coloured;
  return html`<div class="code mono" tabindex="0"><pre class="lines" aria-hidden="true">${numbers}</pre><pre>${
    isColoured
      ? jsonTokens(text).map((token) =>
          token.kind === 'other' ? token.text : html`<span class=${token.kind}>${token.text}</span>`,
        )
      : text
  }</pre></div>`;
}

function kindOf(content: Content, strings: PanelStrings): string {
  const template = { json: strings.jsonOf, text: strings.textOf, binary: strings.binaryOf }[content.kind];
  return fill(template, size(content.bytes, frame.numbers.value));
}
