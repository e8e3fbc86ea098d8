/** What the Messages view shows, as signals, and how the host's messages change them. */
import { computed, signal } from '@preact/signals-core';
import type {
  Histogram,
  HostMessage,
  RecordDetail,
  RecordRow,
  RecordRows,
  RecordsFilter,
  RecordsQuery,
  RecordsResult,
  RecordsState,
  TimeRange,
} from '../../src/ui/panel/messages.ts';

export type ValueFormat = 'raw' | 'pretty' | 'hex';

/** Why the list stands still, besides a selection. */
export type HoldReason = 'pause' | 'scroll' | null;

export type ColumnName = 'time' | 'partition' | 'offset' | 'key' | 'size';

export const rowHeight = 22;
const around = 100;

/** What is chosen to be read. */
export const query = signal<RecordsQuery>({ topic: '', from: { kind: 'tail' }, partitions: null });
export const filter = signal<RecordsFilter>({ text: '', mode: 'text', matchCase: false });
/** The host's word on it; null before the first. */
export const records = signal<RecordsState | null>(null);
export const rows = signal<RecordRows>({ first: 0, total: 0, items: [] });
export const detail = signal<RecordDetail | null>(null);
export const histogram = signal<Histogram | null>(null);
export const histogramError = signal<{ readonly name: string; readonly message: string } | null>(null);
export const result = signal<RecordsResult | null>(null);
export const holdReason = signal<HoldReason>(null);
/** Where the selection goes as soon as its row is known. */
export const wantedIndex = signal<number | null>(null);
/** How a person wants to see values, by topic. */
export const formats = signal<Readonly<Record<string, ValueFormat>>>({});
/** Widths in px that a person has chosen. */
export const widths = signal<Partial<Readonly<Record<ColumnName, number>>>>({});
/** The brush while it is being moved. */
export const brushing = signal<TimeRange | null>(null);
/** What was typed as an offset or a time and is none. */
export const fromMistake = signal<'offset' | 'time' | null>(null);

/** First row in view, and how many fit. */
export const firstVisible = signal(0);
export const visibleCount = signal(30);

/** The rows that should be known: those in view, and some around them. */
export const wantedWindow = computed(() => {
  const first = Math.max(0, Math.floor((firstVisible.value - around) / around) * around);
  return { first, count: Math.ceil((visibleCount.value + 3 * around) / around) * around };
});

/** Rows of the whole list. */
export const total = computed(() => rows.value.total);
export const selectedIndex = computed(() => records.value?.selected?.index ?? -1);

export function rowAt(index: number): RecordRow | undefined {
  return rows.value.items[index - rows.value.first];
}

/** Takes one message of the host. */
export function receive(message: HostMessage): void {
  switch (message.type) {
    case 'records':
      records.value = message.records;
      break;
    case 'recordRows':
      rows.value = message.rows;
      break;
    case 'recordDetail':
      detail.value = message.detail;
      break;
    case 'histogram':
      histogram.value = message.histogram;
      histogramError.value = message.error;
      break;
    case 'recordsResult':
      result.value = message.result;
      break;
    default:
      break;
  }
}
