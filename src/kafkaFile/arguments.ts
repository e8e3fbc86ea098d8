/**
 * Reads the arguments of a template call: JSON, and beyond it single quotes and bare keys, so that
 * `{{helpers.arrayElement(['a','b'])}}` is a list and not the text of one.
 */

export interface Arguments {
  readonly values: readonly unknown[];
  /** Offset after the closing parenthesis. */
  readonly end: number;
}

const deepest = 32;

/** Arguments from the offset after "(" to the matching ")"; undefined when they are not written as values. */
export function readArguments(text: string, start: number): Arguments | undefined {
  const list = readList({ text, at: start, depth: 0 }, ')');
  return list === undefined ? undefined : { values: list.values, end: list.at };
}

/** A place in the text; `depth` bounds the nesting of values, since templates come from anywhere. */
interface Cursor {
  readonly text: string;
  readonly at: number;
  readonly depth: number;
}

interface Value {
  readonly value: unknown;
  readonly at: number;
}

const blank = /[ \t\r\n]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b/y;
const quoted = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y;
const bareKey = /[A-Za-z_$][\w$]*/y;

function readValue(cursor: Cursor): Value | undefined {
  if (cursor.depth > deepest) {
    return undefined;
  }
  const { text, at, depth } = skipBlanks(cursor);
  const inner = { text, at: at + 1, depth: depth + 1 };
  switch (text[at]) {
    case '[': {
      const list = readList(inner, ']');
      return list === undefined ? undefined : { value: list.values, at: list.at };
    }
    case '{':
      return readObject(inner);
    case '"':
    case "'":
      return readString({ text, at, depth });
    default: {
      const found = matchAt(scalar, text, at);
      return found === undefined ? undefined : { value: JSON.parse(found), at: at + found.length };
    }
  }
}

function readList(
  start: Cursor,
  close: string,
): { readonly values: readonly unknown[]; readonly at: number } | undefined {
  const values: unknown[] = [];
  let cursor = skipBlanks(start);
  while (cursor.text[cursor.at] !== close) {
    const value = readValue(cursor);
    const next = value === undefined ? undefined : afterItem({ ...cursor, at: value.at }, close);
    if (value === undefined || next === undefined) {
      return undefined;
    }
    values.push(value.value);
    cursor = next;
  }
  return { values, at: cursor.at + 1 };
}

function readObject(start: Cursor): Value | undefined {
  const entries: [string, unknown][] = [];
  let cursor = skipBlanks(start);
  while (cursor.text[cursor.at] !== '}') {
    const key = readKey(cursor);
    const colon = key === undefined ? undefined : skipBlanks({ ...cursor, at: key.at });
    const value = colon?.text[colon.at] === ':' ? readValue({ ...colon, at: colon.at + 1 }) : undefined;
    const next = value === undefined ? undefined : afterItem({ ...cursor, at: value.at }, '}');
    if (key === undefined || value === undefined || next === undefined) {
      return undefined;
    }
    entries.push([String(key.value), value.value]);
    cursor = next;
  }
  return { value: Object.fromEntries(entries), at: cursor.at + 1 };
}

function readKey(cursor: Cursor): Value | undefined {
  const bare = matchAt(bareKey, cursor.text, cursor.at);
  return bare === undefined ? readString(cursor) : { value: bare, at: cursor.at + bare.length };
}

function readString({ text, at }: Cursor): Value | undefined {
  const found = matchAt(quoted, text, at);
  return found === undefined ? undefined : { value: unescaped(found.slice(1, -1)), at: at + found.length };
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g,
    (_, code: string | undefined, character: string) =>
      code === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** After a value: past the comma, or at the closing character. */
function afterItem(cursor: Cursor, close: string): Cursor | undefined {
  const here = skipBlanks(cursor);
  if (here.text[here.at] === ',') {
    return skipBlanks({ ...here, at: here.at + 1 });
  }
  return here.text[here.at] === close ? here : undefined;
}

function skipBlanks(cursor: Cursor): Cursor {
  return { ...cursor, at: cursor.at + (matchAt(blank, cursor.text, cursor.at)?.length ?? 0) };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
