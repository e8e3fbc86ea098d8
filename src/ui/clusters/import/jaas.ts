/** `sasl.jaas.config`: a login module and its options, in the syntax of Java's JAAS. Pure. */

export interface LoginModule {
  /** Without the package, e.g. `PlainLoginModule`. */
  readonly name: string;
  readonly options: ReadonlyMap<string, string>;
}

/** @returns undefined when the text is no login module */
export function readJaas(text: string): LoginModule | undefined {
  const [, module, rest = ''] =
    /^\s*([\w.$]+)\s+(?:required|requisite|sufficient|optional)\b(.*)$/is.exec(text) ?? [];
  if (module === undefined) return undefined;
  const options = new Map<string, string>();
  const option = /\s*([\w.-]+|"[^"]*")\s*=\s*("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s;]+)|\s*;/gy;
  for (let match = option.exec(rest); match?.[1] !== undefined; match = option.exec(rest)) {
    options.set(unquoted(match[1]), unquoted(match[2] ?? ''));
  }
  return { name: module.split('.').at(-1) ?? module, options };
}

/** The same text from its parts: Spring has them one by one. */
export function writeJaas(module: string, options: ReadonlyMap<string, string>): string {
  const written = [...options].map(([name, value]) => ` ${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`);
  return `${module} required${written.join('')};`;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unquoted(text: string): string {
  if (!/^["']/.test(text)) return text;
  return text.slice(1, -1).replaceAll(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}
