/** Functions that a script defines, as far as their arguments are topics: `create() { kafka-topics.sh --topic "$1"; }`. */
import { type Alternatives, type Command, commandsOf, type Word } from './shellWords.ts';

/** Stands for an argument while a function's body is read; no shell's word begins like this. */
const mark = '\0';
const positional = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '@', '*'];
const marked: ReadonlyMap<string, readonly Word[]> = new Map(
  positional.map((name) => [name, [{ text: mark + name, start: 0, isUnknown: false }]]),
);

const definition =
  /(?:^|\n)[ \t]*(?:function[ \t]+([\w-]+)[ \t]*(?:\(\))?|([\w-]+)[ \t]*\(\))\s*\{([\s\S]{0,4000}?)(?:\n\}|;[ \t]*\}[ \t]*(?=\n|$))/g;

/** Words of calls that stand where the function has a topic; `topicsOf` tells those of one command. */
export function handedTopics(
  text: string,
  known: ReadonlyMap<string, readonly Word[]>,
  topicsOf: (command: Command) => readonly Alternatives[],
): readonly Alternatives[] {
  const places = new Map<string, readonly string[]>();
  for (const [, spelled, plain, body = ''] of text.matchAll(definition)) {
    const topics = commandsOf(body, new Map([...known, ...marked])).flatMap(topicsOf);
    const names = topics.flat().flatMap((word) => (word.text.startsWith(mark) ? [word.text.slice(1)] : []));
    if (names.length > 0) places.set(spelled ?? plain ?? '', names);
  }
  if (places.size === 0) return [];
  return [...commandsOf(text, known), ...substituted(text, known)].flatMap((command) => {
    const at = command.findIndex(([word]) => places.has(word?.text ?? ''));
    const given = command.slice(at + 1);
    // A definition is no call.
    const isCall = at !== -1 && command[at - 1]?.[0]?.text !== 'function' && given[0]?.[0]?.text !== '{';
    const names = isCall ? (places.get(command[at]?.[0]?.text ?? '') ?? []) : [];
    return names.flatMap((name) => (/^\d$/.test(name) ? given.slice(Number(name) - 1, Number(name)) : given));
  });
}

/** Commands between `$(` and `)`. */
function substituted(text: string, known: ReadonlyMap<string, readonly Word[]>): readonly Command[] {
  return [...text.matchAll(/\$\(([^()]*)\)/g)].flatMap(({ 1: inside = '', index }) =>
    commandsOf(inside, known).map((command) =>
      command.map((words) => words.map((word) => ({ ...word, start: word.start + index + 2 }))),
    ),
  );
}
