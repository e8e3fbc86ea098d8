/** Which words of a command are topics: Kafka's own scripts, kcat, rpk, kaf, kafkactl, Confluent's CLI. */
import type { Occurrence } from '../recogniser.ts';
import { moved, namesIn } from './names.ts';
import { handedTopics } from './shellFunctions.ts';
import { type Alternatives, type Command, commandsOf, type Word } from './shellWords.ts';

interface Tool {
  /** The program's name, without its folder. */
  readonly program: RegExp;
  readonly topics: (words: Command) => readonly Alternatives[];
}

const tools: readonly Tool[] = [
  {
    program: /^kafka-(?!configs)[a-z-]+(?:\.sh|\.bat)?$/,
    topics: (words) => [
      ...valuesOf(words, /^--(?:topic|topics|input-topics?|output-topics?|intermediate-topics)$/),
    ],
  },
  {
    program: /^kafka-configs(?:\.sh|\.bat)?$/,
    topics: (words) => [
      ...valuesOf(words, /^--topic$/),
      ...(valuesOf(words, /^--entity-type$/).some(([type]) => type?.text === 'topics')
        ? valuesOf(words, /^--entity-name$/)
        : []),
    ],
  },
  { program: /^(?:kcat|kafkacat)$/, topics: kcatTopics },
  {
    program: /^rpk$/,
    topics: (words) =>
      after(
        words,
        /^topic$/,
        /^(?:create|produce|consume|describe|delete|alter-config|add-partitions|trim-prefix)$/,
      ),
  },
  {
    program: /^kaf$/,
    topics: (words) => [
      ...after(words, /^topics?$/, /^(?:create|describe|delete|add-config|lag)$/).slice(0, 1),
      ...after(words, /^(?:produce|consume)$/).slice(0, 1),
    ],
  },
  {
    program: /^kafkactl$/,
    topics: (words) => [
      ...after(words, /^(?:create|describe|delete|alter|clone)$/, /^topic$/).slice(0, 1),
      ...after(words, /^(?:produce|consume)$/).slice(0, 1),
    ],
  },
  {
    program: /^confluent$/,
    topics: (words) =>
      after(words, /^topic$/, /^(?:create|produce|consume|describe|delete|update)$/).slice(0, 1),
  },
  { program: /^kaskade$|^plumber$|^zoe$/, topics: (words) => valuesOf(words, /^--topics?$/) },
];

/** The names in a script; `known` are variables that it has from elsewhere. */
export function shellNames(
  text: string,
  known: ReadonlyMap<string, readonly Word[]> = new Map(),
  start = 0,
  depth = 0,
): readonly Occurrence[] {
  const handed = handedTopics(text, known, topicsOf).flatMap((words) => words.flatMap(namesOf));
  return [
    ...commandsOf(text, known).flatMap((command) => commandNames(command, start, depth)),
    ...handed.map((name) => moved(name, start)),
  ];
}

/** The names in one command, its words relative to `start`; also where another program runs it: `docker exec …`. */
export function commandNames(command: Command, start = 0, depth = 0): readonly Occurrence[] {
  const found = topicsOf(command).flatMap((words) => words.flatMap(namesOf));
  // A command may be handed to another shell in quotes.
  const scripts =
    depth > 3
      ? []
      : command.flatMap((words) => words.filter(({ text }) => /\s/.test(text) && mentionsTool(text)));
  return [
    ...found.map((name) => moved(name, start)),
    ...scripts.flatMap((script) => shellNames(script.text, new Map(), start + script.start, depth + 1)),
  ];
}

/** The words of a command that are topics. */
function topicsOf(command: Command): readonly Alternatives[] {
  const at = command.findIndex((words) => words.some((word) => toolOf(word) !== undefined));
  // `$(RPK)` may stand for a whole command that ends with the tool.
  const tool = command[at]?.map(toolOf).find((one) => one !== undefined);
  return tool === undefined ? [] : tool.topics(command.slice(at + 1));
}

/** Cheap: without it no command in the text is one of Kafka's. */
export function mentionsTool(text: string): boolean {
  return /kafka-[a-z-]+|\bkcat\b|kafkacat|\brpk\b|\bkaf\b|kafkactl|\bconfluent\b/.test(text);
}

function toolOf(word: Word | undefined): Tool | undefined {
  const program = word?.text.split(/[/\\]/).at(-1) ?? '';
  return tools.find((tool) => tool.program.test(program));
}

/** `orders`, `orders:0,1` and lists of them. */
function namesOf(word: Word): readonly Occurrence[] {
  if (word.isUnknown) return [];
  const bare = word.text.replace(/:[\d,-]*$/, '');
  return namesIn({ value: bare, start: word.start });
}

/** `--topic orders` and `--topic=orders`. */
function valuesOf(words: Command, option: RegExp): readonly Alternatives[] {
  return words.flatMap(([word], index) => {
    const text = word?.text ?? '';
    const [name = '', value] = text.split(/=(.*)/s);
    if (!option.test(name) || word === undefined) return [];
    if (value === undefined) return words.slice(index + 1, index + 2);
    return [
      [
        {
          text: value,
          start: word.start + name.length + 1,
          isUnknown: word.isUnknown || value.includes('$'),
        },
      ],
    ];
  });
}

/** What follows these words in this order, without options and their values. */
function after(words: Command, ...path: readonly RegExp[]): readonly Alternatives[] {
  let at = 0;
  for (const step of path) {
    const found = words.findIndex(([word], index) => index >= at && step.test(word?.text ?? ''));
    if (found === -1) return [];
    at = found + 1;
  }
  const rest: Alternatives[] = [];
  for (let index = at; index < words.length; index += 1) {
    const text = words[index]?.[0]?.text ?? '';
    if (/^[<>]/.test(text)) break;
    // An option takes the next word unless it brings its value along, or is a switch.
    if (text.startsWith('-'))
      index +=
        text.includes('=') || /^--?(?:if-not-exists|f|v|q|d|D|regex|quiet|help|verbose)$/.test(text) ? 0 : 1;
    else rest.push(words[index] ?? []);
  }
  return rest;
}

/** `-t orders`, `-torders`, `-G group orders payments`. */
function kcatTopics(words: Command): readonly Alternatives[] {
  return words.flatMap(([word], index) => {
    const text = word?.text ?? '';
    if (text === '-t') return words.slice(index + 1, index + 2);
    if (/^-[A-Z]*t./.test(text) && word !== undefined) {
      const value = text.replace(/^-[A-Z]*t/, '');
      return [[{ ...word, text: value, start: word.start + text.length - value.length }]];
    }
    if (text !== '-G') return [];
    const rest = words.slice(index + 2);
    const end = rest.findIndex(([one]) => one?.text.startsWith('-'));
    return end === -1 ? rest : rest.slice(0, end);
  });
}
