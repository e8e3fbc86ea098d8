/**
 * What the text in the value field is, said beside it. A hint only: any text may be sent. Pure.
 */

export type ValueHint =
  | { readonly kind: 'json' | 'text' | 'empty' }
  /** It starts like JSON and is none; `at` is undefined when the engine does not say where. */
  | { readonly kind: 'brokenJson'; readonly at: TextPlace | undefined };

/** Both count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Something goes out in its place: in JSON, be it in a string or for a value, digits will do; as many, so that columns stay. */
const template = /\{\{[a-z$](?:[^{}\n]|\{[^{}\n]*\})*\}\}/g;
/** Texts longer than this are not parsed at every keystroke. */
const parsedLength = 256 * 1024;

export function valueHint(written: string): ValueHint {
  const text =
    written.length > parsedLength
      ? written
      : written.replaceAll(template, ({ length }) => '1'.repeat(length));
  const trimmed = text.trim();
  if (trimmed === '') {
    return { kind: 'empty' };
  }
  if (!/^[[{"]/.test(trimmed) || text.length > parsedLength) {
    return { kind: isJson(trimmed) ? 'json' : 'text' };
  }
  try {
    JSON.parse(text);
    return { kind: 'json' };
  } catch (error) {
    return { kind: 'brokenJson', at: placeOf(text, String(error)) };
  }
}

function isJson(text: string): boolean {
  return /^(true|false|null|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/.test(text);
}

/** V8 says `… at position 12 …`, or nothing when the text ends too early: then it is the end of the text. */
function placeOf(text: string, message: string): TextPlace | undefined {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined && !/end of JSON/i.test(message)) return undefined;
  const before = position === undefined ? text.trimEnd() : text.slice(0, Number(position));
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}
