/**
 * Expressions in macros. What stands in `vec![…]` or `select! { … }` is tokens to Rust's grammar: here they are read
 * from their end, which tells calls, paths and lists apart. A `token_tree` is a group in brackets with all between them.
 */
import type { SyntaxNode } from '../syntaxNode.ts';
import { type Argument, type Call, type Expression, other, type Text } from './program.ts';
import { named, type ReadExpression } from './readProgram.ts';

/** `name!(…)` as a call of `name`; `concat!` and `format!` put texts together. */
export function macro(node: SyntaxNode, of: ReadExpression): Expression {
  const name = named(node)[0];
  const group = named(node).find(({ type }) => type === 'token_tree');
  return macroCall(lastPart(name?.text ?? ''), group, node.startIndex, of);
}

function macroCall(name: string, group: SyntaxNode | undefined, at: number, of: ReadExpression): Expression {
  const given = group === undefined ? [] : argumentsIn(group, of);
  if (name === 'concat') return { kind: 'joined', parts: given.map(({ value }) => value) };
  // `write!(formatter, "orders-{}", self.0)`
  const isWrite = name === 'write';
  if (name !== 'format' && !isWrite) return callOf({ kind: 'reference', name, at }, given, at);
  const filling = isWrite ? given.slice(1) : given;
  const template = filling[0]?.value;
  const captured = template?.kind === 'text' ? capturedBy(template) : [];
  return callOf({ kind: 'reference', name: 'format', at }, [...filling, ...captured], at);
}

/** `format!("orders-{region}")` takes the variable of that name. */
function capturedBy({ value, start }: Text): Argument[] {
  const names = [...value.matchAll(/\{([a-z_]\w*)\}/gi)].map(([, name = '']) => name);
  return names.map((name) => ({ name, value: { kind: 'reference', name, at: start } }));
}

function callOf(callee: Expression, given: readonly Argument[], at: number): Call {
  return { kind: 'call', form: 'call', callee, arguments: given, at };
}

function lastPart(path: string): string {
  return path.split('::').at(-1) ?? path;
}

/** A group among tokens: `consumer.subscribe(…)` up to its closing bracket, or a list. */
export function group(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  if (node.parent?.type !== 'token_tree') return undefined;
  const tokens = node.parent.children;
  return endingAt(
    tokens,
    tokens.findIndex((one) => one?.id === node.id),
    of,
  );
}

/** The expression whose last token is that at `end`. */
export function endingAt(
  tokens: readonly (SyntaxNode | null)[],
  end: number,
  of: ReadExpression,
): Expression {
  const token = tokens[end];
  const before = tokens[end - 1];
  if (token === null || token === undefined) return other;
  const at = token.startIndex;
  switch (token.type) {
    case 'token_tree': {
      if (before?.type === '!') return macroCall(tokens[end - 2]?.text ?? '', token, at, of);
      if (before?.type === 'identifier' && token.text.startsWith('{')) return struct(before.text, token, of);
      const callee = beforeTypes(tokens, end - 1);
      if (tokens[callee]?.type === 'identifier' && token.text.startsWith('('))
        return callOf(endingAt(tokens, callee, of), argumentsIn(token, of), at);
      const items = argumentsIn(token, of).map(({ value }) => value);
      return token.text.startsWith('[') ? { kind: 'sequence', items } : (items[0] ?? other);
    }
    case 'identifier':
    case 'self': {
      const isMember = before?.type === '.' || before?.type === '::';
      if (!isMember) return of(token);
      return { kind: 'member', of: endingAt(tokens, beforeTypes(tokens, end - 2), of), name: token.text, at };
    }
    case '?':
      return endingAt(tokens, end - 1, of);
    case 'await':
      return endingAt(tokens, end - 2, of);
    default:
      return of(token);
  }
}

/** The place before `::<str, str>` and before what stands at `end` otherwise. */
function beforeTypes(tokens: readonly (SyntaxNode | null)[], end: number): number {
  if (tokens[end]?.type !== '>') return end;
  let open = 0;
  for (let place = end; place >= 0; place -= 1) {
    if (tokens[place]?.type === '>') open += 1;
    if (tokens[place]?.type === '<') open -= 1;
    if (open === 0) return tokens[place - 1]?.type === '::' ? place - 2 : place - 1;
  }
  return -1;
}

/** `NewTopic { name: "orders", num_partitions: 1 }` */
function struct(type: string, body: SyntaxNode, of: ReadExpression): Expression {
  const entries = argumentsIn(body, of).map(({ name = '', value }) => ({ key: name, value }));
  return { kind: 'mapping', type, entries, at: body.startIndex };
}

/** What stands between the commas of a group; with a name where one is written, as in `format!` and in structs. */
function argumentsIn(group_: SyntaxNode, of: ReadExpression): readonly Argument[] {
  const tokens = group_.children;
  const given: Argument[] = [];
  let first = 1;
  for (let place = 1; place < tokens.length; place += 1) {
    const isEnd = place === tokens.length - 1 || tokens[place]?.type === ',';
    if (!isEnd) continue;
    if (place > first) {
      const value = endingAt(tokens, place - 1, of);
      const name = /^[=:]$/.test(tokens[first + 1]?.type ?? '') ? tokens[first]?.text : undefined;
      given.push(name === undefined ? { value } : { name, value });
    }
    first = place + 1;
  }
  return given;
}
