/**
 * The files of golden transcripts: comments, commands, and under each command, indented, what happened. It knows the
 * shape of a transcript, not what commands do.
 */

export type Line =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly text: string };

const indent = '    ';

/** Comments, blank lines and commands; what stood under the commands is left out. */
export function parseTranscript(source: string): readonly Line[] {
  return source
    .split('\n')
    .filter((line) => !line.startsWith(indent))
    .map((text) => ({ kind: text.trim() === '' || text.startsWith('#') ? 'text' : 'command', text }));
}

/** The transcript with what each command now answers. @param run gives the lines under a command */
export function writeTranscript(lines: readonly Line[], run: (command: string) => readonly string[]): string {
  return lines
    .flatMap(({ kind, text }) =>
      kind === 'text' ? [text] : [text, ...run(text).map((line) => `${indent}${line}`)],
    )
    .join('\n');
}

/** A command's words, and its `name=value` options. */
export interface Command {
  readonly verb: string;
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

export function parseCommand(text: string): Command {
  const [verb = '', ...rest] = text.trim().split(/\s+/);
  const options = rest.filter((word) => word.includes('=')).map((word) => splitOption(word));
  return { verb, words: rest.filter((word) => !word.includes('=')), options: new Map(options) };
}

function splitOption(word: string): [string, string] {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}

/** `500ms`, `2s`; in milliseconds. */
export function parseDuration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text) ?? [];
  if (number === undefined) throw new Error(`"${text}" is not a duration: 500ms, 2s`);
  return Number(number) * (unit === 's' ? 1000 : 1);
}

/** `orders-0` is partition 0 of `orders`. */
export function parsePartition(text: string | undefined): {
  readonly topic: string;
  readonly partition: number;
} {
  const [, topic, partition] = /^(.+)-(\d+)$/.exec(text ?? '') ?? [];
  if (topic === undefined) throw new Error(`"${text}" is not a partition: orders-0`);
  return { topic, partition: Number(partition) };
}
