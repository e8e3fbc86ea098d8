/** Configuration as a tree, whatever it is written in: what `yamlTree.ts`, `jsonTree.ts` and `properties.ts` read. */

export type ConfigNode = ConfigMap | ConfigList | ConfigText;

export interface ConfigMap {
  readonly kind: 'map';
  readonly entries: readonly ConfigEntry[];
}

export interface ConfigEntry {
  readonly key: string;
  /** Where the key's text begins. */
  readonly keyStart: number;
  readonly value: ConfigNode;
}

export interface ConfigList {
  readonly kind: 'list';
  readonly items: readonly ConfigNode[];
}

export interface ConfigText {
  readonly kind: 'text';
  readonly value: string;
  /** Where the text begins, behind its quotes. */
  readonly start: number;
  /** For a text over several lines: where each of them begins, in the text and in the source. */
  readonly lines?: readonly Line[];
}

export interface Line {
  readonly from: number;
  readonly source: number;
}

/** All keys and values, one a line: what a tree says, without its comments. */
export function wordsOf(node: ConfigNode): string {
  switch (node.kind) {
    case 'text':
      return node.value;
    case 'list':
      return node.items.map(wordsOf).join('\n');
    case 'map':
      return node.entries.map(({ key, value }) => `${key}\n${wordsOf(value)}`).join('\n');
  }
}

/** What is said to people, who may speak of anything. */
const prose = /^(?:title|slug|label|headline|subject|summary|description|text|message|body|comment)$/i;

/** The same without what is said to people. */
export function labelsOf(node: ConfigNode): string {
  switch (node.kind) {
    case 'text':
      return /^\S+(?: \S+){2,}$/.test(node.value) ? '' : node.value;
    case 'list':
      return node.items.map(labelsOf).join('\n');
    case 'map':
      return node.entries
        .map(({ key, value }) => `${key}\n${prose.test(key) ? '' : labelsOf(value)}`)
        .join('\n');
  }
}

export function entryOf(node: ConfigNode | undefined, key: string): ConfigNode | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}

export function textOf(node: ConfigNode | undefined, key: string): ConfigText | undefined {
  const value = entryOf(node, key);
  return value?.kind === 'text' ? value : undefined;
}

/** A value at a path of keys; a list's items have the path of the list. */
export interface Setting {
  readonly path: readonly string[];
  readonly text: ConfigText;
  /** The map that holds it, or that holds its list. */
  readonly holder: ConfigMap | undefined;
}

/** Every text below the node, with dotted keys taken apart. */
export function settingsOf(
  node: ConfigNode,
  path: readonly string[] = [],
  holder?: ConfigMap,
): readonly Setting[] {
  switch (node.kind) {
    case 'text':
      return [{ path, text: node, holder }];
    case 'list':
      return node.items.flatMap((item) => settingsOf(item, path, holder));
    case 'map':
      return node.entries.flatMap(({ key, value }) => settingsOf(value, [...path, ...key.split('.')], node));
  }
}
