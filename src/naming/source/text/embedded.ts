/** What a text of a configuration may hold: a script, or a file of its own. Offsets are brought back to the source. */
import type { Occurrence } from '../recogniser.ts';
import type { ConfigNode, ConfigText } from './configTree.ts';
import { assignedNames } from './environment.ts';
import { commandNames, mentionsTool, shellNames } from './kafkaCommands.ts';
import { moved } from './names.ts';

const scriptKeys =
  /^(?:command|args|entrypoint|run|script|before_script|after_script|commands|shell|cmd|test|exec|raw)$/i;

/** Names in scripts anywhere below the node. */
export function scriptNames(node: ConfigNode, key = ''): readonly Occurrence[] {
  if (node.kind === 'map') {
    const shared = node.entries.flatMap(({ key: name, value }) => scriptNames(value, name));
    return [...shared, ...splitCommand(node)];
  }
  if (node.kind === 'text') return inSource(node, textNames(node.value));
  const words = node.items.flatMap((item) =>
    item.kind === 'text' && item.lines === undefined ? [item] : [],
  );
  const isCommand = scriptKeys.test(key) && words.length === node.items.length && words.length > 1;
  const asWords = isCommand
    ? commandNames(words.map(({ value, start }) => [{ text: value, start, isUnknown: value.includes('$') }]))
    : [];
  return asWords.length > 0 ? asWords : node.items.flatMap((item) => scriptNames(item, key));
}

/** Commands, and variables set for one: `KAFKA_TOPIC=orders node index.js`. */
function textNames(text: string): readonly Occurrence[] {
  return [...(mentionsTool(text) ? shellNames(text) : []), ...assignedNames(text, false)];
}

/** `entrypoint: rpk` beside `command: topic create orders`. */
function splitCommand(node: ConfigNode & { kind: 'map' }): readonly Occurrence[] {
  const textAt = (key: RegExp) => node.entries.find((entry) => key.test(entry.key))?.value;
  const entrypoint = textAt(/^entrypoint$/);
  const command = textAt(/^(?:command|args)$/);
  const program = entrypoint?.kind === 'list' ? entrypoint.items[0] : entrypoint;
  if (
    program?.kind !== 'text' ||
    command?.kind !== 'text' ||
    !mentionsTool(program.value) ||
    mentionsTool(command.value)
  )
    return [];
  const prefix = `${program.value} `;
  return inSource(
    command,
    shellNames(`${prefix}${command.value}`).map((name) => moved(name, -prefix.length)),
  );
}

/** The occurrences within a text's value, by the offsets of the source. */
export function inSource({ lines, start }: ConfigText, names: readonly Occurrence[]): readonly Occurrence[] {
  return names.map((name) => {
    const line = lines?.findLast(({ from }) => from <= name.start);
    return moved(name, line === undefined ? start : line.source - line.from);
  });
}
