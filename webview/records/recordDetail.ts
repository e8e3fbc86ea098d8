/** One record in full: what is known of it, its key, its headers and its value. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PanelStrings, RecordBytes, RecordDetail } from '../../src/ui/panel/messages.ts';
import { button, iconButton } from '../controls.ts';
import { fill, type Numbers, size, timestampText } from '../words.ts';
import { chooseFormat, copy, exportRecords, resend, select, showAll, unselect } from './recordsActions.ts';
import type { ValueFormat } from './recordsState.ts';
import { scrollToRow } from './recordTable.ts';
import { formatOf, isJson, valueView } from './valueView.ts';

export interface DetailInput {
  readonly strings: PanelStrings;
  readonly numbers: Numbers;
  readonly detail: RecordDetail;
  /** Where the record stands in the list; -1 = the filter hides it. */
  readonly index: number;
  readonly total: number;
  readonly format: ValueFormat | undefined;
}

const shownKey = 4_000;

export function recordDetail(input: DetailInput): TemplateResult {
  const { strings, detail, index, total } = input;
  const go = (to: number): void => {
    scrollToRow(to);
    select(to);
  };
  return html`<aside
    class="detail"
    id="record-detail"
    aria-label=${fill(strings.recordDetail, detail.partition, detail.offset)}
    data-region
    tabindex="-1"
  >
    <div class="top">
      <h2 class="grow cut">${strings.partition} ${detail.partition} <span class="muted thin">${strings.columnOffset.toLowerCase()}</span> ${detail.offset}</h2>
      ${iconButton({ icon: 'chevron-up', label: strings.previousRecord, onPress: () => go(index - 1), disabled: index < 1 })}
      ${iconButton({ icon: 'chevron-down', label: strings.nextRecord, onPress: () => go(index + 1), disabled: index < 0 || index + 1 >= total })}
      ${iconButton({ icon: 'close', label: strings.closeDetail, onPress: unselect })}
    </div>
    <div class="acts">
      ${button({ label: strings.editResend, icon: 'edit', appearance: 'primary', onPress: resend, tooltip: 'E' })}
      ${button({ label: strings.copyKafka, icon: 'copy', onPress: () => copy('kafka'), tooltip: 'C' })}
      ${button({ label: strings.exportRecords, icon: 'export', onPress: exportRecords })}
    </div>
    ${facts(input)}${keyPart(input)}${headersPart(input)}${valuePart(input)}
  </aside>`;
}

function facts({ strings, numbers, detail }: DetailInput): TemplateResult {
  const codec = detail.codec === 'none' ? strings.notCompressed : detail.codec;
  return html`<dl>
    <dt>${strings.timestamp}</dt>
    <dd>${timestampText(detail.timestamp)} <span class="muted">${detail.timestampType}</span></dd>
    <dt>${strings.size}</dt>
    <dd>${bytes(detail.size, numbers)} <span class="muted">${fill(strings.inBatch, numbers.count(detail.batchRecords), codec)}</span></dd>
    <dt>${strings.leaderEpoch}</dt>
    <dd>${detail.leaderEpoch < 0 ? '–' : detail.leaderEpoch}</dd>
    ${detail.transactional ? html`<dt>${strings.transaction}</dt><dd>${strings.inTransaction}</dd>` : nothing}
  </dl>`;
}

function keyPart({ strings, numbers, detail }: DetailInput): TemplateResult {
  const { key } = detail;
  return html`<div class="sec">
      <h3 class="grow cut">${strings.key} <span class="muted thin">${key === null ? strings.noKey : kindWords(key, false, strings, numbers)}</span></h3>
      ${key === null ? nothing : iconButton({ icon: 'copy', label: strings.copyKey, onPress: () => copy('key') })}
    </div>
    ${key === null ? nothing : html`<div class="mono key">${keyText(key)}</div>`}`;
}

function headersPart({ strings, detail }: DetailInput): TemplateResult {
  const { headers, moreHeaders } = detail;
  return html`<div class="sec"><h3 class="grow">${strings.headers} <span class="badge">${headers.length + moreHeaders}</span></h3></div>
    ${
      headers.length === 0
        ? nothing
        : html`<div class="headers"><table class="mono"><tbody>
      ${headers.map(({ key, value }) => html`<tr><th scope="row">${key}</th><td>${value}</td></tr>`)}
    </tbody></table>${moreHeaders > 0 ? html`<span class="muted">${fill(strings.moreHeaders, moreHeaders)}</span>` : nothing}</div>`
    }`;
}

function valuePart(input: DetailInput): TemplateResult {
  const { strings, numbers, detail } = input;
  const { value } = detail;
  if (value === null) {
    return html`<div class="sec"><h3 class="grow">${strings.value} <span class="tag">${strings.tombstoneTag}</span></h3></div>
      <div class="muted">${strings.tombstoneRow}</div>`;
  }
  const json = isJson(detail);
  const format = formatOf(detail, input.format);
  const isCut = value.bytes.length < value.size;
  return html`<div class="sec">
      <h3 class="grow cut">${strings.value} <span class="muted thin">${kindWords(value, json, strings, numbers)}</span></h3>
      ${formatChoice(format, json, value, strings)}
      ${iconButton({ icon: 'copy', label: strings.copyValue, onPress: () => copy('value') })}
    </div>
    ${
      isCut
        ? html`<div class="cut-note"><span class="muted">${fill(strings.firstOf, bytes(value.bytes.length, numbers), bytes(value.size, numbers))}</span>
            ${button({ label: strings.showAll, onPress: () => showAll(detail) })}</div>`
        : nothing
    }
    ${valueView(detail, value, format, strings)}`;
}

function formatChoice(
  format: ValueFormat,
  json: boolean,
  value: RecordBytes,
  strings: PanelStrings,
): TemplateResult {
  const choices: readonly (readonly [ValueFormat, string, boolean])[] = [
    ['raw', strings.asRaw, true],
    ['pretty', strings.asPretty, json && value.text],
    ['hex', strings.asHex, true],
  ];
  const possible = choices.filter(([, , can]) => can).map(([name]) => name);
  const onKey = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      const next = possible.at((possible.indexOf(format) + by) % possible.length) ?? format;
      chooseFormat(next);
      requestAnimationFrame(() => document.getElementById(`format-${next}`)?.focus());
    }
  };
  return html`<span class="choice" role="radiogroup" aria-label=${strings.showAs} @keydown=${onKey}>
    ${choices.map(
      ([name, words, can]) => html`<button
        type="button"
        role="radio"
        id="format-${name}"
        class="option"
        aria-checked=${name === format ? 'true' : 'false'}
        tabindex=${name === format ? 0 : -1}
        ?disabled=${!can}
        @click=${() => chooseFormat(name)}
      >${words}</button>`,
    )}
  </span>`;
}

function kindWords(
  { text, size }: RecordBytes,
  json: boolean,
  strings: PanelStrings,
  numbers: Numbers,
): string {
  const words = json ? strings.ofJson : text ? strings.ofText : strings.ofBinary;
  return fill(words, bytes(size, numbers));
}

function keyText({ bytes: content, text }: RecordBytes): string {
  const part = content.subarray(0, shownKey);
  return text
    ? new TextDecoder().decode(part)
    : [...part].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function bytes(count: number, numbers: Numbers): string {
  return size(count, numbers);
}
