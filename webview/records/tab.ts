/** The Messages view as the frame sees it: toolbar, histogram, list and detail, its status line and keys. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PanelStrings, RecordsStatus } from '../../src/ui/panel/messages.ts';
import { button } from '../controls.ts';
import { emptyState } from '../emptyState.ts';
import { icon } from '../icons.ts';
import * as frame from '../state.ts';
import type { View } from '../view.ts';
import { fill } from '../words.ts';
import { histogramView } from './histogramView.ts';
import { recordDetail } from './recordDetail.ts';
import { closeDetail, filterBy, follow, recordsModel, togglePause } from './recordsActions.ts';
import * as state from './recordsState.ts';
import { recordsTable } from './recordsTable.ts';
import { recordsToolbar } from './recordsToolbar.ts';

export const recordsTab: View = {
  ...recordsModel,
  label: (strings) => strings.tabMessages,
  template: (strings) => html`<div class="records-top">${recordsToolbar(strings)}${
    state.query.value.topic === '' ? nothing : histogramView(strings)
  }</div>
    <main class="main split ${state.isDetailOpen.value && state.detail.value !== null ? 'open' : ''}" id="view" role="tabpanel" aria-labelledby="tab-messages">
      ${content(strings)}
    </main>`,
  status: recordsStatus,
  onKey(event) {
    switch (event.key) {
      case ' ':
        togglePause();
        return true;
      case '/':
        document.getElementById('records-filter')?.focus();
        return true;
      case 'Escape':
        closeDetail();
        return true;
      default:
        return false;
    }
  },
};

function content(strings: PanelStrings): TemplateResult {
  const { topic } = state.query.value;
  const status = state.status.value;
  const page = state.page.value;
  if (topic === '') {
    return emptyState({ sentence: strings.recordsChoose, why: strings.recordsChooseWhy });
  }
  if (!frame.cluster.value.topics.some((one) => one.name === topic)) {
    return emptyState({ sentence: fill(strings.recordsMissing, topic), why: strings.recordsMissingWhy });
  }
  if (status === null || page === null || status.query.topic !== topic) return html``;
  if (page.total === 0) return nothingThere(status, strings);
  const detail = state.isDetailOpen.value ? state.detail.value : null;
  return html`${recordsTable(page, strings)}${detail === null ? nothing : recordDetail(detail, strings)}`;
}

function nothingThere(status: RecordsStatus, strings: PanelStrings): TemplateResult {
  if (status.filtering || status.state === 'opening') return html``;
  if (status.kept > 0) {
    return emptyState({
      sentence: fill(strings.recordsNoMatch, frame.numbers.value.count(status.kept)),
      action: { label: strings.recordsClearFilter, icon: 'close', onPress: () => filterBy({ text: '' }) },
    });
  }
  return emptyState({
    sentence: strings.recordsEmpty,
    why: status.query.from.kind === 'tail' ? strings.recordsEmptyTail : strings.recordsEmptyFrom,
  });
}

function recordsStatus(strings: PanelStrings): TemplateResult {
  const status = state.status.value;
  if (status === null || state.query.value.topic === '') return html`<span>${strings.joinsNothing}</span>`;
  const numbers = frame.numbers.value;
  const read = numbers.count(status.read);
  const isFiltered = status.query.filter.text !== '';
  return html`${
    status.filterProblem === null
      ? html`<span>${isFiltered ? fill(strings.shownOf, numbers.count(status.shown), read) : fill(strings.allShown, read)}</span>`
      : html`<span class="bad cut">${icon('error')}${fill(strings.filterWrong, status.filterProblem)}</span>`
  }
    ${stateWords(status, strings)}
    <span class="spare">${fill(strings.keepsNewest, numbers.count(status.bound))}</span>
    ${held(strings)}
    <span class="grow"></span><span class="spare">${strings.joinsNothing}</span>`;
}

function stateWords(status: RecordsStatus, strings: PanelStrings): TemplateResult | typeof nothing {
  if (status.problem !== null && status.state !== 'reading') {
    return html`<span class="bad cut" title=${status.problem.message}>${icon('error')}${status.problem.name}: ${status.problem.message}</span>`;
  }
  if (status.filtering) return html`<span>${icon('loading')}${strings.filteringNow}</span>`;
  switch (status.state) {
    case 'opening':
      return html`<span>${icon('loading')}${strings.openingNow}</span>`;
    case 'paused':
      return html`<span>${icon('debug-pause')}${strings.recordsPaused}</span>`;
    case 'full':
      return html`<span class="warn">${icon('warning')}${strings.recordsFull}</span>${button({ label: strings.readOn, onPress: togglePause })}`;
    default:
      return nothing;
  }
}

function held(strings: PanelStrings): TemplateResult | typeof nothing {
  const page = state.page.value;
  if (page === null || page.window.until === null) return nothing;
  const words = state.selected.value === null ? strings.heldScrolled : strings.heldAt;
  return html`<span>${icon('debug-pause')}${fill(words, frame.numbers.value.count(page.newer))}
    ${button({ label: strings.follow, onPress: goOn })}</span>`;
}

function goOn(): void {
  follow();
  document.querySelector('.records .rows')?.scrollTo({ top: 0 });
}
