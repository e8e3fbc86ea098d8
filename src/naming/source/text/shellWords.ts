/** A shell script as commands of words: quotes taken off, comments left out, variables that the script sets filled in. */

/** One word, or one of the values that a variable in its place may have. */
export interface Word {
  readonly text: string;
  readonly start: number;
  /** The text is not known: a variable from elsewhere is in it. */
  readonly isUnknown: boolean;
}

/** A word by all its values. */
export type Alternatives = readonly Word[];
export type Command = readonly Alternatives[];

/** `known` are variables that are set elsewhere, such as a Makefile's. */
export function commandsOf(
  text: string,
  known: ReadonlyMap<string, readonly Word[]> = new Map(),
): readonly Command[] {
  const variables = new Map([...known].map(([name, words]) => [name, [...words]]));
  const commands: Command[] = [];
  for (const raw of rawCommands(text)) {
    const words = raw.filter((word) => !assign(word, variables));
    const [keyword, name, isIn, ...values] = words;
    if (keyword?.text === 'for' && isIn?.text === 'in' && name !== undefined) {
      const filled = values.flatMap((value) => fill(value, variables)).flatMap(pieces);
      variables.set(name.text, together(variables.get(name.text), filled));
    }
    const list = words.findIndex((word) => word.text === '<<<');
    const target = words[list - 1];
    const given = words[list + 1];
    // `IFS=, read -ra TOPICS <<< "$LIST"`
    if (keyword?.text === 'read' && target !== undefined && given !== undefined) {
      variables.set(target.text, fill(given, variables).flatMap(pieces));
    }
    if (words.length > 0) commands.push(words.map((word) => fill(word, variables)));
  }
  return commands;
}

/** `NAME=value`, `NAME=(a b)`; a word that stays a word is none. */
function assign(word: Word, variables: Map<string, Word[]>): boolean {
  const [whole, name, value] = /^([A-Za-z_]\w*)\+?=(.*)$/s.exec(word.text) ?? [];
  if (whole === undefined || name === undefined || value === undefined) return false;
  const start = word.start + whole.length - value.length;
  const list = /^\((.*)\)$/s.exec(value)?.[1];
  const inside = list === undefined ? { value, start } : { value: list, start: start + 1 };
  const words =
    list === undefined ? [trimmed(inside.value, inside.start)] : inner(inside.value, inside.start);
  const filled = words.flatMap((one) => fill(one, variables));
  variables.set(name, together(variables.get(name), filled));
  return true;
}

/** A variable has so many values at most. */
const mostValues = 200;

/** Each value once: `X="${X:-3}"` gives X what it has. */
function together(before: readonly Word[] = [], more: readonly Word[]): Word[] {
  const all = new Map([...before, ...more].map((word) => [`${word.start} ${word.text}`, word]));
  return [...all.values()].slice(0, mostValues);
}

function inner(text: string, start: number): readonly Word[] {
  return rawCommands(text).flatMap((command) =>
    command.map((word) => ({ ...word, start: word.start + start })),
  );
}

function trimmed(value: string, start: number): Word {
  const isQuoted = /^(["']).*\1$/s.test(value);
  const text = isQuoted ? value.slice(1, -1) : value;
  return { text, start: start + (isQuoted ? 1 : 0), isUnknown: false };
}

function fill(word: Word, variables: ReadonlyMap<string, readonly Word[]>): Alternatives {
  if (!word.text.includes('$')) return [word];
  const [, name, fallback] =
    /^\$?\$\{?([A-Za-z_]\w*|\d|[@*])(?:\[[@*]\])?(?::[-=]([^{}]*))?\}?$/.exec(word.text) ?? [];
  if (name === undefined) return [{ ...word, isUnknown: true }];
  const values = variables.get(name) ?? [];
  if (fallback !== undefined && !fallback.includes('$')) {
    return [
      ...values,
      { text: fallback, start: word.start + word.text.lastIndexOf(fallback), isUnknown: false },
    ];
  }
  return values.length === 0 ? [{ ...word, isUnknown: true }] : values;
}

/** A variable without quotes around it is as many words as it holds. */
export function pieces(word: Word): readonly Word[] {
  return [...word.text.matchAll(/[^\s,]+/g)].map((match) => ({
    text: match[0],
    start: word.start + match.index,
    isUnknown: word.isUnknown,
  }));
}

/** What lies between blanks, quotes and separators, by a single pattern: linear in the length of the text. */
const token =
  /(?<comment>(?<=^|[\s;&|(])#[^\n]*|^[ \t]*(?:REM|::)[ \t][^\n]*)|(?<join>[\\^`]\r?\n)|(?<end>\r?\n|;|&&?|\|\|?)|(?<array>[A-Za-z_]\w*\+?=\([^()]*\))|(?<word>(?:"(?:[^"\\]|\\[\s\S])*"|'[^']*'|\$\{[^}\n]*\}|\$\([^()\n]*\)|`[^`\n]*`|\\.|[^\s;&|"'`\\()])+)|(?<other>[\s\S])/gm;

function rawCommands(text: string): readonly (readonly Word[])[] {
  const commands: Word[][] = [[]];
  for (const { groups = {}, index } of text.matchAll(token)) {
    if (groups['end'] !== undefined || groups['comment'] !== undefined) commands.push([]);
    const array = groups['array'];
    const word = groups['word'];
    if (array !== undefined) commands.at(-1)?.push({ text: array, start: index, isUnknown: false });
    if (word !== undefined) commands.at(-1)?.push(unquoted(word, index));
  }
  return commands.filter((command) => command.length > 0);
}

/** Offsets are exact where quotes surround the whole word, or what follows `=` in it. */
function unquoted(word: string, start: number): Word {
  const isUnknown = /\$\(|`/.test(word);
  const [, name = '', quote = '', inside] = /^([\w.-]*=)?(["'])(.*)\2$/s.exec(word) ?? [];
  if (inside === undefined) return { text: word.replaceAll(/["']/g, ''), start, isUnknown };
  if (name !== '') return { text: `${name}${inside}`, start: start + quote.length, isUnknown };
  return { text: inside, start: start + 1, isUnknown };
}
