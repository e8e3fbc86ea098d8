/** The house rules, each a function from a file's path and text to its faults; `tidy.test.ts` shows that each one bites. */
import { posix } from 'node:path';

type Rule = (path: string, text: string) => readonly string[];

/** Who may import whom: each folder, and what it may reach beside itself. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'src/protocol': [],
  'src/broker': ['src/protocol'],
  'src/server': ['src/protocol', 'src/broker', 'src/naming', 'src/lint'],
  'src/client': ['src/protocol'],
  'src/naming': ['src/kafkaFile'],
  'src/lint': ['src/naming'],
  'src/kafkaFile': [],
  'src/ui': ['src/client', 'src/naming', 'src/kafkaFile'],
  'src/extension.ts': ['src/ui', 'src/client', 'src/naming', 'src/kafkaFile'],
  webview: [],
};

/** Types that may cross where values may not. */
const typeArrows: readonly (readonly [from: string, to: string])[] = [
  ['src/ui', 'src/server/control.ts'],
  ['src/ui', 'src/lint/control.ts'],
  ['webview', 'src/ui/panel/messages.ts'],
];

/** Packages, and the folders that may import them. */
const packages: readonly (readonly [name: RegExp, folders: readonly string[]])[] = [
  [/^(vscode|@types\/vscode)$/, ['src/ui', 'src/extension.ts']],
  [/^@platformatic\/kafka/, ['src/client']],
  [/^@vscode\/webview-ui-toolkit/, ['webview/controls.ts']],
  [/^@vscode\/tree-sitter-wasm$/, ['src/lint']],
  [/^(yaml|jsonc-parser|ignore)$/, ['src/naming', 'src/lint', 'src/ui']],
  [/^node:/, ['src/server', 'src/lint', 'src/client', 'src/ui', 'src/extension.ts']],
];

const pure = ['src/protocol', 'src/broker', 'src/naming', 'src/kafkaFile'];

const maxFileLines = 400;
const maxFunctionLines = 70;

export const findForbiddenImports: Rule = (path, text) =>
  importsOf(text).flatMap(({ specifier, typeOnly }) => {
    const forbidden = specifier.startsWith('.')
      ? !mayReach(path, posix.join(posix.dirname(path), specifier), typeOnly)
      : !mayUse(path, specifier);
    return forbidden ? [`${path} may not import ${specifier}`] : [];
  });

export const findForbiddenGlobals: Rule = (path, text) => {
  if (!pure.some((folder) => isIn(path, folder))) return [];
  const code = withoutComments(text);
  const forbidden =
    /\b(Date\.now|new Date\(\)|Math\.random|performance\.|Promise\b|async\b|await\b|setTimeout|setInterval|setImmediate|queueMicrotask|process\.|globalThis\.|require\()/g;
  return [...code.matchAll(forbidden)].map((match) => `${path}: pure code may not use ${match[0]}`);
};

export const findMissingHeader: Rule = (path, text) =>
  /^(?:#!.*\n)?(?:\/\*\*|\/\/)/.test(text) ? [] : [`${path} does not say what it is for`];

export const findLongFile: Rule = (path, text) => {
  const lines = text.split('\n').length;
  return lines > maxFileLines ? [`${path} has ${lines} lines: what is the second idea in it?`] : [];
};

/** By layout, which the formatter guarantees: a function ends at the brace that stands where its line began. */
export const findLongFunctions: Rule = (path, text) => {
  const lines = text.split('\n');
  return lines.flatMap((line, start) => {
    const opens =
      /^(\s*)(?!if|for|while|switch|return|describe|class|else|try|do|\})\S.*(\)|=>|: [\w<>[\]| ,'{}]+) \{$/.exec(
        line,
      );
    if (opens === null || /\b(interface|class|type|describe)\b/.test(line)) return [];
    const closing = new RegExp(`^${opens[1]}\\}`);
    const length = lines.slice(start + 1).findIndex((candidate) => closing.test(candidate)) + 2;
    return length > maxFunctionLines ? [`${path}:${start + 1} has a function of ${length} lines`] : [];
  });
};

export const findStyleFaults: Rule = (path, text) => {
  const code = withoutComments(text);
  const faults: readonly (readonly [RegExp, string])[] = [
    [/^export default/m, 'a default export'],
    [/[:<]\s*any\b|\bas any\b/, 'any'],
    [/^export \* from/m, 'a barrel export'],
    [/^\s*(?:export )?(?:const )?enum /m, 'an enum'],
  ];
  return faults.flatMap(([pattern, what]) => (pattern.test(code) ? [`${path} has ${what}`] : []));
};

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function importsOf(text: string): Import[] {
  const pattern =
    /^(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/gm;
  return [...text.matchAll(pattern)].map(([, type, named, dynamic]) => ({
    specifier: named ?? dynamic ?? '',
    typeOnly: type !== undefined,
  }));
}

function mayReach(from: string, to: string, typeOnly: boolean): boolean {
  const home = Object.keys(arrows).find((folder) => isIn(from, folder));
  if (home === undefined) return false;
  if (isIn(to, home)) return true;
  if (typeOnly && typeArrows.some(([folder, file]) => isIn(from, folder) && to === file)) return true;
  return (arrows[home] ?? []).some((folder) => isIn(to, folder));
}

function mayUse(path: string, name: string): boolean {
  const rule = packages.find(([pattern]) => pattern.test(name));
  if (rule !== undefined) return rule[1].some((folder) => isIn(path, folder));
  return !pure.some((folder) => isIn(path, folder));
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}
