/** Scripts, Dockerfiles and Makefiles: the commands in them, and the variables that they set for others. */
import type { Found, Occurrence, Source } from '../recogniser.ts';
import { isAboutKafka } from './brokers.ts';
import { distinct } from './configuration.ts';
import { inSource } from './embedded.ts';
import { variableNames } from './environment.ts';
import { shellNames } from './kafkaCommands.ts';
import { resourceNames } from './kubernetes.ts';
import { yamlTrees } from './yamlTree.ts';

export function findInShell({ text }: Source): Found {
  return { names: distinct([...shellNames(text), ...exported(text), ...manifests(text)]) };
}

/** `RUN` and `CMD` of a Dockerfile are commands; the JSON form is one with commas. `ENV` sets variables. */
export function findInDockerfile({ text }: Source): Found {
  const blank = (part: string) => ' '.repeat(part.length);
  const commands = text.replace(/^[ \t]*(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK|ENV|ARG|SHELL)\b/gim, blank);
  const plain = commands.replace(/^\s*\[(.*)\][ \t]*$/gm, (line) => line.replace(/[[\],]/g, ' '));
  const spaced = text.replace(/^([ \t]*)(ENV|ARG)([ \t]+)(\w+)[ \t]+(?==?)(?!=)/gim, (whole) => whole);
  return { names: distinct([...shellNames(plain), ...exported(spaced), ...pairs(text)]) };
}

/** Make writes `$(NAME)` and `$$name`, and sets variables with `:=` and `?=`. */
export function findInMakefile({ text }: Source): Found {
  const script = text
    .replace(/^(\w+)([ \t]*)(?:[:?+]?=)([ \t]*)([^\n#]*)/gm, (whole, name: string, _a, _b, value: string) => {
      const gap = whole.length - name.length - value.length;
      return `${name}=${'"'.repeat(Math.min(1, gap - 1))}${value}`
        .padStart(whole.length, ' ')
        .slice(-whole.length);
    })
    .replace(/\$\((\w+)\)/g, '${$1}')
    .replace(/\$\$(?=\w)/g, ' $')
    .replace(/^\t[@-]?/gm, (start) => ' '.repeat(start.length));
  return { names: distinct([...shellNames(script), ...exported(text)]) };
}

/** `export KAFKA_TOPIC=orders`, for a program that is started later. */
function exported(text: string): readonly Occurrence[] {
  const isKafka = isAboutKafka(text);
  const line = /^[ \t]*(?:export|ENV|ARG|set|SET)[ \t]+([A-Z][A-Z0-9_]*)=("[^"\n]*"|'[^'\n]*'|[^\s#;&|]*)/gm;
  return [...text.matchAll(line)].flatMap(([whole, key = '', value = ''], index, all) => {
    const start = (all[index]?.index ?? 0) + whole.length - value.length;
    return variableNames(key, { value, start }, isKafka);
  });
}

/** `ENV KAFKA_TOPIC orders`, and further pairs of one `ENV`. */
function pairs(text: string): readonly Occurrence[] {
  const isKafka = isAboutKafka(text);
  const old = /^[ \t]*ENV[ \t]+([A-Z][A-Z0-9_]*)[ \t]+([^\s=]+)[ \t]*$/gm;
  const further = /(?<=[ \t])([A-Z][A-Z0-9_]*)=("[^"\n]*"|[^\s\\]+)/g;
  return [old, further].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [whole, key = '', value = ''] = match;
      return variableNames(key, { value, start: match.index + whole.length - value.length }, isKafka);
    }),
  );
}

/** Resources handed to kubectl: `kubectl apply -f - <<EOF`. */
function manifests(text: string): readonly Occurrence[] {
  const heredoc = /<<-?[ \t]*(["']?)(\w+)\1[^\n]*\n([\s\S]*?)\n[ \t]*\2[ \t]*$/gm;
  return [...text.matchAll(heredoc)].flatMap((match) => {
    const body = match[3] ?? '';
    if (!/^[ \t]*kind:[ \t]*\w*Topic/m.test(body)) return [];
    const start = match.index + match[0].indexOf('\n') + 1;
    const names = yamlTrees(body).flatMap(resourceNames);
    return inSource({ kind: 'text', value: body, start }, names);
  });
}
