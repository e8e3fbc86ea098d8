/** What the Messages view and its host say to each other. Types only: the validators are in `recordsArrival.ts`. */
import type { Draft } from '../publish/publishMessages.ts';

/** Which records are read, and which of them are shown. */
export interface RecordsQuery {
  /** Empty = none chosen. */
  readonly topic: string;
  readonly from: RecordsFrom;
  /** null = all of the topic's. */
  readonly partitions: readonly number[] | null;
  readonly filter: RecordsFilter;
}

export type RecordsFrom =
  | { readonly kind: 'tail' | 'earliest' }
  /** In every chosen partition from this offset. */
  | { readonly kind: 'offset'; readonly offset: number }
  /** Milliseconds since the epoch. */
  | { readonly kind: 'time'; readonly timestamp: number };

export interface RecordsFilter {
  /** Empty = everything is shown. */
  readonly text: string;
  /** `text` and `regex` look at key, value and headers; `expression` is CEL. */
  readonly mode: 'text' | 'regex' | 'expression';
  readonly matchCase: boolean;
}

export type ValueFormat = 'raw' | 'pretty' | 'hex';

/** Which rows the page shows. Rows are counted from the newest. */
export interface RecordsWindow {
  readonly first: number;
  readonly count: number;
  /** Rows newer than this id are counted, not shown: the list holds still. null = it follows. */
  readonly until: number | null;
}

/** From the webview. */
export type RecordsRequest =
  | { readonly type: 'records'; readonly query: RecordsQuery }
  | { readonly type: 'recordsPause'; readonly paused: boolean }
  | { readonly type: 'recordsWindow'; readonly window: RecordsWindow }
  /** Asks for `recordsDetail`; null closes it. `whole` = also what is beyond the first 256 KB. */
  | {
      readonly type: 'recordsOpen';
      readonly id: number | null;
      readonly format: ValueFormat;
      readonly whole: boolean;
    }
  | { readonly type: 'recordsExport'; readonly format: 'json' | 'csv' }
  | { readonly type: 'recordsCopy'; readonly id: number; readonly what: 'kafka' | 'key' | 'value' }
  /** Fills the Publish form with the record. */
  | { readonly type: 'recordsResend'; readonly id: number };

/** To the webview. */
export type RecordsNews =
  | { readonly type: 'recordsStatus'; readonly status: RecordsStatus }
  | { readonly type: 'recordsPage'; readonly page: RecordsPage }
  | { readonly type: 'recordsDetail'; readonly detail: RecordDetail | null }
  | { readonly type: 'recordsHistogram'; readonly histogram: Histogram | null }
  /** A record to edit and send again. */
  | { readonly type: 'draft'; readonly draft: Draft };

export interface RecordsStatus {
  readonly query: RecordsQuery;
  /** `full`: reading from a start has stopped because no more are kept; going on lets the oldest go. */
  readonly state: 'idle' | 'opening' | 'reading' | 'paused' | 'full';
  /** Since reading began. */
  readonly read: number;
  readonly kept: number;
  /** Of those kept, how many the filter lets through. */
  readonly shown: number;
  /** How many are kept at most. */
  readonly bound: number;
  /** Not all that are kept have been looked at yet. */
  readonly filtering: boolean;
  /** Why the filter cannot be used, translated; the last one that could stays in force. */
  readonly filterProblem: string | null;
  /** Timestamps of the oldest and the newest that are kept; null without any. */
  readonly span: { readonly from: number; readonly to: number } | null;
  /** What failed last: reading goes on where it can. */
  readonly problem: { readonly name: string; readonly message: string } | null;
}

export interface RecordsPage {
  readonly window: RecordsWindow;
  /** Rows there are to scroll through, up to `until`. */
  readonly total: number;
  /** Id of the newest row; -1 without any. */
  readonly newest: number;
  /** Rows that came after `until`. */
  readonly newer: number;
  readonly rows: readonly RecordRow[];
}

export interface RecordRow {
  /** Grows with each record that is read; a new reading starts at 0. */
  readonly id: number;
  readonly timestamp: number;
  readonly partition: number;
  readonly offset: number;
  /** Beginnings, for one line; null = no key, a tombstone. */
  readonly key: Preview | null;
  readonly value: Preview | null;
  readonly headers: number;
  /** Bytes of key, value and headers. */
  readonly size: number;
}

export interface Preview {
  readonly text: string;
  readonly binary: boolean;
}

export interface RecordDetail {
  readonly id: number;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
  readonly size: number;
  readonly leaderEpoch: number;
  readonly compression: string;
  /** Records in its batch. */
  readonly batchRecords: number;
  readonly transactional: boolean;
  readonly key: Content | null;
  readonly headers: readonly { readonly key: string; readonly value: Content }[];
  readonly value: Content | null;
  readonly format: ValueFormat;
}

export interface Content {
  readonly kind: 'json' | 'text' | 'binary';
  /** In the format asked for; a hex dump for what is not text. */
  readonly text: string;
  readonly bytes: number;
  /** There is more than `text`. */
  readonly cut: boolean;
}

/** Records by time of the chosen partitions, whether they were read or not. */
export interface Histogram {
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** Milliseconds. */
  readonly step: number;
  readonly counts: readonly number[];
}
