/** YAML as configuration trees, one for a document. Holes of templates (`{{ … }}`) do not break what is around them. */
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseAllDocuments, Scalar } from 'yaml';
import type { ConfigEntry, ConfigNode, Line } from './configTree.ts';

/** Deeper than anybody nests by hand, and aliases that stand for each other end here. */
const deepest = 60;

export function yamlTrees(text: string): readonly ConfigNode[] {
  const source = withoutHoles(text);
  const documents = parseAllDocuments(source, { logLevel: 'silent', uniqueKeys: false, strict: false });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const read = (node: Node | null | undefined, depth: number): ConfigNode | undefined => {
      if (node === null || node === undefined || depth > deepest) return undefined;
      if (isAlias(node)) return undefined;
      if (isScalar(node)) return scalar(node, source);
      if (isSeq(node)) {
        const items = node.items.map((item) => read(item as Node, depth + 1));
        return { kind: 'list', items: items.filter((item) => item !== undefined) };
      }
      if (!isMap(node)) return undefined;
      return {
        kind: 'map',
        entries: node.items.flatMap((pair) => entry(pair, (value) => read(value, depth + 1))),
      };
    };
    const root = read(document.contents as Node | null, 0);
    return root === undefined ? [] : [root];
  });
}

function entry(
  { key, value }: Pair,
  read: (node: Node | null) => ConfigNode | undefined,
): readonly ConfigEntry[] {
  if (!isScalar(key)) return [];
  const node = read(value as Node | null);
  const at = startOf(key);
  return node === undefined ? [] : [{ key: String(key.value), keyStart: at, value: node }];
}

function scalar(node: Scalar, source: string): ConfigNode | undefined {
  const [from, to] = node.range ?? [0, 0];
  if (node.value === null) return undefined;
  if (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED) {
    return block(source, from, to, node.type === Scalar.BLOCK_FOLDED);
  }
  return { kind: 'text', value: String(node.source ?? node.value), start: startOf(node) };
}

function startOf(node: Scalar): number {
  const isQuoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
  return (node.range?.[0] ?? 0) + (isQuoted ? 1 : 0);
}

/** The lines of a block without their indentation; folded ones are one line, as in YAML. */
function block(source: string, from: number, to: number, isFolded: boolean): ConfigNode {
  const first = source.indexOf('\n', from) + 1;
  const raw = first === 0 || first > to ? [] : source.slice(first, to).split('\n');
  const indents = raw
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  const lines: Line[] = [];
  let value = '';
  let at = first;
  for (const line of raw) {
    const cut = Math.min(indent, line.length);
    lines.push({ from: value.length, source: at + cut });
    value += `${line.slice(cut).replace(/\r$/, ' ')}${isFolded ? ' ' : '\n'}`;
    at += line.length + 1;
  }
  return { kind: 'text', value, start: first + indent, lines };
}

/** Helm's and Jinja's actions become blanks or marks of the same length, so that offsets stay and no value is a name. */
function withoutHoles(text: string): string {
  if (!text.includes('{{')) return text;
  return text
    .replace(/^[ \t]*\{\{[^\n]*\}\}[ \t]*$/gm, (line) => ' '.repeat(line.length))
    .replace(/(['"]?)\{\{.*?\}\}\1/g, (hole) => '%'.repeat(hole.length));
}
