/**
 * Words in a name, whatever style it is written in: camelCase, kebab-case, under_score, dots.
 * Positions are kept, so that a finding can point at a word.
 */

/** A part of a name and where it stands in it. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const word = /\p{Lu}+(?![\p{Ll}])\d*|\p{Lu}?\p{Ll}+\d*|\p{L}+|\d+\p{Ll}*/gu;

/** `orderHTTPCreated_v1` → order, HTTP, Created, v1. Digits stay with the letters before them. */
export function wordsOf(piece: Piece): readonly Piece[] {
  return [...piece.text.matchAll(word)].map((match) => pieceAt(match[0], piece.start + match.index));
}

/** Splits at a separator; empty pieces (`a..b`) are dropped. */
export function piecesOf(name: string, separator: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (const text of name.split(separator)) {
    if (text !== '') {
      pieces.push(pieceAt(text, start));
    }
    start += text.length + separator.length;
  }
  return pieces;
}

export function pieceAt(text: string, start: number): Piece {
  return { text, start, end: start + text.length };
}

/** The lower-case words of a text joined by one character. */
export function joinWords(text: string, joiner: string): string {
  return wordsOf(pieceAt(text, 0))
    .map((piece) => piece.text.toLowerCase())
    .join(joiner);
}

/** True when one insertion, deletion, substitution or swap of neighbours makes `a` into `b`. */
export function withinOneEdit(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) {
    return false;
  }
  let at = 0;
  while (at < short.length && short[at] === long[at]) {
    at += 1;
  }
  if (short.length < long.length) {
    return short.slice(at) === long.slice(at + 1);
  }
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  return (
    short.slice(at + 1) === long.slice(at + 1) || (swapped && short.slice(at + 2) === long.slice(at + 2))
  );
}
