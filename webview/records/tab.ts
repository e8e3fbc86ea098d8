/** The Messages view as the frame sees it: where its parts come from, its status line and keys. */
import * as frame from '../state.ts';
import type { View } from '../view.ts';
import { cancel, copy, recordsModel, resend, togglePause, unselect } from './recordsActions.ts';
import * as state from './recordsState.ts';
import { recordsView } from './recordsView.ts';
import { onListKey } from './recordTable.ts';
import { statusLine } from './statusLine.ts';

export const recordsTab: View = {
  ...recordsModel,
  label: (strings) => strings.tabMessages,
  template: (strings) =>
    recordsView({
      strings,
      numbers: frame.numbers.value,
      cluster: frame.cluster.value,
      query: state.query.value,
      filter: state.filter.value,
      mistake: state.fromMistake.value,
      records: state.records.value,
      total: state.total.value,
      detail: state.detail.value,
      histogram: state.histogram.value,
      histogramError: state.histogramError.value,
      moving: state.brushing.value,
      format: state.formats.value[state.query.value.topic],
    }),
  status: (strings) =>
    statusLine({
      strings,
      numbers: frame.numbers.value,
      records: state.records.value,
      result: state.result.value,
      reason: state.holdReason.value,
      mistake: state.fromMistake.value,
    }),
  onKey,
};

function onKey(event: KeyboardEvent): boolean {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if ((event.key === '/' && isPlain) || (event.key === 'f' && (event.ctrlKey || event.metaKey))) {
    document.getElementById('records-filter')?.focus();
    return true;
  }
  const inCode = event.target instanceof Element && event.target.closest('.code') !== null;
  if (!inCode && onListKey(event)) {
    return true;
  }
  const selected = state.records.value?.selected != null;
  switch (isPlain ? event.key.toLowerCase() : '') {
    case ' ':
      togglePause();
      return true;
    case 'enter':
      document
        .querySelector<HTMLElement>('#record-detail [role="radio"][tabindex="0"], #record-detail .code')
        ?.focus();
      return selected;
    case 'e':
      resend();
      return selected;
    case 'c':
      copy('kafka');
      return selected;
    case 'escape':
      return stepOut(selected);
    default:
      return false;
  }
}

/** From the inside out: the detail closes, then the reading ends that still loads. */
function stepOut(selected: boolean): boolean {
  if (selected) {
    unselect();
    document.getElementById('records')?.focus();
    return true;
  }
  const isLoading = state.records.value?.phase === 'loading';
  if (isLoading) {
    cancel();
  }
  return isLoading;
}
