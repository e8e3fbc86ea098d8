/** A name by line and column, as editors and reports count: offsets mean nothing without the text. */
import type { Occurrence } from '../naming/source/recogniser.ts';

export interface PlacedName {
  readonly name: string;
  /** From 0 on, in UTF-16 units; a name lies in one line. */
  readonly line: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** What stands there is the name itself and may be replaced: it is not put together from parts, nor escaped. */
  readonly isVerbatim: boolean;
  readonly mention: boolean;
}

export function placedNames(text: string, names: readonly Occurrence[]): readonly PlacedName[] {
  let line = 0;
  let lineStart = 0;
  const byPlace = [...names].sort((a, b) => a.start - b.start);
  return byPlace.map(({ name, start, end, mention = false }) => {
    for (
      let next = text.indexOf('\n', lineStart);
      next !== -1 && next < start;
      next = text.indexOf('\n', lineStart)
    ) {
      line += 1;
      lineStart = next + 1;
    }
    const isVerbatim = text.slice(start, end) === name;
    return { name, line, start: start - lineStart, end: end - lineStart, isVerbatim, mention };
  });
}
