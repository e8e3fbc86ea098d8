/** Checks the messages of the Messages view on their arrival from the webview. */
import { isInteger, isObject, isText, nameLength } from '../arrival.ts';
import type {
  RecordPart,
  RecordPlace,
  RecordsFilter,
  RecordsFrom,
  RecordsQuery,
  RecordsRequest,
  TimeRange,
} from './recordsMessages.ts';

export const recordsLimits = {
  filterLength: 2_000,
  /** Rows that are told at once. */
  window: 1_000,
  partitions: 10_000,
} as const;

const latestTime = 8_640_000_000_000_000;

/** The message as typed data; undefined when it is another view's, or any part of it is not what it should be. */
export function parseRecordsRequest(value: unknown): RecordsRequest | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  switch (value.type) {
    case 'readRecords': {
      const query = parseRecordsQuery(value.query);
      return query && { type: 'readRecords', query };
    }
    case 'filterRecords': {
      const filter = parseRecordsFilter(value.filter);
      return filter && { type: 'filterRecords', filter };
    }
    case 'recordsWindow': {
      const { first, count } = value;
      return isInteger(first, 0, Number.MAX_SAFE_INTEGER) && isInteger(count, 0, recordsLimits.window)
        ? { type: 'recordsWindow', first, count }
        : undefined;
    }
    case 'holdRecords':
      return typeof value.held === 'boolean' ? { type: 'holdRecords', held: value.held } : undefined;
    case 'cancelRecords':
    case 'exportRecords':
      return { type: value.type };
    case 'recordsRange': {
      const range = value.range === null ? null : parseRange(value.range);
      return range === undefined ? undefined : { type: 'recordsRange', range };
    }
    default:
      return parseRecordRequest(value);
  }
}

/** What is asked of one record. */
function parseRecordRequest(value: Readonly<Record<string, unknown>>): RecordsRequest | undefined {
  const place = parsePlace(value.place);
  switch (value.type) {
    case 'selectRecord': {
      const { all } = value;
      if (typeof all !== 'boolean' || (place === undefined && value.place !== null)) {
        return undefined;
      }
      return { type: 'selectRecord', place: place ?? null, all };
    }
    case 'copyRecord':
      return place && isPart(value.part) ? { type: 'copyRecord', place, part: value.part } : undefined;
    case 'resendRecord':
      return place && { type: 'resendRecord', place };
    default:
      return undefined;
  }
}

/** What to read, as a webview or an older version's saved state says it. */
export function parseRecordsQuery(value: unknown): RecordsQuery | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { topic, partitions } = value;
  const from = parseFrom(value.from);
  if (from === undefined || !isText(topic, nameLength)) {
    return undefined;
  }
  if (partitions === null) {
    return { topic, from, partitions };
  }
  const list: unknown = partitions;
  return Array.isArray(list) && list.length <= recordsLimits.partitions && list.every(isPartition)
    ? { topic, from, partitions: list }
    : undefined;
}

export function parseRecordsFilter(value: unknown): RecordsFilter | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { text, mode, matchCase } = value;
  return isText(text, recordsLimits.filterLength) && isMode(mode) && typeof matchCase === 'boolean'
    ? { text, mode, matchCase }
    : undefined;
}

function parseFrom(value: unknown): RecordsFrom | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { offset, at, until } = value;
  switch (value.kind) {
    case 'tail':
    case 'earliest':
    case 'latest':
      return { kind: value.kind };
    case 'offset':
      return isInteger(offset, 0, Number.MAX_SAFE_INTEGER) ? { kind: 'offset', offset } : undefined;
    case 'time':
      return isTime(at) && (until === null || isTime(until)) ? { kind: 'time', at, until } : undefined;
    default:
      return undefined;
  }
}

function parseRange(value: unknown): TimeRange | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { from, until } = value;
  return isTime(from) && isTime(until) && from < until ? { from, until } : undefined;
}

function parsePlace(value: unknown): RecordPlace | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { partition, offset } = value;
  return isPartition(partition) && isInteger(offset, 0, Number.MAX_SAFE_INTEGER)
    ? { partition, offset }
    : undefined;
}

function isTime(value: unknown): value is number {
  return isInteger(value, 0, latestTime);
}

function isPartition(value: unknown): value is number {
  return isInteger(value, 0, 1_000_000);
}

const modes: readonly unknown[] = ['text', 'regex', 'expression'] satisfies RecordsFilter['mode'][];
const parts: readonly unknown[] = ['key', 'value', 'kafka'] satisfies RecordPart[];

function isMode(value: unknown): value is RecordsFilter['mode'] {
  return modes.includes(value);
}

function isPart(value: unknown): value is RecordPart {
  return parts.includes(value);
}
