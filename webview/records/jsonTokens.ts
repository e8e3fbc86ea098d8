/** JSON in pieces for colouring. What is not JSON comes through as it is: it never throws and never drops a character. Pure. */

export interface JsonToken {
  readonly text: string;
  readonly kind: 'name' | 'string' | 'number' | 'word' | 'other';
}

const token = /("(?:[^"\\]|\\.)*"?)(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)/g;

export function jsonTokens(text: string): readonly JsonToken[] {
  const tokens: JsonToken[] = [];
  let end = 0;
  const add = (piece: string, kind: JsonToken['kind']): void => {
    if (piece !== '') tokens.push({ text: piece, kind });
  };
  for (const match of text.matchAll(token)) {
    add(text.slice(end, match.index), 'other');
    const [whole, quoted, colon, number] = match;
    if (quoted === undefined) add(whole, number === undefined ? 'word' : 'number');
    else {
      add(quoted, colon === undefined ? 'string' : 'name');
      add(colon ?? '', 'other');
    }
    end = match.index + whole.length;
  }
  add(text.slice(end), 'other');
  return tokens;
}
