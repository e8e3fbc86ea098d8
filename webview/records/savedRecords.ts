/** The choices of the Messages view as they come back after the page was hidden or VS Code restarted. */
import type { RecordsFilter, RecordsFrom, RecordsQuery } from '../../src/ui/panel/messages.ts';
import { fields, isCount, text } from '../saved.ts';
import type { ColumnName, ValueFormat } from './recordsState.ts';

interface SavedRecords {
  readonly query: RecordsQuery | undefined;
  readonly filter: RecordsFilter | undefined;
  readonly formats: Readonly<Record<string, ValueFormat>>;
  readonly widths: Partial<Readonly<Record<ColumnName, number>>>;
}

export function parseSaved(saved: unknown): SavedRecords {
  const { query, filter, formats, widths } = fields(saved);
  return {
    query: query === undefined ? undefined : parseQuery(query),
    filter: filter === undefined ? undefined : parseFilter(filter),
    formats: Object.fromEntries(
      Object.entries(fields(formats)).filter((entry): entry is [string, ValueFormat] => isFormat(entry[1])),
    ),
    widths: Object.fromEntries(
      Object.entries(fields(widths)).filter(([name, width]) => isColumn(name) && isCount(width, 24)),
    ),
  };
}

function parseQuery(value: unknown): RecordsQuery {
  const query = fields(value);
  const { partitions } = query;
  const isList = Array.isArray(partitions) && partitions.every((one) => isCount(one, 0));
  return {
    topic: text(query.topic, ''),
    from: parseFrom(query.from),
    partitions: isList ? (partitions as number[]) : null,
  };
}

function parseFrom(value: unknown): RecordsFrom {
  const { kind, offset, at, until } = fields(value);
  if (kind === 'offset' && isCount(offset, 0)) {
    return { kind, offset };
  }
  if (kind === 'time' && isCount(at, 0)) {
    return { kind, at, until: isCount(until, 0) ? until : null };
  }
  return kind === 'earliest' || kind === 'latest' ? { kind } : { kind: 'tail' };
}

function parseFilter(value: unknown): RecordsFilter {
  const { text: said, mode, matchCase } = fields(value);
  return {
    text: text(said, ''),
    mode: mode === 'regex' || mode === 'expression' ? mode : 'text',
    matchCase: matchCase === true,
  };
}

function isFormat(value: unknown): value is ValueFormat {
  return value === 'raw' || value === 'pretty' || value === 'hex';
}

const columns: readonly string[] = ['time', 'partition', 'offset', 'key', 'size'] satisfies ColumnName[];

function isColumn(name: string): boolean {
  return columns.includes(name);
}
