/** `${NAME:default}` in a value: from what is known, else the default, else it has to be asked for. Pure. */
import type { Settings } from './propertiesFile.ts';

export interface Resolved {
  readonly settings: Settings;
  /** What nobody knows, in the order in which it was met, with the setting that wants it. */
  readonly missing: readonly { readonly name: string; readonly key: string }[];
}

/** @param known the value of a name; undefined = not known. What it gives may have placeholders itself. */
export function resolvePlaceholders(
  settings: Settings,
  known: (name: string) => string | undefined,
): Resolved {
  const missing = new Map<string, string>();
  const resolved = new Map<string, string>();
  for (const [key, value] of settings) {
    const names: string[] = [];
    resolved.set(key, replaced(value, known, names, 0));
    for (const name of names) if (!missing.has(name)) missing.set(name, key);
  }
  return { settings: resolved, missing: [...missing].map(([name, key]) => ({ name, key })) };
}

/**
 * As Spring looks a name up: what was typed, then the environment, `my.name` also as MY_NAME, then the file itself. Kafka's own
 * configuration providers are known by `env:NAME`; others, such as `file:…`, are not asked.
 */
export function lookUp(
  name: string,
  {
    typed,
    environment,
    file,
  }: {
    readonly typed: Settings;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly file: Settings;
  },
): string | undefined {
  const variable = name.replace(/^env:/, '');
  const relaxed = variable.replaceAll(/[.-]/g, '_').toUpperCase();
  return typed.get(name) ?? environment[variable] ?? environment[relaxed] ?? file.get(name);
}

const deepest = 10;

function replaced(
  text: string,
  known: (name: string) => string | undefined,
  missing: string[],
  depth: number,
): string {
  let done = '';
  for (let rest = text; ; ) {
    const start = rest.indexOf('${');
    const end = start < 0 ? -1 : endOf(rest, start + 2);
    if (end < 0 || depth > deepest) return done + rest;
    const value = valueIn(rest.slice(start + 2, end), known, missing, depth);
    done += rest.slice(0, start) + value;
    rest = rest.slice(end + 1);
  }
}

function valueIn(
  content: string,
  known: (name: string) => string | undefined,
  missing: string[],
  depth: number,
): string {
  const { name: written, fallback } = nameAndDefault(content);
  const name = replaced(written, known, missing, depth + 1);
  const value = known(name) ?? fallback;
  if (value !== undefined) return replaced(value, known, missing, depth + 1);
  missing.push(name);
  return '';
}

/** `env:`, `file:` and the like name a configuration provider of Kafka; `:-` is how a shell writes a default. */
function nameAndDefault(content: string): { readonly name: string; readonly fallback: string | undefined } {
  const isProvider = /^(env|file|dir|directory|vault|secretsmanager):/.test(content);
  const [, name = content, fallback] = isProvider ? [] : (/^([^:$]*):-?(.*)$/s.exec(content) ?? []);
  return { name: name.trim(), fallback };
}

/** Where the brace closes that was opened before `from`; -1 when it does not. */
function endOf(text: string, from: number): number {
  let depth = 1;
  for (let index = from; index < text.length; index++) {
    if (text.startsWith('${', index)) depth += 1;
    else if (text[index] === '}') depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}
