/** What a person can do in the Messages view: each function changes the state and tells the host. It renders nothing. */
import { computed, effect } from '@preact/signals-core';
import type {
  HostMessage,
  RecordPart,
  RecordPlace,
  RecordsFilter,
  RecordsFrom,
  RecordsQuery,
  RecordsState,
  TimeRange,
} from '../../src/ui/panel/messages.ts';
import { post } from '../host.ts';
import * as frame from '../state.ts';
import type { ViewModel } from '../view.ts';
import * as state from './recordsState.ts';
import { parseSaved } from './savedRecords.ts';
import { parseTime } from './timeText.ts';

const typingPause = 200;

export const recordsModel: ViewModel = {
  id: 'messages',
  receive: take,
  begin,
  saved: computed(() => ({
    query: state.query.value,
    filter: state.filter.value,
    formats: state.formats.value,
    widths: state.widths.value,
  })),
  typed: true,
  restore(saved) {
    const { query, filter, formats, widths } = parseSaved(saved);
    state.query.value = query ?? state.query.value;
    state.filter.value = filter ?? state.filter.value;
    state.formats.value = formats;
    state.widths.value = widths;
  },
};

/** Reads something else; what is left out stays. */
export function read(change: Partial<RecordsQuery>): void {
  const before = state.query.value;
  const isOther = change.topic !== undefined && change.topic !== before.topic;
  const query = { ...before, ...(isOther ? { partitions: null } : {}), ...change };
  if (isOther) {
    state.brushing.value = null;
  }
  state.query.value = query;
  state.fromMistake.value = null;
  state.result.value = null;
  state.holdReason.value = null;
  if (isKnown(query.from)) {
    post({ type: 'readRecords', query });
  }
}

export function readAgain(): void {
  post({ type: 'readRecords', query: state.query.value });
}

/** An offset or a time before one is typed: nothing is read yet. */
function isKnown(from: RecordsFrom): boolean {
  return !((from.kind === 'offset' && from.offset < 0) || (from.kind === 'time' && from.at < 0));
}

/** Starts somewhere else; an offset or a time is asked for in the field beside. */
export function startFrom(kind: RecordsFrom['kind']): void {
  if (kind === 'offset') {
    read({ from: { kind, offset: -1 } });
  } else if (kind === 'time') {
    read({ from: { kind, at: -1, until: null } });
  } else {
    read({ from: { kind } });
  }
}

/** What was typed in the field for an offset or a time. */
export function startAt(text: string): void {
  const { from } = state.query.value;
  if (from.kind === 'offset') {
    const offset = /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
    state.fromMistake.value = offset === undefined ? 'offset' : null;
    if (offset !== undefined) {
      read({ from: { kind: 'offset', offset } });
    }
  } else if (from.kind === 'time') {
    const at = parseTime(text, Date.now());
    state.fromMistake.value = at === undefined || at < 0 ? 'time' : null;
    if (at !== undefined && at >= 0) {
      read({ from: { kind: 'time', at, until: null } });
    }
  }
}

export function changeFilter(change: Partial<RecordsFilter>): void {
  state.filter.value = { ...state.filter.value, ...change };
}

/** Shows a record in full and holds the list; a row that is not known yet is chosen when it arrives. */
export function select(index: number): void {
  const row = state.rowAt(index);
  if (index < 0 || index >= state.total.value) {
    return;
  }
  state.result.value = null;
  if (row === undefined) {
    state.wantedIndex.value = index;
    return;
  }
  state.wantedIndex.value = null;
  const place = { partition: row.partition, offset: row.offset };
  placed = { ...place, index };
  const before = state.records.value;
  if (before !== null) {
    state.records.value = { ...before, held: true, selected: placed };
  }
  post({ type: 'selectRecord', place, all: false });
}

export function showAll(place: RecordPlace): void {
  post({ type: 'selectRecord', place: { partition: place.partition, offset: place.offset }, all: true });
}

/** Closes the detail. The list goes on, unless it is held for another reason. */
export function unselect(): void {
  const before = state.records.value;
  if (before !== null) {
    state.records.value = { ...before, selected: null };
  }
  post({ type: 'selectRecord', place: null, all: false });
  if (state.holdReason.value === null && state.firstVisible.value > 0) {
    state.holdReason.value = 'scroll';
  } else if (state.holdReason.value === null) {
    post({ type: 'holdRecords', held: false });
  }
}

/** The newest at the top again, and what comes with it. */
export function follow(): void {
  state.holdReason.value = null;
  state.wantedIndex.value = null;
  state.result.value = null;
  state.firstVisible.value = 0;
  const before = state.records.value;
  if (before !== null) {
    state.records.value = { ...before, held: false, selected: null };
  }
  post({ type: 'holdRecords', held: false });
}

export function togglePause(): void {
  if (state.records.value?.held === true) {
    follow();
  } else {
    state.holdReason.value = 'pause';
    post({ type: 'holdRecords', held: true });
  }
}

/** The list was scrolled so that this row is the first in view: away from the top it stands still. */
export function scrolled(first: number, count: number): void {
  state.firstVisible.value = first;
  state.visibleCount.value = count;
  const isHeld = state.records.value?.held === true;
  if (first > 0 && !isHeld && state.holdReason.value === null) {
    state.holdReason.value = 'scroll';
    post({ type: 'holdRecords', held: true });
  } else if (first === 0 && state.holdReason.value === 'scroll') {
    state.holdReason.value = null;
    if ((state.records.value?.selected ?? null) === null) {
      post({ type: 'holdRecords', held: false });
    }
  }
}

export function cancel(): void {
  post({ type: 'cancelRecords' });
}

export function copy(part: RecordPart): void {
  const place = selectedPlace();
  if (place !== undefined) {
    post({ type: 'copyRecord', place, part });
  }
}

/** Fills the Publish form with the record; nothing is sent. */
export function resend(): void {
  const place = selectedPlace();
  if (place !== undefined) {
    post({ type: 'resendRecord', place });
  }
}

export function exportRecords(): void {
  post({ type: 'exportRecords' });
}

export function showTime(range: TimeRange | null): void {
  post({ type: 'recordsRange', range });
}

/** Reads what the brush selects; `until` null = to the end, and what comes. */
export function readTime(at: number, until: number | null): void {
  state.brushing.value = null;
  read({ from: { kind: 'time', at: Math.max(0, Math.round(at)), until: until && Math.round(until) } });
}

export function chooseFormat(format: state.ValueFormat): void {
  const { topic } = state.query.value;
  const others = Object.entries(state.formats.value).filter(([name]) => name !== topic);
  state.formats.value = Object.fromEntries([...others.slice(-49), [topic, format]]);
}

export function resize(column: state.ColumnName, width: number): void {
  state.widths.value = { ...state.widths.value, [column]: Math.min(800, Math.max(24, Math.round(width))) };
}

function selectedPlace(): RecordPlace | undefined {
  const selected = state.records.value?.selected;
  return selected ? { partition: selected.partition, offset: selected.offset } : undefined;
}

/** Takes one message of the host, and reads the topic that it asks for, or the only one there is. */
function take(message: HostMessage): void {
  state.receive(message);
  keepInPlace();
  switch (message.type) {
    case 'show':
      if (
        message.view === 'messages' &&
        message.topic !== undefined &&
        message.topic !== state.query.value.topic
      ) {
        read({ topic: message.topic, from: { kind: 'tail' } });
      }
      break;
    case 'cluster': {
      const [first, ...others] = message.cluster.topics;
      if (state.query.value.topic === '' && first !== undefined && others.length === 0) {
        read({ topic: first.name });
      }
      break;
    }
    case 'recordRows':
      if (state.wantedIndex.value !== null && state.rowAt(state.wantedIndex.value) !== undefined) {
        select(state.wantedIndex.value);
      }
      break;
    default:
      break;
  }
}

/** Where the selected record stood last; messages from before the selection know nothing of it. */
let placed: RecordsState['selected'] = null;

/** Rows that came at the moment of the selection, or that another filter shows, move the list and not the selected row. */
function keepInPlace(): void {
  const now = state.records.value?.selected ?? null;
  if (now === null || placed === null || now.index < 0) {
    return;
  }
  const isSame = now.partition === placed.partition && now.offset === placed.offset;
  const moved = isSame ? (now.index - placed.index) * state.rowHeight : 0;
  placed = now;
  if (moved !== 0) {
    requestAnimationFrame(() => document.querySelector('.records .rows')?.scrollBy(0, moved));
  }
}

/** Says what to read and to show; from then on the filter as it is typed, and the rows as the list is scrolled. */
function begin(): void {
  if (isKnown(state.query.value.from)) {
    post({ type: 'readRecords', query: state.query.value });
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = '';
  effect(() => {
    const filter = state.filter.value;
    const said = JSON.stringify(filter);
    if (said === asked) {
      return;
    }
    const isTyping = asked !== '' && JSON.parse(asked).mode === filter.mode;
    asked = said;
    clearTimeout(timer);
    timer = setTimeout(() => post({ type: 'filterRecords', filter }), isTyping ? typingPause : 0);
  });
  effect(() => {
    const { first, count } = state.wantedWindow.value;
    if (frame.view.value === 'messages') {
      post({ type: 'recordsWindow', first, count });
    }
  });
}
