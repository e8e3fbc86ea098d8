/**
 * Which records are shown: text or a regular expression in key, value or headers, or an expression in CEL. All three take time
 * in proportion to what they look at: the regular expressions are RE2's, which do not backtrack.
 */
import { Environment } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import type { ReceivedRecord } from '../../../client/model.ts';
import type { RecordsFilter } from './recordsMessages.ts';

export type Matches = (record: ReceivedRecord) => boolean;

/** More of a value than this is not searched. */
const searchedBytes = 1024 * 1024;

/** @returns undefined for a filter that lets everything through; what is wrong with it, in English, as `problem` */
export function compileFilter(
  filter: RecordsFilter,
): { readonly matches: Matches | undefined } | { readonly problem: string } {
  if (filter.text.trim() === '') return { matches: undefined };
  try {
    switch (filter.mode) {
      case 'text':
        return { matches: inTexts(textSearch(filter.text, filter.matchCase)) };
      case 'regex': {
        const flags = filter.matchCase ? 0 : RE2JS.CASE_INSENSITIVE;
        const pattern = RE2JS.compile(filter.text, flags);
        return { matches: inTexts((text) => pattern.matcher(text).find()) };
      }
      case 'expression':
        return compileExpression(filter.text);
    }
  } catch (error) {
    return { problem: firstLine(error) };
  }
}

function textSearch(searched: string, matchCase: boolean): (text: string) => boolean {
  if (matchCase) return (text) => text.includes(searched);
  const lower = searched.toLowerCase();
  return (text) => text.toLowerCase().includes(lower);
}

function inTexts(find: (text: string) => boolean): Matches {
  return ({ key, value, headers }) =>
    (key !== null && find(textOf(key))) ||
    (value !== null && find(textOf(value))) ||
    headers.some((header) => find(header.key) || find(textOf(header.value)));
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, searchedBytes)).toString();
}

/** The names an expression may use, with CEL's types. */
const variables = {
  key: 'dyn',
  value: 'dyn',
  headers: 'map',
  partition: 'int',
  offset: 'int',
  timestamp: 'google.protobuf.Timestamp',
  size: 'int',
  tombstone: 'bool',
} as const;

function compileExpression(text: string): ReturnType<typeof compileFilter> {
  // What JavaScript's own regular expressions do for `matches` may take for ever.
  if (/\.\s*matches\s*\(|\bmatches\s*\(/.test(text)) {
    return {
      problem: 'matches() is not available here: use contains(), or the filter for regular expressions',
    };
  }
  const environment = new Environment({
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 1_000, maxDepth: 50 },
  });
  for (const [name, type] of Object.entries(variables)) environment.registerVariable(name, type);
  const program = environment.parse(text);
  const checked = program.check();
  if (!checked.valid) return { problem: firstLine(checked.error) };
  if (checked.type !== 'bool' && checked.type !== 'dyn') {
    return { problem: `the expression is a ${checked.type}, and must be true or false` };
  }
  return {
    matches: (record) => {
      try {
        return program(contextOf(record)) === true;
      } catch {
        // A record without the field that is asked for is none of those that are looked for.
        return false;
      }
    },
  };
}

function contextOf(record: ReceivedRecord): Record<string, unknown> {
  const { key, value, headers, partition, offset, timestamp } = record;
  const sizes = headers.map((header) => Buffer.byteLength(header.key) + header.value.length);
  return {
    key: key === null ? null : readValue(key),
    value: value === null ? null : readValue(value),
    headers: Object.fromEntries(headers.map((header) => [header.key, textOf(header.value)])),
    partition: BigInt(partition),
    offset: BigInt(offset),
    timestamp: new Date(timestamp),
    size: BigInt((key?.length ?? 0) + (value?.length ?? 0) + sizes.reduce((sum, size) => sum + size, 0)),
    tombstone: value === null,
  };
}

/** JSON as what it says, anything else as text. */
function readValue(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] ?? message;
}
