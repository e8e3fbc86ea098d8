/**
 * A value as numbered lines: as it is, or JSON set out so that it can be read. Lines come one at a time, so that who shows a
 * huge value can stop in between. Pure.
 */

export interface Token {
  readonly kind: 'key' | 'string' | 'number' | 'word' | 'plain';
  readonly text: string;
}

export interface Line {
  /** undefined = goes on from the line above. */
  readonly number: number | undefined;
  readonly tokens: readonly Token[];
}

/** Characters of a line that is shown as one. */
const longestLine = 1_000;
/** A list or object without another in it stays on one line when it is no longer than this. */
const shortGroup = 72;
const indent = '  ';

export function* rawLines(text: string): Generator<Line> {
  let number = 1;
  for (let start = 0; start <= text.length; number++) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    yield* folded(number, [{ kind: 'plain', text: text.slice(start, end).replace(/\r$/, '') }]);
    start = end + 1;
  }
}

/** JSON with a line for each item. It takes what is cut off or not quite JSON as it comes, and changes no digit. */
export function* prettyLines(text: string): Generator<Line> {
  const lexer = new Lexer(text);
  let number = 1;
  let depth = 0;
  let line: Token[] = [];
  for (let token = lexer.next(); token !== undefined; token = lexer.next()) {
    const { text: said } = token;
    const opens = said === '{' || said === '[';
    const closes = said === '}' || said === ']';
    const short = opens && depth > 0 ? shortEnd(text, lexer.at) : undefined;
    if (closes) {
      if (line.length > 0) {
        yield* folded(number++, line);
        line = [];
      }
      depth = Math.max(0, depth - 1);
    }
    if (line.length === 0 && depth > 0) {
      line.push({ kind: 'plain', text: indent.repeat(Math.min(depth, 50)) });
    }
    if (short !== undefined) {
      line.push(...oneLine(text.slice(lexer.at - 1, short)));
      lexer.at = short;
      continue;
    }
    push(line, token);
    depth += opens ? 1 : 0;
    if (opens || said === ',') {
      yield* folded(number++, line);
      line = [];
    }
  }
  if (line.length > 0) {
    yield* folded(number, line);
  }
}

/** Adds a token; a string before a colon is a key. */
function push(line: Token[], token: Token): void {
  const last = line.at(-1);
  if (token.text === ':' && last?.kind === 'string') {
    line[line.length - 1] = { kind: 'key', text: last.text };
  }
  line.push(token.text === ':' ? { kind: 'plain', text: ': ' } : token);
}

const lexeme = /\s*(?:("[^"\\]*(?:\\.[^"\\]*)*"?)|(-?\d[\d.eE+-]*)|([{}[\],:])|([^\s"{}[\],:]+))/gsy;

class Lexer {
  readonly #text: string;
  readonly #lexeme = new RegExp(lexeme);

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the last token ends; what is set here is passed over. */
  get at(): number {
    return this.#lexeme.lastIndex;
  }

  set at(at: number) {
    this.#lexeme.lastIndex = at;
  }

  next(): Token | undefined {
    const match = this.#lexeme.exec(this.#text);
    return match === null ? undefined : tokenOf(match[1], match[2], match[3], match[4]);
  }
}

function tokenOf(
  quoted: string | undefined,
  digits: string | undefined,
  mark: string | undefined,
  word: string | undefined,
): Token {
  if (quoted !== undefined) {
    return { kind: 'string', text: quoted };
  }
  if (digits !== undefined) {
    return { kind: 'number', text: digits };
  }
  const isWord = word === 'true' || word === 'false' || word === 'null';
  return { kind: isWord ? 'word' : 'plain', text: mark ?? word ?? '' };
}

/** Where a group that began before `start` ends, if it is short and holds no other. */
function shortEnd(text: string, start: number): number | undefined {
  let inString = false;
  for (let at = start; at < text.length && at - start < shortGroup; at++) {
    const character = text[at];
    if (inString) {
      at += character === '\\' ? 1 : 0;
      inString = character !== '"';
    } else if (character === '"') {
      inString = true;
    } else if (character === '{' || character === '[') {
      return undefined;
    } else if (character === '}' || character === ']') {
      return at + 1;
    }
  }
  return undefined;
}

/** `{ "sku": "TS-1180-M", "qty": 2 }`, `[1, 2]`. */
function oneLine(group: string): readonly Token[] {
  const lexer = new Lexer(group.slice(1, -1));
  const inside: Token[] = [];
  for (let token = lexer.next(); token !== undefined; token = lexer.next()) {
    push(inside, token.text === ',' ? { kind: 'plain', text: ', ' } : token);
  }
  const space = group.startsWith('{') && inside.length > 0 ? ' ' : '';
  const open: Token = { kind: 'plain', text: `${group[0]}${space}` };
  return [open, ...inside, { kind: 'plain', text: `${space}${group.at(-1)}` }];
}

/** A line, and as many more as it is too long for. */
function* folded(number: number, tokens: readonly Token[]): Generator<Line> {
  let line: Token[] = [];
  let length = 0;
  let name: number | undefined = number;
  for (const token of tokens) {
    for (let at = 0; at === 0 || at < token.text.length; ) {
      if (length >= longestLine) {
        yield { number: name, tokens: line };
        name = undefined;
        line = [];
        length = 0;
      }
      const piece = token.text.slice(at, at + longestLine - length);
      line.push({ kind: token.kind, text: piece });
      length += piece.length;
      at += Math.max(1, piece.length);
    }
  }
  yield { number: name, tokens: line };
}
