/**
 * The partitions of the watched topic: end, committed, lag, how far behind, trend. One row per partition in
 * order of number, whatever happens; the last row adds up what may be added up (offsets may not).
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PanelStrings, PartitionRow, Trend } from '../../src/ui/panel/messages.ts';
import { icon } from '../icons.ts';
import { lookClass, mark } from '../marks.ts';
import { fill, type Numbers } from '../words.ts';
import type { LiveGroup } from './groupsState.ts';
import { sparkHeight, sparkPath, sparkWidth } from './sparkline.ts';

/** Rows drawn; a topic with more says so. */
const shownRows = 200;

export interface TableInput {
  readonly group: LiveGroup;
  readonly strings: PanelStrings;
  readonly numbers: Numbers;
}

export function partitionTable(input: TableInput): TemplateResult {
  const { strings } = input;
  const rows = input.group.snapshot.partitions.slice(0, shownRows);
  const hidden = input.group.snapshot.partitions.length - rows.length;
  return html`<div class="ptable" role="table" aria-label=${strings.partitions}>
    <div class="prow h" role="row">
      <span role="columnheader">${strings.partition}</span>
      <span role="columnheader" class="num">${strings.endOffset}</span>
      <span role="columnheader" class="num">${strings.committed}</span>
      <span role="columnheader" class="num">${strings.lag}</span>
      <span role="columnheader" class="num" title=${strings.behindMeans}>${strings.behind}</span>
      <span role="columnheader">${strings.lastMinute}</span>
      <span role="columnheader" class="only-narrow">${strings.consumer}</span>
    </div>
    ${rows.map((row) => partitionRow(row, input))}
    ${totalRow(input)}
    ${hidden > 0 ? html`<div class="muted">${fill(strings.morePartitions, hidden)}</div>` : nothing}
  </div>`;
}

function partitionRow(row: PartitionRow, { group, strings, numbers }: TableInput): TemplateResult {
  const values = group.points.map((point) => ({ at: point.at, value: point.lags[row.partition] ?? null }));
  const owner = row.consumer ?? strings.nobody;
  return html`<div class="prow" role="row" title=${fill(strings.offsetsOf, row.partition, offset(row.end, strings), committed(row, strings))}>
    <span class="pname" role="rowheader">${mark(row.partition)}<b>${row.partition}</b>
      <span class="muted cut">${row.leader < 0 ? strings.noLeader : fill(strings.broker, row.leader)}</span></span>
    <span class="num mono" role="cell">${offset(row.end, strings)}</span>
    <span class="num mono ${row.committed === null ? 'muted' : ''}" role="cell">${committed(row, strings)}</span>
    <span class="num lag ${row.trend.kind === 'rising' ? 'hot' : ''}" role="cell">${row.lag === null ? '–' : numbers.count(row.lag)}</span>
    <span class="num" role="cell">${behindText(row.behind, strings, numbers)}</span>
    <span class="trend" role="cell">${spark(values, group.snapshot.at, lookClass(row.partition))}${trendWord(row.trend, strings, numbers)}</span>
    <span class="owner cut ${row.consumer === null ? 'muted' : ''}" role="cell"><span class="vh">${strings.isReadBy}</span><span class="only-narrow" aria-hidden="true">→ </span>${owner}</span>
  </div>`;
}

function totalRow({ group, strings, numbers }: TableInput): TemplateResult {
  const { snapshot, points } = group;
  const known = snapshot.partitions.map((row) => row.behind).filter((behind) => behind !== null);
  const longest = known.reduce<PartitionRow['behind']>(
    (most, one) => (most === null || one.milliseconds > most.milliseconds ? one : most),
    null,
  );
  const values = points.map((point) => ({ at: point.at, value: point.total }));
  return html`<div class="prow sum" role="row">
    <span class="muted" role="rowheader">${fill(strings.allPartitions, snapshot.partitions.length)}</span>
    <span role="cell"></span>
    <span role="cell"></span>
    <span class="num lag" role="cell">${snapshot.lag === null ? '–' : numbers.count(snapshot.lag)}</span>
    <span class="num" role="cell">${longest === null ? '–' : behindText(longest, strings, numbers)}</span>
    <span class="trend" role="cell">${spark(values, snapshot.at, 'tot')}${trendWord(snapshot.trend, strings, numbers)}</span>
    <span role="cell" class="only-narrow"></span>
  </div>`;
}

function spark(
  values: readonly { readonly at: number; readonly value: number | null }[],
  now: number,
  look: string,
): TemplateResult {
  return html`<svg class="spark" viewBox="0 0 ${sparkWidth} ${sparkHeight}" aria-hidden="true">
    <path class="s ${look}" d=${sparkPath(values, now)}></path>
  </svg>`;
}

function trendWord(trend: Trend, strings: PanelStrings, numbers: Numbers): TemplateResult {
  switch (trend.kind) {
    case 'unknown':
      return html`<span class="dir muted">–</span>`;
    case 'steady':
      return html`<span class="dir muted">${strings.steady}</span>`;
    case 'rising':
      return html`<span class="dir warn" aria-label=${strings.rising}>${icon('triangle-up')}+${fill(strings.perSecond, numbers.rate(trend.perSecond))}</span>`;
    case 'falling':
      return html`<span class="dir" aria-label=${strings.falling}>${icon('triangle-down')}−${fill(strings.perSecond, numbers.rate(trend.perSecond))}</span>`;
  }
}

function behindText(behind: PartitionRow['behind'], strings: PanelStrings, numbers: Numbers): string {
  if (behind === null) {
    return '–';
  }
  const time = numbers.duration(behind.milliseconds);
  return behind.atLeast ? fill(strings.moreThan, time) : time;
}

function offset(value: number | null, strings: PanelStrings): string {
  return value === null ? strings.unknown : String(value);
}

function committed(row: PartitionRow, strings: PanelStrings): string {
  return row.committed === null ? strings.none : String(row.committed);
}
