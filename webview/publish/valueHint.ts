/**
 * What the text in the value field is, said beside it. A hint only: any text may be sent. Pure.
 */

export type ValueHint =
  | { readonly kind: 'json' | 'text' | 'empty' }
  /** It starts like JSON and is none. `line` counts from 1; undefined when the engine does not say where. */
  | { readonly kind: 'brokenJson'; readonly line: number | undefined };

/** Something goes out in its place: in JSON, be it in a string or for a value, a digit will do. */
const template = /\{\{[a-z$](?:[^{}\n]|\{[^{}\n]*\})*\}\}/g;
/** Texts longer than this are not parsed at every keystroke. */
const parsedLength = 256 * 1024;

export function valueHint(written: string): ValueHint {
  const text = written.length > parsedLength ? written : written.replaceAll(template, '0');
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
    return { kind: 'brokenJson', line: lineOf(text, String(error)) };
  }
}

function isJson(text: string): boolean {
  return /^(true|false|null|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/.test(text);
}

/** V8 says `… at position 12 …`, or nothing when the text ends too early: then it is the last line. */
function lineOf(text: string, message: string): number | undefined {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) {
    return text.slice(0, Number(position)).split('\n').length;
  }
  return /end of JSON/i.test(message) ? text.trimEnd().split('\n').length : undefined;
}
