/** Checks the messages of the Messages view on their arrival from the webview. */
import { isInteger, isObject, isText, nameLength } from '../arrival.ts';
import type {
  RecordsFilter,
  RecordsFrom,
  RecordsQuery,
  RecordsRequest,
  RecordsWindow,
  ValueFormat,
} from './recordsMessages.ts';

const limits = { partitions: 10_000, filter: 10_000, rows: 500, largest: Number.MAX_SAFE_INTEGER } as const;

/** The message as typed data; undefined when it is another view's, or any part of it is not what it should be. */
export function parseRecordsRequest(value: unknown): RecordsRequest | undefined {
  if (!isObject(value)) return undefined;
  switch (value.type) {
    case 'records': {
      const query = parseQuery(value.query);
      return query && { type: 'records', query };
    }
    case 'recordsPause':
      return typeof value.paused === 'boolean' ? { type: 'recordsPause', paused: value.paused } : undefined;
    case 'recordsWindow': {
      const window = parseWindow(value.window);
      return window && { type: 'recordsWindow', window };
    }
    case 'recordsOpen': {
      const { id, format, whole } = value;
      return (id === null || isId(id)) && isFormat(format) && typeof whole === 'boolean'
        ? { type: 'recordsOpen', id, format, whole }
        : undefined;
    }
    case 'recordsExport':
      return value.format === 'json' || value.format === 'csv'
        ? { type: 'recordsExport', format: value.format }
        : undefined;
    case 'recordsCopy': {
      const { id, what } = value;
      return isId(id) && (what === 'kafka' || what === 'key' || what === 'value')
        ? { type: 'recordsCopy', id, what }
        : undefined;
    }
    case 'recordsResend':
      return isId(value.id) ? { type: 'recordsResend', id: value.id } : undefined;
    default:
      return undefined;
  }
}

function parseQuery(value: unknown): RecordsQuery | undefined {
  if (!isObject(value)) return undefined;
  const from = parseFrom(value.from);
  const filter = parseFilter(value.filter);
  const { topic, partitions } = value;
  const chosen = partitions === null ? null : parsePartitions(partitions);
  return isText(topic, nameLength) && from && filter && chosen !== undefined
    ? { topic, from, partitions: chosen, filter }
    : undefined;
}

function parseFrom(value: unknown): RecordsFrom | undefined {
  if (!isObject(value)) return undefined;
  const { kind, offset, timestamp } = value;
  switch (kind) {
    case 'tail':
    case 'earliest':
      return { kind };
    case 'offset':
      return isInteger(offset, 0, limits.largest) ? { kind, offset } : undefined;
    case 'time':
      return isInteger(timestamp, 0, limits.largest) ? { kind, timestamp } : undefined;
    default:
      return undefined;
  }
}

function parseFilter(value: unknown): RecordsFilter | undefined {
  if (!isObject(value)) return undefined;
  const { text, mode, matchCase } = value;
  return isText(text, limits.filter) &&
    (mode === 'text' || mode === 'regex' || mode === 'expression') &&
    typeof matchCase === 'boolean'
    ? { text, mode, matchCase }
    : undefined;
}

function parsePartitions(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value) || value.length > limits.partitions) return undefined;
  const numbers = value.filter((one): one is number => isInteger(one, 0, limits.largest));
  return numbers.length === value.length ? numbers : undefined;
}

function parseWindow(value: unknown): RecordsWindow | undefined {
  if (!isObject(value)) return undefined;
  const { first, count, until } = value;
  return isInteger(first, 0, limits.largest) &&
    isInteger(count, 0, limits.rows) &&
    (until === null || isId(until))
    ? { first, count, until }
    : undefined;
}

function isId(value: unknown): value is number {
  return isInteger(value, 0, limits.largest);
}

function isFormat(value: unknown): value is ValueFormat {
  return value === 'raw' || value === 'pretty' || value === 'hex';
}
