/** A value in the form one wants to see it in: as it is, set out, or its bytes. */
import { html, type TemplateResult } from 'lit-html';
import type { PanelStrings, RecordBytes, RecordDetail } from '../../src/ui/panel/messages.ts';
import { CodeView, LineMaker } from './codeView.ts';
import { hexLine, hexLineCount } from './hexLines.ts';
import type { ValueFormat } from './recordsState.ts';
import { type Line, prettyLines, rawLines } from './valueLines.ts';

const code = new CodeView();

interface Prepared {
  readonly detail: RecordDetail;
  readonly json: boolean;
  readonly text: string;
  format: ValueFormat | undefined;
  maker: LineMaker<Line> | undefined;
}

let prepared: Prepared | undefined;

/** Whether the value is JSON; one that is cut may be, if it begins like it. */
export function isJson(detail: RecordDetail): boolean {
  return preparedFor(detail).json;
}

/** The form to show when a person has chosen none that fits. */
export function formatOf(detail: RecordDetail, chosen: ValueFormat | undefined): ValueFormat {
  if (detail.value?.text !== true) {
    return chosen === 'raw' ? 'raw' : 'hex';
  }
  const fits = chosen !== undefined && (chosen !== 'pretty' || isJson(detail));
  return fits ? chosen : isJson(detail) ? 'pretty' : 'raw';
}

export function valueView(
  detail: RecordDetail,
  value: RecordBytes,
  format: ValueFormat,
  strings: PanelStrings,
): TemplateResult {
  const now = preparedFor(detail);
  if (now.format !== format) {
    now.maker?.stop();
    now.format = format;
    now.maker =
      format === 'hex' ? undefined : new LineMaker((format === 'raw' ? rawLines : prettyLines)(now.text));
    code.toTop();
  }
  if (now.maker === undefined) {
    const { bytes } = value;
    return code.template({
      label: strings.value,
      count: hexLineCount(bytes),
      line: (index) => hex(bytes, index),
    });
  }
  const { lines, count } = now.maker;
  return code.template({
    label: strings.value,
    count: count.value,
    line: (index) => lineTemplate(lines[index]),
  });
}

function preparedFor(detail: RecordDetail): Prepared {
  if (prepared?.detail !== detail) {
    prepared?.maker?.stop();
    const text = detail.value === null ? '' : new TextDecoder().decode(detail.value.bytes);
    prepared = { detail, text, json: looksLikeJson(text, detail.value), format: undefined, maker: undefined };
  }
  return prepared;
}

/** Longer values are not parsed to find out: that they begin like JSON is enough. */
const parsed = 256 * 1024;

function looksLikeJson(text: string, value: RecordBytes | null): boolean {
  if (value === null || !value.text || !/^\s*[[{]/.test(text)) {
    return false;
  }
  if (value.bytes.length < value.size || text.length > parsed) {
    return true;
  }
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function lineTemplate(line: Line | undefined): TemplateResult {
  return html`<div class="ln-row"><span class="ln" aria-hidden="true">${line?.number ?? ''}</span><span>${line?.tokens.map(
    ({ kind, text }) => (kind === 'plain' ? text : html`<span class="t-${kind}">${text}</span>`),
  )}</span></div>`;
}

function hex(bytes: Uint8Array, index: number): TemplateResult {
  const line = hexLine(bytes, index);
  return html`<div class="ln-row"><span class="ln wide" aria-hidden="true">${line.offset}</span><span class="hex">${line.hex}</span><span class="muted">${line.text}</span></div>`;
}
