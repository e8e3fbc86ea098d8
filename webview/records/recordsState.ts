/** What the Messages view shows, as signals, and how the host's messages change them. */
import { computed, signal } from '@preact/signals-core';
import type {
  Histogram,
  HostMessage,
  RecordDetail,
  RecordsPage,
  RecordsQuery,
  RecordsStatus,
  RecordsWindow,
  ValueFormat,
} from '../../src/ui/panel/messages.ts';

/** Rows asked for at once: more than fit on any screen. */
export const windowRows = 120;

export const firstQuery: RecordsQuery = {
  topic: '',
  from: { kind: 'tail' },
  partitions: null,
  filter: { text: '', mode: 'text', matchCase: false },
};

/** Pixels; the value has the rest. */
export interface ColumnWidths {
  readonly time: number;
  readonly offset: number;
  readonly key: number;
}

export const firstWidths: ColumnWidths = { time: 106, offset: 64, key: 110 };
export const narrowest = 40;

export const query = signal<RecordsQuery>(firstQuery);
export const status = signal<RecordsStatus | null>(null);
export const page = signal<RecordsPage | null>(null);
export const window = signal<RecordsWindow>({ first: 0, count: windowRows, until: null });
/** The selected row, counted from the newest that is shown; its id is not known before its page has come. */
export const selected = signal<{ readonly index: number; readonly id: number | undefined } | null>(null);
export const isDetailOpen = signal(false);
export const detail = signal<RecordDetail | null>(null);
export const histogram = signal<Histogram | null>(null);
/** How values are shown, by topic. */
export const formats = signal<Readonly<Record<string, ValueFormat>>>({});
export const widths = signal<ColumnWidths>(firstWidths);

export const format = computed<ValueFormat>(() => formats.value[query.value.topic] ?? 'pretty');

/** Takes one message of the host. */
export function receive(message: HostMessage): void {
  switch (message.type) {
    case 'recordsStatus':
      status.value = message.status;
      break;
    case 'recordsPage':
      if (message.page.window.until === window.value.until) page.value = message.page;
      break;
    case 'recordsDetail':
      if (message.detail === null || message.detail.id === selected.value?.id) detail.value = message.detail;
      break;
    case 'recordsHistogram':
      histogram.value = message.histogram;
      break;
    default:
      break;
  }
}
