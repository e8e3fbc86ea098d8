/** From a value in a topic's place to the names in it: placeholders give their defaults, lists several names. */
import type { Occurrence } from '../recogniser.ts';

/** A text and where it stands; its offsets are exact as long as it is written without escapes. */
export interface Piece {
  readonly value: string;
  readonly start: number;
}

/** `${TOPIC:orders}`, `${TOPIC:-orders}`, `{{ x | default "orders" }}` is none: only a template knows that. */
const placeholder = /^\$\{([\w.\-[\]]+)(?::[-=?]?([^{}]*))?\}$/;

/** The names in a value: one, or several with commas, semicolons or pipes between them. */
export function namesIn(piece: Piece, separator: RegExp = /[,;]/): readonly Occurrence[] {
  return split(withDefault(piece), separator).flatMap((one) => nameAt(withDefault(one)));
}

/** A text that is a name as it stands. */
export function nameAt({ value, start }: Piece): readonly Occurrence[] {
  return isName(value) ? [{ name: value, start, end: start + value.length }] : [];
}

/** The occurrence in a text that begins so much further on. */
export function moved(name: Occurrence, by: number): Occurrence {
  return { ...name, start: name.start + by, end: name.end + by };
}

function withDefault(piece: Piece): Piece {
  const trimmed = trim(piece);
  const fallback = placeholder.exec(trimmed.value)?.[2];
  if (fallback === undefined) return trimmed;
  const start = trimmed.start + trimmed.value.length - 1 - fallback.length;
  return trim({ value: fallback, start });
}

export function split({ value, start }: Piece, separator: RegExp): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of value.matchAll(new RegExp(separator, 'g'))) {
    pieces.push({ value: value.slice(at, match.index), start: start + at });
    at = match.index + match[0].length;
  }
  pieces.push({ value: value.slice(at), start: start + at });
  return pieces.map(trim);
}

/** Without the blanks and quotes around it. */
function trim({ value, start }: Piece): Piece {
  const before = /^[\s"']*/.exec(value)?.[0].length ?? 0;
  return { value: value.slice(before).replace(/[\s"']+$/, ''), start: start + before };
}

/** What may be meant as a name, even if Kafka refuses it: no number, switch, path, address, pattern or sentence. */
export function isName(value: string): boolean {
  return (
    value.length > 0 &&
    value.length <= 300 &&
    !/^(?:true|false|null|none|yes|no|on|off|~|[\d.]+(?:ms|s|m|h|d|k|mb|gb)?|-+)$/i.test(value) &&
    !/^(?:trace|debug|info|warn|error|fatal)$/i.test(value) &&
    !/[\s{}()<>[\]*+^$|\\"'`=@!?#%,;&]/.test(value) &&
    !/:\/\/|^\.{0,2}\/|:\d|\/$|^arn:|^projects\//.test(value)
  );
}
