/**
 * Reads the values of properties and pragmas: `from`, `partitions`, `every`, `headers`, `@partition`,
 * `@timestamp`, `@acks`. Lenient exactly where "Tools for Apache Kafka" is.
 */
import { problem, type Read, type Text } from './syntax.ts';

export type From = 'earliest' | 'latest' | number;

/** `earliest`, `latest` or an offset; what follows the digits is passed over (`1abc` is 1). */
export function readFrom(text: string): Read<From> {
  if (text === 'earliest' || text === 'latest') {
    return { value: text };
  }
  const offset = Number.parseInt(text, 10);
  if (Number.isSafeInteger(offset) && offset >= 0) {
    return { value: offset };
  }
  const template = '"{0}" is no place to start: write earliest, latest or an offset.';
  return { problem: problem('from', 'error', whole(text), template, text) };
}

/** Kafka itself has not seen topics of more; a range beyond it is a slip of the keyboard. */
const mostPartitions = 100_000;

/** `0`, `0,1`, `0-2`, `0,2-3`: sorted, each once. Blanks do not count; a range that runs backwards is empty. */
export function readPartitions(text: string): Read<readonly number[]> {
  const wrong = /[^0-9,\-\s]/.exec(text);
  if (wrong !== null) {
    const span = { start: wrong.index, end: wrong.index + 1 };
    const template = "Unexpected character '{0}' in partitions expression.";
    return { problem: problem('partitions', 'error', span, template, wrong[0]) };
  }
  const partitions = new Set<number>();
  for (const item of text.replace(/\s/g, '').split(',')) {
    const [first, last] = item.split('-');
    const from = numberOf(first);
    const to = last === undefined ? from : numberOf(last);
    if (to >= mostPartitions) {
      const template = 'There is no partition {0}: Kafka topics have far fewer.';
      return { problem: problem('partitions', 'error', whole(text), template, String(to)) };
    }
    for (let partition = from; partition <= to; partition += 1) {
      partitions.add(partition);
    }
  }
  return { value: [...partitions].sort((a, b) => a - b) };
}

const unitMilliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** Ten times a second: enough to watch a lag grow, and little enough for a cluster to take. */
const shortestInterval = 100;
/** The longest delay a timer of the host can wait. */
const longestInterval = 2 ** 31 - 1;

/** `500ms`, `3s`, `5m`, `1h` in milliseconds, from a tenth of a second to 24 days. */
export function readInterval(text: string): Read<number> {
  const match = /^(\d+)(ms|[smh])$/.exec(text);
  const milliseconds = Number(match?.[1] ?? 0) * (unitMilliseconds[match?.[2] ?? ''] ?? 0);
  if (milliseconds >= shortestInterval && milliseconds <= longestInterval) {
    return { value: milliseconds };
  }
  const template = '"{0}" is no interval: write it like 500ms, 3s, 5m or 1h; 100ms is the shortest.';
  return { problem: problem('interval', 'error', whole(text), template, text) };
}

/** One `key=value` of a `headers` property. */
export interface HeaderItem {
  readonly key: Text;
  readonly value: Text;
}

export interface HeaderList {
  /** The headers to send: of several with one key the last counts, in the place of the first. */
  readonly headers: readonly HeaderItem[];
  /** Items without "=", which are not sent. */
  readonly dropped: readonly Text[];
  /** What follows a second "=", which is not sent either. */
  readonly cutOff: readonly Text[];
}

/** Reads `k=v, k=v`. Commas and "=" inside `{{…}}` belong to the template. */
export function readHeaders(text: string): HeaderList {
  const headers = new Map<string, HeaderItem>();
  const dropped: Text[] = [];
  const cutOff: Text[] = [];
  for (const item of splitOutsideTemplates({ text, start: 0, end: text.length }, ',')) {
    const [key, value, ...rest] = splitOutsideTemplates(item, '=');
    if (key === undefined || value === undefined) {
      dropped.push(...(item.text === '' ? [] : [item]));
      continue;
    }
    headers.set(key.text, { key, value });
    const first = rest[0];
    if (first !== undefined) {
      cutOff.push({ text: text.slice(first.start - 1, item.end), start: first.start - 1, end: item.end });
    }
  }
  return { headers: [...headers.values()], dropped, cutOff };
}

/** `@partition`: a number from 0. */
export function readPartition(text: string): Read<number> {
  const partition = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (partition < mostPartitions) {
    return { value: partition };
  }
  return {
    problem: problem('pragma', 'error', whole(text), '"{0}" is no partition: write a number from 0.', text),
  };
}

/** `@timestamp`: milliseconds since the epoch, or a date with its time zone such as 2026-11-02T10:00:00Z. */
export function readTimestamp(text: string): Read<number> {
  const isDate = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text);
  const timestamp = /^\d+$/.test(text) ? Number(text) : isDate ? Date.parse(text) : Number.NaN;
  if (Number.isSafeInteger(timestamp)) {
    return { value: timestamp };
  }
  const template = '"{0}" is no timestamp: write milliseconds, or a date like 2026-11-02T10:00:00Z.';
  return { problem: problem('pragma', 'error', whole(text), template, text) };
}

/** Kafka's own `acks`; the same shape as the client's. */
export type Acks = 'all' | '1' | '0';

/** `@acks`: `all` (or `-1`), `1` or `0`, as Kafka's producers write it. */
export function readAcks(text: string): Read<Acks> {
  switch (text) {
    case 'all':
    case '-1':
      return { value: 'all' };
    case '1':
    case '0':
      return { value: text };
    default:
      return {
        problem: problem('pragma', 'error', whole(text), '"{0}" is no acks: write all, 1 or 0.', text),
      };
  }
}

function whole(text: string): { readonly start: number; readonly end: number } {
  return { start: 0, end: text.length };
}

function numberOf(digits: string | undefined): number {
  return digits === undefined || digits === '' ? Number.NaN : Number(digits);
}

/** Splits at a character, trims, and leaves `{{…}}` whole; offsets stay those of the outer text. */
function splitOutsideTemplates(outer: Text, separator: string): readonly Text[] {
  const pieces: Text[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at <= outer.text.length; at += 1) {
    const two = outer.text.slice(at, at + 2);
    depth += two === '{{' ? 1 : two === '}}' && depth > 0 ? -1 : 0;
    if (at === outer.text.length || (depth === 0 && outer.text[at] === separator)) {
      pieces.push(trimmedPiece(outer, start, at));
      start = at + 1;
    }
  }
  return pieces;
}

function trimmedPiece(outer: Text, from: number, to: number): Text {
  const raw = outer.text.slice(from, to);
  const text = raw.trim();
  const start = outer.start + from + (raw.length - raw.trimStart().length);
  return { text, start, end: start + text.length };
}
