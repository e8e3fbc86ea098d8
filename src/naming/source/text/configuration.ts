/** YAML, JSON, properties and env files: how a whole file is read. The rules are in the files beside this one. */
import type { Found, Occurrence, Source } from '../recogniser.ts';
import { channelNames, isAsyncApi } from './asyncApi.ts';
import { isAboutKafka } from './brokers.ts';
import { type ConfigNode, type ConfigText, wordsOf } from './configTree.ts';
import { inSource, scriptNames } from './embedded.ts';
import { environmentLists } from './environment.ts';
import { jsonTree } from './jsonTree.ts';
import { resourceNames } from './kubernetes.ts';
import { environmentTree, propertiesTree } from './properties.ts';
import { settingNames } from './settings.ts';
import { yamlTrees } from './yamlTree.ts';

export function findInYaml(source: Source): Found {
  return found(source, yamlTrees(source.text));
}

export function findInJson(source: Source): Found {
  const tree = jsonTree(source.text);
  return found(source, tree === undefined ? [] : [tree]);
}

export function findInProperties(source: Source): Found {
  return found(source, [propertiesTree(source.text)]);
}

export function findInEnvironment(source: Source): Found {
  return found(source, [environmentTree(source.text)]);
}

/** Texts for people, which speak of everything and name nothing. */
const messages =
  /(?:^|\/)(?:messages|labels|strings|i18n)[\w-]*\.(?:properties|json|ya?ml)$|(?:^|\/)(?:i18n|locales?|lang|translations)\//i;

function found({ path, topicProperties }: Source, trees: readonly ConfigNode[]): Found {
  if (messages.test(path)) return { names: [] };
  const names = trees.flatMap((tree) => namesIn(tree, topicProperties));
  return { names: distinct(names) };
}

function namesIn(tree: ConfigNode, topicProperties: ReadonlySet<string>): readonly Occurrence[] {
  if (isAsyncApi(tree)) return channelNames(tree);
  return [
    ...resourceNames(tree),
    ...settingNames(tree, topicProperties),
    ...environmentLists(tree, isAboutKafka(wordsOf(tree))),
    ...scriptNames(tree),
    ...fileNames(tree, topicProperties),
  ];
}

/** Files within a file: the entries of a ConfigMap, the configuration that a chart passes on. */
function fileNames(node: ConfigNode, topicProperties: ReadonlySet<string>, key = ''): readonly Occurrence[] {
  if (node.kind === 'list') return node.items.flatMap((item) => fileNames(item, topicProperties));
  if (node.kind === 'map') {
    return node.entries.flatMap((entry) => fileNames(entry.value, topicProperties, entry.key));
  }
  return node.lines === undefined ? [] : inSource(node, namesInFile(node, key, topicProperties));
}

function namesInFile(
  { value }: ConfigText,
  key: string,
  topicProperties: ReadonlySet<string>,
): readonly Occurrence[] {
  const source = { path: key, text: value, topicProperties };
  if (/\.ya?ml$/.test(key)) return findInYaml(source).names;
  if (/\.json$/.test(key)) return findInJson(source).names;
  if (/\.(?:properties|conf|cfg)$/.test(key)) return findInProperties(source).names;
  return /\.env$/.test(key) ? findInEnvironment(source).names : [];
}

export function distinct(names: readonly Occurrence[]): readonly Occurrence[] {
  return [...new Map(names.map((name) => [name.start, name])).values()].sort((a, b) => a.start - b.start);
}
