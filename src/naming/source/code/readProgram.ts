/** Walks a syntax tree once and gathers a `Program`, by what a language's syntax says of each node. */
import type { SyntaxNode } from '../syntaxNode.ts';
import type { Program } from './program.ts';
import { type Call, type Declaration, type Expression, type Import, type Mapping, other } from './program.ts';

/** How a language's nodes are read. Both functions are asked for every node; most mean nothing to them. */
export interface Syntax {
  /** What a node stands for as an expression, undefined for nodes that are none; `of` reads the nodes below. */
  readonly expression: (node: SyntaxNode, of: ReadExpression) => Expression | undefined;
  /** Tells `notes` what the node declares or imports. */
  readonly note: (node: SyntaxNode, notes: Notes, of: ReadExpression) => void;
}

export type ReadExpression = (node: SyntaxNode | null | undefined) => Expression;

export interface Notes {
  readonly declare: (declaration: Declaration) => void;
  readonly import: (what: Import) => void;
}

/** Deeper nesting than this is a machine's text, not a program's: it is not read, so that no stack overflows. */
const deepestExpression = 150;

export function readProgram(root: SyntaxNode, { expression, note }: Syntax): Program {
  const imports: Import[] = [];
  const declarations = new Map<string, Declaration[]>();
  const calls: Call[] = [];
  const structs: Mapping[] = [];
  const known = new Map<number, Expression>();
  let depth = 0;
  const of: ReadExpression = (node) => {
    if (node === null || node === undefined || depth > deepestExpression) return other;
    const before = known.get(node.id);
    if (before !== undefined) return before;
    depth += 1;
    const read = expression(node, of) ?? other;
    depth -= 1;
    known.set(node.id, read);
    return read;
  };
  const notes: Notes = {
    declare: (declaration) => {
      const same = declarations.get(declaration.name);
      if (same === undefined) declarations.set(declaration.name, [declaration]);
      else same.push(declaration);
    },
    import: (what) => imports.push(what),
  };
  for (const node of nodesBelow(root)) {
    note(node, notes, of);
    const read = of(node);
    if (read.kind === 'call' && read.at === node.startIndex) calls.push(read);
    if (read.kind === 'mapping' && read.type !== undefined) structs.push(read);
  }
  return { imports, declarations, calls: [...new Set(calls)], structs: [...new Set(structs)] };
}

/** All named nodes in the order of the text, without recursion. */
function* nodesBelow(root: SyntaxNode): Generator<SyntaxNode> {
  const waiting: SyntaxNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    waiting.push(...named(node).reverse());
  }
}

/** The named children that mean something: comments are none. */
export function named(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter(
    (child): child is SyntaxNode => child !== null && !child.type.includes('comment'),
  );
}

export function field(node: SyntaxNode, name: string): SyntaxNode | undefined {
  return node.childForFieldName(name) ?? undefined;
}

/** The nearest node around this one (itself not included) that has one of the types. */
export function around(node: SyntaxNode, types: ReadonlySet<string>): SyntaxNode | undefined {
  for (let above = node.parent; above !== null; above = above.parent) {
    if (types.has(above.type)) return above;
  }
  return undefined;
}

/** The nodes of a type that are a function's own, not those of functions in it: what it returns. */
export function within(
  node: SyntaxNode,
  type: string,
  functions: ReadonlySet<string>,
): readonly SyntaxNode[] {
  return node.descendantsOfType(type).filter((one): one is SyntaxNode => {
    const home = one === null ? undefined : around(one, functions);
    return home !== undefined && home.id === node.id;
  });
}
