/** Markdown and the like: names in fenced blocks and in commands between backticks, as hints. Prose names nothing. */
import type { Example, Found, Occurrence, Source } from '../recogniser.ts';
import { distinct, findInEnvironment, findInJson, findInProperties, findInYaml } from './configuration.ts';
import { mentionsTool, shellNames } from './kafkaCommands.ts';
import { moved } from './names.ts';
import { sqlNames } from './sql.ts';
import { findInTerraform } from './terraform.ts';

type Find = (text: string) => readonly Occurrence[];

const source = (text: string): Source => ({ path: '', text, topicProperties: new Set() });
const languages: readonly (readonly [language: RegExp, find: Find])[] = [
  [
    /^(?:bash|sh|shell|shell-session|sh-session|console|zsh|powershell|ps1|bat|cmd|dockerfile|makefile)$/i,
    (text) => shellNames(withoutPrompts(text)),
  ],
  [/^ya?ml$/i, (text) => findInYaml(source(text)).names],
  [/^(?:json|jsonc|json5)$/i, (text) => findInJson(source(text)).names],
  [/^(?:properties|ini)$/i, (text) => findInProperties(source(text)).names],
  [/^(?:env|dotenv)$/i, (text) => findInEnvironment(source(text)).names],
  [/^(?:k?sql)$/i, sqlNames],
  [/^(?:hcl|tf|terraform)$/i, (text) => findInTerraform(source(text)).names],
];

const fence = /^[ \t>]*(`{3,}|~{3,})[ \t]*\{?\.?([\w-]*)[^\n]*\n([\s\S]*?)(?:^[ \t>]*\1[ \t]*$|(?![\s\S]))/gm;
const sourceBlock = /^\[source,[ \t]*([\w-]+)[^\]\n]*\]\n(-{4,})\n([\s\S]*?)\n\2[ \t]*$/gm;

/** Programs, by the names that their languages go by. */
const programs: Readonly<Record<string, string>> = {
  java: 'java',
  kotlin: 'kt',
  kt: 'kt',
  js: 'js',
  javascript: 'js',
  ts: 'ts',
  typescript: 'ts',
  python: 'py',
  py: 'py',
  go: 'go',
  golang: 'go',
  csharp: 'cs',
  cs: 'cs',
  rust: 'rs',
  ruby: 'rb',
  php: 'php',
};

export function findInDocumentation({ text }: Source): Found {
  const blocks = [...blocksIn(text, fence, 2), ...blocksIn(text, sourceBlock, 1)];
  const found = [...blocks.flatMap(namesIn), ...inline(text)];
  return {
    names: distinct(found).map((name) => ({ ...name, mention: true })),
    examples: blocks.flatMap(({ language, body, start }): readonly Example[] => {
      const extension = programs[language.toLowerCase()];
      return extension === undefined ? [] : [{ path: `example.${extension}`, text: body, start }];
    }),
  };
}

interface Block {
  readonly language: string;
  readonly body: string;
  readonly start: number;
}

function blocksIn(text: string, pattern: RegExp, language: 1 | 2): readonly Block[] {
  return [...text.matchAll(pattern)].map((match) => {
    const body = match[3] ?? '';
    const firstLine = language === 1 ? match[0].indexOf('\n') + 1 : 0;
    const start = match.index + match[0].indexOf('\n', firstLine) + 1;
    return { language: match[language] ?? '', body, start };
  });
}

function namesIn({ language, body, start }: Block): readonly Occurrence[] {
  const [, find] = languages.find(([name]) => name.test(language)) ?? [];
  return (find?.(body) ?? []).map((name) => moved(name, start));
}

/** `kcat -t orders` in a sentence. */
function inline(text: string): readonly Occurrence[] {
  return [...text.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].flatMap((match) =>
    mentionsTool(match[1] ?? '')
      ? shellNames(match[1] ?? '').map((name) => moved(name, match.index + 1))
      : [],
  );
}

function withoutPrompts(text: string): string {
  return text.replace(/^([ \t]*)[$>%][ \t]/gm, '$1  ');
}
