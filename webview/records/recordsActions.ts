/** What a person can do in the Messages view: each function changes the state and tells the host. It renders nothing. */
import { computed } from '@preact/signals-core';
import type {
  HostMessage,
  RecordsFilter,
  RecordsQuery,
  RecordsWindow,
  ValueFormat,
} from '../../src/ui/panel/messages.ts';
import { post } from '../host.ts';
import { fields, isCount, text } from '../saved.ts';
import * as frame from '../state.ts';
import type { ViewModel } from '../view.ts';
import * as state from './recordsState.ts';

const typingPause = 250;
/** Rows asked for before the first one that is seen. */
const rowsBefore = 30;

export const recordsModel: ViewModel = {
  id: 'messages',
  receive: take,
  begin: () => {
    if (state.query.value.topic !== '') post({ type: 'records', query: state.query.value });
  },
  saved: computed(() => ({
    query: state.query.value,
    formats: state.formats.value,
    widths: state.widths.value,
  })),
  restore(saved) {
    const parts = fields(saved);
    state.query.value = parseQuery(parts.query);
    state.formats.value = Object.fromEntries(
      Object.entries(fields(parts.formats)).filter((entry): entry is [string, ValueFormat] =>
        ['raw', 'pretty', 'hex'].includes(String(entry[1])),
      ),
    );
    const widths = fields(parts.widths);
    const width = (name: keyof state.ColumnWidths): number => {
      const kept = widths[name];
      return isCount(kept, state.narrowest) ? kept : state.firstWidths[name];
    };
    state.widths.value = { time: width('time'), offset: width('offset'), key: width('key') };
  },
};

/** Reads something else, or from somewhere else. */
export function ask(change: Partial<RecordsQuery>): void {
  state.query.value = { ...state.query.value, ...change };
  state.isDetailOpen.value = false;
  state.selected.value = null;
  state.page.value = null;
  showWindow({ first: 0, count: state.windowRows, until: null });
  post({ type: 'records', query: state.query.value });
}

let typing: ReturnType<typeof setTimeout> | undefined;

/** Shows other ones of what was read. Waits for a pause in the typing. */
export function filterBy(change: Partial<RecordsFilter>): void {
  state.query.value = { ...state.query.value, filter: { ...state.query.value.filter, ...change } };
  clearTimeout(typing);
  typing = setTimeout(
    () => {
      state.selected.value = null;
      state.isDetailOpen.value = false;
      showWindow({ first: 0, count: state.windowRows, until: null });
      post({ type: 'records', query: state.query.value });
    },
    change.text === undefined ? 0 : typingPause,
  );
}

export function togglePause(): void {
  const isReading = state.status.value?.state === 'reading';
  post({ type: 'recordsPause', paused: isReading });
}

/** The list was scrolled so that this row is the first one seen. */
export function scrolledTo(row: number): void {
  const { until, first } = state.window.value;
  const newest = state.page.value?.newest ?? -1;
  const holds = row > 0 || state.selected.value !== null;
  const heldAt = holds ? (until ?? (newest < 0 ? null : newest)) : null;
  const wanted = Math.max(0, row - rowsBefore);
  if (heldAt !== until || Math.abs(wanted - first) > rowsBefore / 2) {
    showWindow({ first: wanted, count: state.windowRows, until: heldAt });
  }
}

/** Selects a row, counted from the newest; the list holds still from then on. */
export function select(index: number): void {
  const page = state.page.value;
  if (page === null || page.total === 0) return;
  const row = Math.max(0, Math.min(index, page.total - 1));
  const id = page.rows[row - page.window.first]?.id;
  state.selected.value = { index: row, id };
  const { until, first, count } = state.window.value;
  const isNear = row >= first && row < first + count;
  if (until === null || !isNear) {
    const held = until ?? (page.newest < 0 ? null : page.newest);
    showWindow({ first: isNear ? first : Math.max(0, row - rowsBefore), count, until: held });
  }
  showDetail();
}

/** Shows the newest again, and what comes. */
export function follow(): void {
  state.selected.value = null;
  state.isDetailOpen.value = false;
  state.detail.value = null;
  showWindow({ first: 0, count: state.windowRows, until: null });
}

export function openDetail(): void {
  state.isDetailOpen.value = true;
  showDetail();
}

export function closeDetail(): void {
  state.isDetailOpen.value = false;
  state.detail.value = null;
}

export function showAs(format: ValueFormat): void {
  state.formats.value = { ...state.formats.value, [state.query.value.topic]: format };
  showDetail();
}

export function showWhole(): void {
  showDetail(true);
}

export function copy(what: 'kafka' | 'key' | 'value'): void {
  const id = state.selected.value?.id;
  if (id !== undefined) post({ type: 'recordsCopy', id, what });
}

export function resend(): void {
  const id = state.selected.value?.id;
  if (id !== undefined) post({ type: 'recordsResend', id });
}

export function exportAs(format: 'json' | 'csv'): void {
  post({ type: 'recordsExport', format });
}

export function resize(column: keyof state.ColumnWidths, width: number): void {
  state.widths.value = { ...state.widths.value, [column]: Math.max(state.narrowest, Math.round(width)) };
}

function showDetail(whole = false): void {
  const id = state.selected.value?.id;
  if (state.isDetailOpen.value && id !== undefined) {
    post({ type: 'recordsOpen', id, format: state.format.value, whole });
  }
}

function showWindow(window: RecordsWindow): void {
  state.window.value = window;
  post({ type: 'recordsWindow', window });
}

function take(message: HostMessage): void {
  state.receive(message);
  if (message.type === 'show' && message.view === 'messages' && message.topic !== undefined) {
    ask({ topic: message.topic, partitions: null, from: { kind: 'tail' } });
  }
  if (message.type === 'recordsPage') knowSelected();
  if (message.type === 'cluster' && state.query.value.topic === '') {
    const [first, ...others] = frame.cluster.value.topics;
    if (first !== undefined && others.length === 0) ask({ topic: first.name });
  }
}

/** A row that was selected before its page had come. */
function knowSelected(): void {
  const selected = state.selected.value;
  const page = state.page.value;
  if (selected === null || selected.id !== undefined || page === null) return;
  const id = page.rows[selected.index - page.window.first]?.id;
  if (id !== undefined) {
    state.selected.value = { index: selected.index, id };
    showDetail();
  }
}

function parseQuery(saved: unknown): RecordsQuery {
  const query = fields(saved);
  const filter = fields(query.filter);
  const { mode, matchCase } = filter;
  return {
    ...state.firstQuery,
    topic: text(query.topic, ''),
    from: fields(query.from).kind === 'earliest' ? { kind: 'earliest' } : { kind: 'tail' },
    filter: {
      text: text(filter.text, ''),
      mode: mode === 'regex' || mode === 'expression' ? mode : 'text',
      matchCase: matchCase === true,
    },
  };
}
