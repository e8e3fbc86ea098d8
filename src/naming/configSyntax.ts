/** The keys of `.eddy/naming.json`, and what each may hold. `media/naming.schema.json` says the same to the editor. */
import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { defaultConvention } from './convention.ts';
import { presets } from './presets.ts';
import { type Sentence, sentence } from './sentence.ts';
import { shapeOf, wholeOf } from './shape.ts';
import type { ConfigKeys } from './teamConfig.ts';

export interface ConfigProblem {
  /** Offsets in the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Where in the file: `overrides[0].types`; '' for the whole of it. */
  readonly path: string;
  readonly sentence: Sentence;
}

/** Says what is wrong with a value, undefined when nothing is. */
type Check = (value: unknown) => Sentence | undefined;

export function readConfig(text: string): {
  readonly keys: ConfigKeys;
  readonly problems: readonly ConfigProblem[];
} {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [broken] = errors;
  if (root?.type !== 'object' || broken !== undefined) {
    const { offset, length } = broken ?? { offset: 0, length: text.length };
    const why = sentence('This is not JSON: an object in braces is expected, with a comma between its keys.');
    return {
      keys: {},
      problems: [{ start: offset, end: offset + Math.max(length, 1), path: '', sentence: why }],
    };
  }
  const problems = objectProblems(root, '', fileKeys);
  return problems.length > 0 ? { keys: {}, problems } : { keys: getNodeValue(root) as ConfigKeys, problems };
}

const severities = ['error', 'warning', 'information', 'hint', 'off'];

const conventionKeys: Readonly<Record<string, Check>> = {
  preset: oneOf(Object.keys(presets)),
  template: (value) =>
    typeof value === 'string' && shapeOf({ ...defaultConvention, template: value }) !== undefined
      ? undefined
      : sentence(
          'The template is segments in braces with one kind of separator between them, such as "{0}".',
          defaultConvention.template,
        ),
  types: texts,
  domains: texts,
  segments,
  ignore: texts,
  severity: oneOf(severities),
};

const fileKeys: Readonly<Record<string, Check>> = {
  $schema: text,
  ...conventionKeys,
  service: text,
  enforce: (value) => (typeof value === 'boolean' ? undefined : sentence('This is true or false.')),
  // Its objects are looked into by `objectProblems`.
  overrides: (value) => (Array.isArray(value) ? undefined : sentence('This is a list of objects.')),
  baseline: texts,
};

const overrideKeys: Readonly<Record<string, Check>> = { files: texts, ...conventionKeys };

function objectProblems(
  object: Node,
  path: string,
  checks: Readonly<Record<string, Check>>,
): readonly ConfigProblem[] {
  return (object.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    if (key === undefined || value === undefined) return [];
    const name = String(key.value);
    const at = path === '' ? name : `${path}.${name}`;
    const check = checks[name];
    if (check === undefined) {
      const known = Object.keys(checks).filter((one) => one !== '$schema');
      return [problem(key, at, sentence('There is no "{0}" here. There are: {1}.', name, known.join(', ')))];
    }
    const wrong = check(getNodeValue(value));
    if (wrong !== undefined) return [problem(value, at, wrong)];
    return name === 'overrides'
      ? (value.children ?? []).flatMap((one, index) => override(one, `${at}[${index}]`))
      : [];
  });
}

function override(node: Node, path: string): readonly ConfigProblem[] {
  if (node.type !== 'object') return [problem(node, path, sentence('This is a list of objects.'))];
  const files = node.children?.some(({ children }) => children?.[0]?.value === 'files') ?? false;
  if (!files) {
    const why = sentence('An override says for which files it holds: "files": ["legacy/**"].');
    return [problem(node, path, why)];
  }
  return objectProblems(node, path, overrideKeys);
}

function problem({ offset, length }: Node, path: string, why: Sentence): ConfigProblem {
  return { start: offset, end: offset + length, path, sentence: why };
}

function text(value: unknown): Sentence | undefined {
  return typeof value === 'string' ? undefined : sentence('This is a text in quotes.');
}

function texts(value: unknown): Sentence | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '')
    ? undefined
    : sentence('This is a list of texts: ["a", "b"].');
}

function oneOf(values: readonly string[]): Check {
  return (value) =>
    typeof value === 'string' && values.includes(value)
      ? undefined
      : sentence('This is one of {0}.', values.join(', '));
}

function segments(value: unknown): Sentence | undefined {
  if (!isObject(value))
    return sentence('This is an object: a segment of the template, and what it may hold.');
  for (const content of Object.values(value)) {
    const keys = isObject(content) ? Object.keys(content) : [];
    if (
      !isObject(content) ||
      keys.length === 0 ||
      keys.some((key) => key !== 'values' && key !== 'pattern')
    ) {
      return sentence('A segment holds "values", a list of texts, or "pattern", a regular expression.');
    }
    const { values, pattern } = content;
    if (values !== undefined && texts(values) !== undefined) return texts(values);
    if (pattern !== undefined && (typeof pattern !== 'string' || wholeOf(pattern) === undefined)) {
      return sentence('"{0}" is no regular expression.', String(pattern));
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
