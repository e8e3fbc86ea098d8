/** The Messages view: toolbar, histogram, table and detail. It arranges; the parts draw themselves. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type {
  ClusterSummary,
  Histogram,
  PanelStrings,
  RecordDetail,
  RecordsFilter,
  RecordsQuery,
  RecordsState,
  TimeRange,
} from '../../src/ui/panel/messages.ts';
import { openView } from '../actions.ts';
import { emptyState } from '../emptyState.ts';
import { island } from '../island.ts';
import { changeDraft } from '../publish/publishActions.ts';
import * as frame from '../state.ts';
import { fill, type Numbers } from '../words.ts';
import { histogramView } from './histogram.ts';
import { problemBand } from './problems.ts';
import { recordDetail } from './recordDetail.ts';
import { changeFilter } from './recordsActions.ts';
import type { ValueFormat } from './recordsState.ts';
import * as state from './recordsState.ts';
import { recordTable } from './recordTable.ts';
import { toolbar } from './toolbar.ts';

export interface RecordsInput {
  readonly strings: PanelStrings;
  readonly numbers: Numbers;
  readonly cluster: ClusterSummary;
  readonly query: RecordsQuery;
  readonly filter: RecordsFilter;
  readonly mistake: 'offset' | 'time' | null;
  readonly records: RecordsState | null;
  readonly total: number;
  readonly detail: RecordDetail | null;
  readonly histogram: Histogram | null;
  readonly histogramError: { readonly name: string } | null;
  readonly moving: TimeRange | null;
  readonly format: ValueFormat | undefined;
}

export function recordsView(input: RecordsInput): TemplateResult {
  const { records, query } = input;
  const loading = query.topic !== '' && records?.phase === 'loading';
  return html`<div class="records-head">
      ${toolbar(input)}
      <div class="progress ${loading ? 'busy' : ''}" aria-hidden="true"></div>
      ${histogramPart(input)}
    </div>
    <div class="main split ${input.detail === null ? '' : 'with-detail'}" id="view" role="tabpanel" aria-labelledby="tab-messages">
      ${list(input, loading)}
      ${detailPart(input)}
      ${records === null ? nothing : problemBand(records, input.strings)}
    </div>`;
}

function histogramPart(input: RecordsInput): TemplateResult | typeof nothing {
  const { histogram, records, histogramError, strings } = input;
  if (histogram !== null && records !== null && histogram.topic === input.query.topic) {
    return histogramView({ ...input, histogram, records });
  }
  return histogramError === null || input.query.topic === ''
    ? nothing
    : html`<p class="histo-error muted">${fill(strings.noHistogram, histogramError.name)}</p>`;
}

function list(input: RecordsInput, loading: boolean): TemplateResult | typeof nothing {
  const { strings, numbers, query, records, total } = input;
  if (query.topic === '') {
    return emptyState({ sentence: strings.recordsNone, why: strings.recordsNoneWhy });
  }
  if (records === null || records.phase === 'idle' || (total === 0 && loading)) {
    return html`<div></div>`;
  }
  if (total > 0) {
    return html`${island(table)}`;
  }
  if (records.kept > 0) {
    return emptyState({
      sentence: strings.recordsFiltered,
      why: fill(strings.recordsFilteredWhy, numbers.count(records.kept)),
      action: { label: strings.clearFilter, icon: 'close', onPress: () => changeFilter({ text: '' }) },
    });
  }
  const isLive = records.phase === 'live';
  const publish = (): void => {
    changeDraft({ topic: query.topic });
    openView('publish');
  };
  return emptyState({
    sentence: strings.recordsEmpty,
    why: isLive ? strings.recordsEmptyLive : strings.recordsEmptyEnd,
    ...(isLive ? { action: { label: strings.publishRecord, icon: 'send' as const, onPress: publish } } : {}),
  });
}

/** By itself, since it changes with every frame while it is scrolled. */
function table(): TemplateResult | typeof nothing {
  const strings = frame.strings.value;
  const records = state.records.value;
  return strings === undefined || records === null
    ? nothing
    : recordTable({ strings, numbers: frame.numbers.value, records, loading: records.phase === 'loading' });
}

function detailPart(input: RecordsInput): TemplateResult | typeof nothing {
  const { detail, records } = input;
  return detail === null || records === null
    ? nothing
    : recordDetail({ ...input, detail, index: records.selected?.index ?? -1 });
}
