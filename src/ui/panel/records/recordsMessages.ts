/** What the Messages view and its host say to each other. Types only: the validators are in `recordsArrival.ts`. */
import type { Draft } from '../publish/publishMessages.ts';

/** From the webview. */
export type RecordsRequest =
  /** Reads anew, unless this is what is being read already. */
  | { readonly type: 'readRecords'; readonly query: RecordsQuery }
  | { readonly type: 'filterRecords'; readonly filter: RecordsFilter }
  /** The rows that are in view, and some around them: they are told again whenever they change. */
  | { readonly type: 'recordsWindow'; readonly first: number; readonly count: number }
  /** Holds the list still: what comes is counted and kept aside. */
  | { readonly type: 'holdRecords'; readonly held: boolean }
  /** Shows a record in full, and holds the list; null = none. `all` = more than its first 256 KB. */
  | { readonly type: 'selectRecord'; readonly place: RecordPlace | null; readonly all: boolean }
  /** Ends the reading, e.g. one that takes too long. */
  | { readonly type: 'cancelRecords' }
  /** null = as the host finds best; else the stretch of time to count in. */
  | { readonly type: 'recordsRange'; readonly range: TimeRange | null }
  | { readonly type: 'copyRecord'; readonly place: RecordPlace; readonly part: RecordPart }
  | { readonly type: 'resendRecord'; readonly place: RecordPlace }
  | { readonly type: 'exportRecords' };

/** To the webview. */
export type RecordsNews =
  | { readonly type: 'records'; readonly records: RecordsState }
  | { readonly type: 'recordRows'; readonly rows: RecordRows }
  | { readonly type: 'recordDetail'; readonly detail: RecordDetail | null }
  /** null = nothing to count, or why it could not be counted. */
  | {
      readonly type: 'histogram';
      readonly histogram: Histogram | null;
      readonly error: { readonly name: string; readonly message: string } | null;
    }
  /** A record as the Publish form takes it. */
  | { readonly type: 'draft'; readonly draft: Draft }
  /** What became of a copy, an export or the like; null = nothing to say. */
  | { readonly type: 'recordsResult'; readonly result: RecordsResult | null };

export interface RecordPlace {
  readonly partition: number;
  readonly offset: number;
}

export type RecordPart = 'key' | 'value' | 'kafka';

export interface TimeRange {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
}

export type RecordsFrom =
  /** The newest there are, and what comes. */
  | { readonly kind: 'tail' }
  | { readonly kind: 'earliest' }
  /** Only what comes. */
  | { readonly kind: 'latest' }
  | { readonly kind: 'offset'; readonly offset: number }
  /** `until` null = to the end, and what comes. */
  | { readonly kind: 'time'; readonly at: number; readonly until: number | null };

export interface RecordsQuery {
  /** Empty = nothing is read. */
  readonly topic: string;
  readonly from: RecordsFrom;
  /** null = all. */
  readonly partitions: readonly number[] | null;
}

export interface RecordsFilter {
  /** Empty = everything is shown. */
  readonly text: string;
  readonly mode: 'text' | 'regex' | 'expression';
  /** Of text and regular expressions. */
  readonly matchCase: boolean;
}

export interface FilterError {
  /** `result`: the expression gives something else than true or false, of the type `detail`. */
  readonly kind: 'regex' | 'expression' | 'result';
  /** In English, as the library says it. */
  readonly detail: string;
}

export type RecordsPhase =
  /** Nothing is asked for. */
  | 'idle'
  /** What was there when it began is being read. */
  | 'loading'
  /** All that was there has been read: records show as they come. */
  | 'live'
  /** Everything asked for has been read. */
  | 'ended'
  /** No more is kept: the rest was not read. */
  | 'full'
  | 'cancelled'
  | 'failed';

/** How far the reading is, and how much of it is shown. */
export interface RecordsState {
  readonly query: RecordsQuery;
  readonly phase: RecordsPhase;
  /** Records that have been read, those that have left the list included. */
  readonly read: number;
  /** Records in the list, before the filter. */
  readonly kept: number;
  /** Records in the list that the filter lets through. */
  readonly shown: number;
  /** While loading: records there were to read when it began. */
  readonly total: number;
  /** The most records that are kept, and the most bytes. */
  readonly limit: number;
  readonly limitBytes: number;
  /** Records have left the list, or were not read, because of the bound on bytes. */
  readonly byBytes: boolean;
  readonly held: boolean;
  /** Held: records that have come since and that the filter lets through. */
  readonly newer: number;
  /** Where the selected record stands among those shown; -1 when the filter hides it. */
  readonly selected: (RecordPlace & { readonly index: number }) | null;
  /** Why the filter that was asked for is not the one in force. */
  readonly filterError: FilterError | null;
  /** The filter is being asked about what has been read. */
  readonly filtering: boolean;
  /** Timestamps of the oldest and the newest record in the list. */
  readonly span: TimeRange | null;
  /** What could not be read as asked, one for each partition at most. */
  readonly problems: readonly RecordsProblem[];
}

export interface RecordsProblem {
  /** null = all of them. */
  readonly partition: number | null;
  /** Kafka's error name. */
  readonly name: string;
  /** What the client says of it; empty where the name and the partition say all. */
  readonly message: string;
  /** Where it is read from instead, when the offset asked for lies outside; else null. */
  readonly offset: number | null;
}

/** A stretch of the list, the newest first. */
export interface RecordRows {
  readonly first: number;
  /** Rows of the whole list. */
  readonly total: number;
  readonly items: readonly RecordRow[];
}

export interface RecordRow extends RecordPlace {
  readonly timestamp: number;
  /** Shortened; null = no key. */
  readonly key: string | null;
  readonly binaryKey: boolean;
  /** The beginning, in one line: text, or bytes in hex. */
  readonly value: string;
  readonly kind: ValueKind;
  readonly headers: number;
  /** Bytes of key, value and headers. */
  readonly size: number;
}

export type ValueKind = 'text' | 'binary' | 'tombstone' | 'empty';

export interface RecordDetail extends RecordPlace {
  readonly timestamp: number;
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
  readonly size: number;
  /** Records in the batch, as stored. */
  readonly batchRecords: number;
  readonly batchBytes: number;
  readonly codec: string;
  readonly leaderEpoch: number;
  readonly transactional: boolean;
  readonly key: RecordBytes | null;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  /** Headers beyond those that are sent. */
  readonly moreHeaders: number;
  /** null = tombstone. */
  readonly value: RecordBytes | null;
}

export interface RecordBytes {
  /** All of it, or the first 256 KB. */
  readonly bytes: Uint8Array;
  readonly size: number;
  /** False when it is no UTF-8 text. */
  readonly text: boolean;
}

/** Records per stretch of time, from the offsets at its borders: nothing is read for it. */
export interface Histogram {
  readonly topic: string;
  readonly from: number;
  /** Milliseconds of a bucket. */
  readonly step: number;
  readonly counts: readonly number[];
  /** The right edge is now, and moves. */
  readonly live: boolean;
}

export type RecordsResult =
  | { readonly kind: 'copied'; readonly part: RecordPart }
  /** Bytes that are no text cannot stand in a form. */
  | { readonly kind: 'binary' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'exporting'; readonly done: number; readonly total: number }
  | { readonly kind: 'exported'; readonly count: number; readonly file: string }
  | { readonly kind: 'exportFailed'; readonly message: string };
