/** JSON, with comments and all, as a configuration tree. */
import { type Node, parseTree } from 'jsonc-parser';
import type { ConfigNode } from './configTree.ts';

const deepest = 100;

export function jsonTree(text: string): ConfigNode | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root === undefined ? undefined : read(root, 0);
}

function read(node: Node, depth: number): ConfigNode | undefined {
  if (depth > deepest) return undefined;
  switch (node.type) {
    case 'object':
      return {
        kind: 'map',
        entries: (node.children ?? []).flatMap(({ children }) => {
          const [key, value] = children ?? [];
          const inside = value === undefined ? undefined : read(value, depth + 1);
          return key === undefined || inside === undefined
            ? []
            : [{ key: String(key.value), keyStart: key.offset + 1, value: inside }];
        }),
      };
    case 'array':
      return {
        kind: 'list',
        items: (node.children ?? []).flatMap((child) => read(child, depth + 1) ?? []),
      };
    case 'string':
      return { kind: 'text', value: String(node.value), start: node.offset + 1 };
    case 'number':
    case 'boolean':
      return { kind: 'text', value: String(node.value), start: node.offset };
    default:
      return undefined;
  }
}
