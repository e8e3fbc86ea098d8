/**
 * Adds texts to a list of `.eddy/naming.json` where they belong by the alphabet. What people have written there stays as it
 * is, comments beside the list's elements too: `modify` of the JSON library would move those to a neighbour.
 */
import { applyEdits, type Edit, findNodeAtLocation, modify, type Node, parseTree } from 'jsonc-parser';

/** The text of the file once the list under `key` holds these, too. */
export function withListed(text: string, key: string, added: readonly string[]): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const list = root === undefined ? undefined : findNodeAtLocation(root, [key]);
  const elements = list?.children ?? [];
  const missing = [...new Set(added)].filter((one) => !elements.some(({ value }) => value === one)).sort();
  if (list === undefined || elements.length === 0) {
    const formattingOptions = { insertSpaces: true, tabSize: 2, eol: newline(text) };
    return applyEdits(text, modify(text, [key], missing, { formattingOptions }));
  }
  const byNext = new Map<Node | undefined, string[]>();
  for (const one of missing) {
    const next = elements.find(({ value }) => value > one);
    byNext.set(next, [...(byNext.get(next) ?? []), one]);
  }
  const edits = [...byNext].flatMap(([next, texts]) =>
    next === undefined ? atTheEnd(text, list, texts) : [before(text, list, next, texts)],
  );
  return applyEdits(text, edits);
}

function before(text: string, list: Node, next: Node, added: readonly string[]): Edit {
  const between = betweenElements(text, list);
  const content = added.map((one) => `${JSON.stringify(one)},${between}`).join('');
  return { offset: next.offset, length: 0, content };
}

/** Behind what is said of the last element; that may have its comma already. */
function atTheEnd(text: string, list: Node, added: readonly string[]): readonly Edit[] {
  const last = list.children?.at(-1);
  if (last === undefined) return [];
  const from = last.offset + last.length;
  const rest = text.slice(from, list.offset + list.length - 1);
  const between = betweenElements(text, list);
  const content = added.map((one) => `${between}${JSON.stringify(one)}`).join(',');
  const hasComma = rest.replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, '').includes(',');
  return [
    ...(hasComma ? [] : [{ offset: from, length: 0, content: ',' }]),
    { offset: from + rest.trimEnd().length, length: 0, content },
  ];
}

/** A new line with the indentation of the first element, or a space in a list of one line. */
function betweenElements(text: string, list: Node): string {
  const first = list.children?.[0];
  const lead = first === undefined ? '' : text.slice(list.offset, list.offset + list.length);
  if (first === undefined || !lead.includes('\n')) return ' ';
  const line = text.slice(text.lastIndexOf('\n', first.offset) + 1, first.offset);
  return newline(text) + (/^\s*$/.test(line) ? line : '    ');
}

function newline(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
