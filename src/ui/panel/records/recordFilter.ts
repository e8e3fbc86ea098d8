/**
 * Filters over key, value and headers: a text, a regular expression or an expression. Each is asked without a pause, so
 * none may take long: regular expressions run in linear time (RE2), and of a long value only the first megabyte is searched.
 */
import { RE2JS } from 're2js';
import type { StoredRecord } from '../../../client/model.ts';
import { compileExpression } from './expression.ts';
import { textOf } from './recordBytes.ts';
import type { RecordTest } from './recordStore.ts';
import type { FilterError, RecordsFilter } from './recordsMessages.ts';

const searched = 1024 * 1024;

/** undefined as a test = everything passes. */
export type CompiledFilter = { readonly test: RecordTest | undefined } | { readonly error: FilterError };

export function compileFilter({ text, mode, matchCase }: RecordsFilter): CompiledFilter {
  if (text.trim() === '') {
    return { test: undefined };
  }
  switch (mode) {
    case 'text':
      return { test: matchCase ? contains(text) : containsIgnoringCase(text.toLowerCase()) };
    case 'regex':
      return compileRegex(text, matchCase);
    case 'expression':
      return compileExpression(text);
  }
}

function contains(wanted: string): RecordTest {
  return (record) => someText(record, (text) => text.includes(wanted));
}

function containsIgnoringCase(wanted: string): RecordTest {
  return (record) => someText(record, (text) => text.toLowerCase().includes(wanted));
}

function compileRegex(text: string, matchCase: boolean): CompiledFilter {
  try {
    const regex = RE2JS.compile(text, matchCase ? 0 : RE2JS.CASE_INSENSITIVE);
    return { test: (record) => someText(record, (field) => regex.test(field)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      error: { kind: 'regex', detail: message.replace(/^error parsing regexp: /, '').replace('`(?i)', '`') },
    };
  }
}

/** Whether key, value, or the name or value of a header is such a text. */
function someText({ key, value, headers }: StoredRecord, test: (text: string) => boolean): boolean {
  return (
    (value !== null && test(textOf(value.subarray(0, searched)))) ||
    (key !== null && test(textOf(key.subarray(0, searched)))) ||
    headers.some((header) => test(header.key) || test(textOf(header.value.subarray(0, searched))))
  );
}
