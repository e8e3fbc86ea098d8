/** Scripts, Dockerfiles and Makefiles: the commands in them, and the variables that they set for others. */
import type { Found, Occurrence, Source } from '../recogniser.ts';
import { isAboutKafka } from './brokers.ts';
import { distinct } from './configuration.ts';
import { inSource } from './embedded.ts';
import { assignedNames, variableNames } from './environment.ts';
import { jsonTree } from './jsonTree.ts';
import { shellNames } from './kafkaCommands.ts';
import { resourceNames } from './kubernetes.ts';
import { settingNames } from './settings.ts';
import { pieces, type Word } from './shellWords.ts';
import { yamlTrees } from './yamlTree.ts';

export function findInShell({ text }: Source): Found {
  const names = [...shellNames(text), ...assignedNames(text, isAboutKafka(text)), ...documents(text)];
  return { names: distinct(names) };
}

/** `RUN` and `CMD` are commands, the JSON form of one with brackets and commas; `ENV` sets variables. */
export function findInDockerfile({ text }: Source): Found {
  const blanks = (part: string) => ' '.repeat(part.length);
  const commands = text
    .replace(/^[ \t]*(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK|ENV|ARG|SHELL)\b/gim, blanks)
    .replace(/^\s*\[.*\][ \t]*$/gm, (line) => line.replace(/[[\],]/g, ' '));
  const isKafka = isAboutKafka(text);
  const old = /^[ \t]*ENV[ \t]+([A-Z][A-Z0-9_]*)[ \t]+([^\s=]+)[ \t]*$/gm;
  const separate = [...text.matchAll(old)].flatMap(({ 0: whole, 1: key = '', 2: value = '', index }) =>
    variableNames(key, { value, start: index + whole.trimEnd().length - value.length }, isKafka),
  );
  return { names: distinct([...shellNames(commands), ...assignedNames(text, isKafka), ...separate]) };
}

/** Make sets variables with `:=` and `?=`, and writes `$(NAME)`, and `$$name` for the shell's. */
export function findInMakefile({ text }: Source): Found {
  const variables = new Map<string, readonly Word[]>();
  for (const { 0: whole, 1: name = '', 2: value = '', index } of text.matchAll(
    /^([A-Za-z_]\w*)[ \t]*[:?+]?=[ \t]*([^\n#]*)/gm,
  )) {
    const word = { text: value, start: index + whole.length - value.length, isUnknown: false };
    variables.set(name, pieces(word));
  }
  const script = text
    .replace(/\$\((\w+)\)/g, (_, name: string) => `\${${name}}`)
    .replace(/\$\$(?=\w)/g, ' $')
    .replace(/^\t[@-]?/gm, (start) => ' '.repeat(start.length));
  return { names: distinct([...shellNames(script, variables), ...assignedNames(text, false)]) };
}

/** Resources handed to kubectl, connectors handed to curl: documents between quotes, or behind `<<EOF`. */
function documents(text: string): readonly Occurrence[] {
  const heredoc = /<<-?[ \t]*(["']?)(\w+)\1[^\n]*\n([\s\S]*?)\n[ \t]*\2[ \t]*$/gm;
  const quoted = /'(\{[^']*\})'/g;
  return [
    ...[...text.matchAll(heredoc)].flatMap((match) =>
      documentNames(match[3] ?? '', match.index + match[0].indexOf('\n') + 1),
    ),
    ...[...text.matchAll(quoted)].flatMap((match) => documentNames(match[1] ?? '', match.index + 1)),
  ];
}

function documentNames(body: string, start: number): readonly Occurrence[] {
  const source = { kind: 'text', value: body, start } as const;
  if (/^\s*\{/.test(body)) {
    const tree = /"connector\.class"/.test(body) ? jsonTree(body) : undefined;
    return tree === undefined ? [] : inSource(source, settingNames(tree, new Set()));
  }
  return /^[ \t]*kind:[ \t]*\w*Topic/m.test(body)
    ? inSource(source, yamlTrees(body).flatMap(resourceNames))
    : [];
}
